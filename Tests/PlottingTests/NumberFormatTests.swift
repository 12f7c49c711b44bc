import Testing

@testable import Plotting

@Suite("The numbers of an axis")
struct NumberFormatTests {
  @Test("all have as many decimals, and share what is long")
  func formats() {
    let cases: [([Int], Int, [String], String?)] = [
      ([0, 5, 10, 15], -1, ["0.0", "0.5", "1.0", "1.5"], nil),
      ([-10, -5, 0, 5], 5, ["-1.0", "-0.5", "0.0", "0.5"], "$\\times 10^{6}$"),
      ([1, 2, 3], 7, ["1", "2", "3"], "$\\times 10^{7}$"),
      ([2, 4, 6], -12, ["2", "4", "6"], "$\\times 10^{-12}$"),
      ([1950, 1960, 1970], 0, ["1950", "1960", "1970"], nil),
      (
        [123_456_790, 123_456_792], 0, ["0", "2"], "$+1.2345679 \\times 10^{8}$"
      ),
      ([1_000_002, 1_000_004], -1, ["0.2", "0.4"], "$+100000$"),
    ]
    for (multiples, exponent, texts, note) in cases {
      let format = NumberFormat(multiples, exponent: exponent)
      #expect(format.texts == texts)
      #expect(format.note == note)
    }
  }

  /// What a label and the note of its axis say.
  private func value(_ label: String, _ note: String?) -> Double? {
    let plain = label.filter { $0 != "$" }
    guard var value = Double(plain) else { return nil }
    for part in (note ?? "").split(separator: "$").map(String.init) where part != " " {
      if part.hasPrefix("\\times 10^{"), let power = Double(part.dropFirst(11).dropLast()) {
        value *= pow10(power)
      } else if let mark = part.range(of: " \\times 10^{") {
        guard let head = Double(part[..<mark.lowerBound]),
          let power = Double(part[mark.upperBound...].dropLast())
        else { return nil }
        value += head * pow10(power)
      } else if let offset = Double(part) {
        value += offset
      }
    }
    return value
  }

  private func pow10(_ power: Double) -> Double {
    power >= 0
      ? (0..<Int(power)).reduce(1) { p, _ in p * 10 }
      : 1 / (0..<Int(-power)).reduce(1) { p, _ in p * 10 }
  }

  @Test("a label with its note says where the tick stands")
  func truth() throws {
    var state: UInt64 = 7
    func unit() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    for _ in 0..<2000 {
      let span = pow10((unit() * 16 - 6).rounded()) * (0.1 + unit())
      let low = (unit() - 0.5) * span * (unit() < 0.3 ? 1e6 : 4)
      let found = try Scale(.linear, from: low, to: low + span).ticks(atMost: 4 + Int(unit() * 6))
      #expect(found.ticks.count >= 1)
      for tick in found.ticks {
        let said = try #require(value(tick.label, found.note), "\(tick.label) \(found.note ?? "")")
        #expect(abs(said - tick.value) <= 1e-6 * span, "\(tick) \(found.note ?? "")")
      }
      let lengths = Set(found.ticks.map { $0.label.split(separator: ".").dropFirst().first?.count })
      #expect(lengths.count == 1, "decimals differ: \(found.ticks.map(\.label))")
      #expect(found.ticks.allSatisfy { $0.label.count <= 11 }, "\(found.ticks.map(\.label))")
    }
  }

  @Test("a log axis names its decade, and at least two numbers")
  func logarithmic() throws {
    func labels(_ from: Double, _ to: Double, _ count: Int) throws -> [String] {
      try Scale(.log, from: from, to: to).ticks(atMost: count).ticks.map(\.label).filter {
        !$0.isEmpty
      }
    }
    #expect(try labels(4, 60, 4).contains("$10$"))
    for (from, to) in [(2.0, 8.0), (0.9, 1.1), (4, 60), (8, 12), (1e-30, 1e30), (1, 10), (3, 4000)]
    {
      for count in [4, 6, 9] { #expect(try labels(from, to, count).count >= 2, "\(from) \(to)") }
    }
    let exponents = try Scale(.log, from: 1e-12, to: 1e12).ticks(atMost: 6).ticks
      .filter { !$0.label.isEmpty }.map(\.label)
    #expect(exponents == ["$10^{-10}$", "$10^{-5}$", "$10^{0}$", "$10^{5}$", "$10^{10}$"])
  }

  @Test("multiples of a unit end where the axis does")
  func units() throws {
    let pi = TickUnit(value: .pi, symbol: "\\pi")
    let labels = try Scale(.linear, from: -.pi, to: .pi).ticks(atMost: 4, unit: pi).ticks.map(
      \.label)
    #expect(labels == ["$-\\pi$", "$0$", "$\\pi$"])
  }
}
