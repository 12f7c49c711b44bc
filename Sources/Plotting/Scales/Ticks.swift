#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A mark on an axis: a value and how it is written.
public struct Tick: Hashable, Sendable {
  /// The value.
  public var value: Double
  /// The label, in markup; empty for a minor tick.
  public var label: String

  /// Describes a tick.
  public init(_ value: Double, label: String) {
    self.value = value
    self.label = label
  }
}

/// A quantity in whose multiples an axis is read, such as the scale c.
public struct TickUnit: Hashable, Sendable {
  /// The quantity's value in data units; positive and finite.
  public var value: Double
  /// Its symbol, in mathematics markup without the dollar signs.
  public var symbol: String

  /// Names a unit.
  public init(value: Double, symbol: String) {
    self.value = value
    self.symbol = symbol
  }
}

extension Scale {
  /// Ticks at round values: as many as are at most `count` and evenly spread, at least two where the
  /// scale allows it. Their number is bounded whatever the domain.
  public func ticks(atMost count: Int, unit: TickUnit? = nil) -> [Tick] {
    let count = max(2, min(count, 40))
    switch kind {
    case .linear, .squareRoot:
      return Self.linearTicks(from: low, to: high, atMost: count, unit: unit)
    case .log: return logTicks(atMost: count)
    case .symlog(let threshold): return symlogTicks(threshold: threshold, atMost: count)
    case .shape: return shapeTicks(atMost: count)
    }
  }

  private static func math(_ text: String) -> String { "$\(text)$" }

  /// Multiples of 1, 2 or 5 times a power of ten, computed as integers so that none is `0.30000000000000004`.
  static func linearTicks(
    from low: Double, to high: Double, atMost count: Int, unit: TickUnit?
  ) -> [Tick] {
    let u = unit?.value ?? 1
    guard u > 0, u.isFinite else {
      return linearTicks(from: low, to: high, atMost: count, unit: nil)
    }
    let (a, b) = (low / u, high / u)
    let span = b - a
    guard span > 0, span.isFinite else { return [] }
    var exponent = Int((log10(span) - log10(Double(count))).rounded(.down))
    while true {
      for m in [1, 2, 5] {
        let step = scaled(m, exponent)
        guard step > 0, step.isFinite else { continue }
        // A little slack takes in ends that are multiples up to rounding.
        let first = (a / step - 1e-9).rounded(.up)
        let last = (b / step + 1e-9).rounded(.down)
        if last - first + 1 > Double(count) { continue }
        guard abs(first) < 4e15, abs(last) < 4e15, last >= first else { return [] }
        return (Int(first)...Int(last)).map { k in
          let value = scaled(k * m, exponent)
          let text = NumberText.decimal(k * m, exponent: exponent)
          guard let unit else { return Tick(value, label: math(text)) }
          return Tick(value * u, label: math(NumberText.multiple(text, of: unit.symbol)))
        }
      }
      exponent += 1
      if exponent > 308 { return [] }
    }
  }

  /// m × 10^e, rounded once while 10^|e| is exact.
  private static func scaled(_ m: Int, _ e: Int) -> Double {
    e >= 0 ? Double(m) * pow(10, Double(e)) : Double(m) / pow(10, Double(-e))
  }

  private func logTicks(atMost count: Int) -> [Tick] {
    let (a, b) = (log10(low), log10(high))
    let first = Int((a - 1e-9).rounded(.up))
    let last = Int((b + 1e-9).rounded(.down))
    let decades = last - first + 1
    // Within about a decade a power of ten alone says too little: round numbers do better.
    if b - a < 1.2 {
      return Self.linearTicks(from: low, to: high, atMost: count, unit: nil)
        .filter { $0.value > 0 }
    }
    let stride = max(1, (decades + count - 1) / count)
    var ticks: [Tick] = []
    for e in (first - 1)...(last + 1) {
      if e >= first, e <= last, e % stride == 0 {
        let text = abs(e) <= 3 ? NumberText.decimal(1, exponent: e) : "10^{\(e)}"
        ticks.append(Tick(Self.scaled(1, e), label: Self.math(text)))
      }
      guard stride == 1 else { continue }
      for m in 2...9 {
        let value = Self.scaled(m, e)
        guard contains(value) else { continue }
        let isLabelled = (m == 2 || m == 5) && (b - a) * 3 <= Double(count)
        ticks.append(
          Tick(
            value, label: isLabelled ? Self.math(NumberText.decimal(m, exponent: e)) : ""))
      }
    }
    return ticks
  }

  private func symlogTicks(threshold: Double, atMost count: Int) -> [Tick] {
    let first = Int(log10(threshold).rounded(.up))
    let last = Int(log10(max(abs(low), abs(high))).rounded(.down))
    var values: [(Int, Int)] = [(0, 0)]
    if last >= first {
      let sides = (low < 0 ? 1 : 0) + (high > 0 ? 1 : 0)
      let room = max(1, (count - 1) / max(1, sides))
      let stride = max(1, (last - first + room) / room)
      for e in Swift.stride(from: last, through: first, by: -stride) {
        values.append((1, e))
        values.append((-1, e))
      }
    } else {
      return Self.linearTicks(from: low, to: high, atMost: count, unit: nil)
    }
    return values.map { m, e in
      let text =
        abs(e) <= 3 ? NumberText.decimal(m, exponent: e) : (m < 0 ? "-" : "") + "10^{\(e)}"
      return Tick(Self.scaled(m, e), label: Self.math(text))
    }
    .filter { contains($0.value) }
    .sorted { $0.value < $1.value }
  }

  /// Shapes worth a tick, the most telling first; as many as fit without crowding.
  private func shapeTicks(atMost count: Int) -> [Tick] {
    let telling: [Double] = [
      -.infinity, .infinity, 2, 0, -2, 1, -8, 4, -4, -1, 8, -20, 16, 3, 6, -16, -32, 32,
    ]
    let finite = high - low
    if finite.isFinite, finite < 3 {
      return Self.linearTicks(from: low, to: high, atMost: count, unit: nil)
    }
    let gap = 0.8 / Double(count)
    var chosen: [Double] = []
    for value in telling where contains(value) {
      let f = fraction(of: value)
      if chosen.count < count, chosen.allSatisfy({ abs(fraction(of: $0) - f) >= gap }) {
        chosen.append(value)
      }
    }
    return chosen.sorted().map { Tick($0, label: Self.math(NumberText.short($0))) }
  }
}
