#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ticks, and what all of their numbers have in common: a power of ten or an offset, which is written once.
public struct Ticks: Hashable, Sendable {
  /// The ticks, in the order of their values.
  public var ticks: [Tick]
  /// The common power or offset, in markup; nil if there is none.
  public var note: String?

  /// Names ticks and what they have in common.
  public init(_ ticks: [Tick] = [], note: String? = nil) {
    self.ticks = ticks
    self.note = note
  }

  /// A label with the note behind it.
  public func noted(_ label: String?) -> String? {
    guard let note else { return label }
    return label.map { "\($0)  (\(note))" } ?? note
  }
}

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
  public func ticks(atMost count: Int, unit: TickUnit? = nil) -> Ticks {
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
  ) -> Ticks {
    let u = unit?.value ?? 1
    guard u > 0, u.isFinite else {
      return linearTicks(from: low, to: high, atMost: count, unit: nil)
    }
    let (a, b) = (low / u, high / u)
    let span = b - a
    guard span > 0, span.isFinite else { return Ticks() }
    var exponent = Int((log10(span) - log10(Double(count))).rounded(.down))
    while true {
      // Thirds and quarters of a dozen units are as round as halves.
      for m in unit == nil || exponent != 0 ? [1, 2, 5] : [1, 2, 3, 4, 5] {
        let step = scaled(m, exponent)
        guard step > 0, step.isFinite else { continue }
        // A little slack takes in ends that are multiples up to rounding.
        let first = (a / step - 1e-9).rounded(.up)
        let last = (b / step + 1e-9).rounded(.down)
        if last - first + 1 > Double(count) { continue }
        guard abs(first) < 4e15, abs(last) < 4e15, last >= first else { return Ticks() }
        let multiples = (Int(first)...Int(last)).map { $0 * m }
        let format = NumberFormat(multiples, exponent: exponent)
        return Ticks(
          zip(multiples, format.texts).map { multiple, text in
            Tick(
              scaled(multiple, exponent) * u,
              label: unit.map { NumberText.tick(text, of: $0.symbol) } ?? math(text))
          }, note: format.note)
      }
      exponent += 1
      if exponent > 308 { return Ticks() }
    }
  }

  /// m × 10^e, rounded once while 10^|e| is exact.
  private static func scaled(_ m: Int, _ e: Int) -> Double {
    e >= 0 ? Double(m) * pow(10, Double(e)) : Double(m) / pow(10, Double(-e))
  }

  /// Steps between decades.
  private static let strides = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300]

  /// The least step that takes so many things at most `count` at a time.
  private static func stride(over things: Int, atMost count: Int) -> Int {
    strides.first { (things + $0 - 1) / $0 <= count } ?? 600
  }

  /// Decades, or every second, third, fifth or tenth of them; between few decades the numbers that fill them.
  private func logTicks(atMost count: Int) -> Ticks {
    let (a, b) = (log10(low), log10(high))
    let first = Int((a - 1e-9).rounded(.up))
    let last = Int((b + 1e-9).rounded(.down))
    let decades = last - first + 1
    // Within a part of a decade round numbers do better than its few first digits.
    if decades <= 1, b - a < 0.7 {
      let linear = Self.linearTicks(from: low, to: high, atMost: count, unit: nil)
      let positive = linear.ticks.filter { $0.value > 0 }
      let namesDecade =
        decades < 1 || positive.contains { abs(log10($0.value) - Double(first)) < 1e-9 }
      if positive.count > 1, namesDecade { return Ticks(positive, note: linear.note) }
    }
    let stride = Self.stride(over: decades, atMost: count)
    // As many of the digits between decades as there is room for; with one decade at least, two numbers.
    let share = Double(count) / max(b - a, 1e-9)
    let digits: [Int] =
      stride > 1
      ? [] : share >= 8 || decades < 1 ? [2, 3, 5, 7] : share >= 3 || decades < 2 ? [2, 5] : []
    let exponents = decades > 0 ? first...last : first...first
    let isPlain = exponents.allSatisfy { abs($0) <= 3 }
    func text(_ m: Int, _ e: Int) -> String {
      isPlain
        ? NumberText.decimal(m, exponent: e)
        : m == 1 ? "10^{\(e)}" : "\(m) \\times 10^{\(e)}"
    }
    let minor = stride <= 10 ? 1 : stride <= 50 ? 10 : 100
    var ticks: [Tick] = []
    for e in (first - 1)...(last + 1) {
      if e >= first, e <= last, e % minor == 0 {
        ticks.append(
          Tick(Self.scaled(1, e), label: e % stride == 0 ? Self.math(text(1, e)) : ""))
      }
      guard stride == 1 else { continue }
      for m in 2...9 {
        let value = Self.scaled(m, e)
        guard contains(value) else { continue }
        ticks.append(Tick(value, label: digits.contains(m) ? Self.math(text(m, e)) : ""))
      }
    }
    return Ticks(ticks)
  }

  private func symlogTicks(threshold: Double, atMost count: Int) -> Ticks {
    let first = Int(log10(threshold).rounded(.up))
    let last = Int(log10(max(abs(low), abs(high))).rounded(.down))
    guard last >= first else {
      return Self.linearTicks(from: low, to: high, atMost: count, unit: nil)
    }
    let sides = (low < 0 ? 1 : 0) + (high > 0 ? 1 : 0)
    let stride = Self.stride(over: last - first + 1, atMost: max(1, (count - 1) / max(1, sides)))
    var exponents: [Int] = []
    for e in Swift.stride(from: last, through: first, by: -stride) { exponents.append(e) }
    let isPlain = exponents.allSatisfy { abs($0) <= 3 }
    func text(_ sign: Int, _ e: Int) -> String {
      isPlain
        ? NumberText.decimal(sign, exponent: e) : (sign < 0 ? "-" : "") + "10^{\(e)}"
    }
    let ticks =
      [Tick(0, label: "$0$")]
      + exponents.flatMap { e in
        [1, -1].map { Tick(Self.scaled($0, e), label: Self.math(text($0, e))) }
      }
    let shown = ticks.filter { contains($0.value) }.sorted { $0.value < $1.value }
    return shown.count > 1
      ? Ticks(shown) : Self.linearTicks(from: low, to: high, atMost: count, unit: nil)
  }

  /// Shapes worth a tick, the most telling first; as many as fit without crowding.
  private func shapeTicks(atMost count: Int) -> Ticks {
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
    return Ticks(chosen.sorted().map { Tick($0, label: Self.math(NumberText.short($0))) })
  }
}
