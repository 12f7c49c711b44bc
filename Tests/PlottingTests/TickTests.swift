import Testing

@testable import Plotting

@Suite("Ticks and numbers")
struct TickTests {
  private func labels(
    _ kind: Scale.Kind, _ from: Double, _ to: Double, count: Int = 7, unit: TickUnit? = nil
  ) throws -> [String] {
    try Scale(kind, from: from, to: to).ticks(atMost: count, unit: unit).ticks.map(\.label)
      .filter { !$0.isEmpty }
  }

  @Test("round numbers with as few digits as needed")
  func linear() throws {
    #expect(try labels(.linear, 0, 6) == ["$0$", "$1$", "$2$", "$3$", "$4$", "$5$", "$6$"])
    #expect(
      try labels(.linear, 0, 1, count: 6) == ["$0.0$", "$0.2$", "$0.4$", "$0.6$", "$0.8$", "$1.0$"])
    #expect(
      try labels(.linear, -1.6, 1.6) == [
        "$-1.5$", "$-1.0$", "$-0.5$", "$0.0$", "$0.5$", "$1.0$", "$1.5$",
      ])
    #expect(
      try labels(.linear, 0, 3e7, count: 4) == ["$0$", "$1$", "$2$", "$3$"])
  }

  @Test("multiples of a unit")
  func unit() throws {
    let c = TickUnit(value: 1.1, symbol: "c")
    #expect(
      try labels(.linear, -6.6, 6.6, unit: c)
        == ["$-6$$c$", "$-4$$c$", "$-2$$c$", "$0$", "$2$$c$", "$4$$c$", "$6$$c$"])
    #expect(try labels(.linear, -1.1, 1.1, count: 3, unit: c) == ["$-c$", "$0$", "$c$"])
    let ticks = try Scale(.linear, from: -6.6, to: 6.6).ticks(atMost: 7, unit: c).ticks
    #expect(abs(ticks[0].value + 6.6) < 1e-12)
  }

  @Test("a shape axis names its infinity")
  func shape() throws {
    let found = try labels(.shape, -.infinity, 2, count: 8)
    #expect(found.first == "$-\\infty$")
    #expect(found.last == "$2$")
    #expect(found.contains("$0$"))
  }

  @Test("decades")
  func log() throws {
    #expect(
      try labels(.log, 1e-6, 1, count: 8)
        == [
          "$10^{-6}$", "$10^{-5}$", "$10^{-4}$", "$10^{-3}$", "$10^{-2}$", "$10^{-1}$", "$10^{0}$",
        ])
    #expect(try labels(.log, 2, 9, count: 8).count >= 2)
  }

  @Test("symmetric decades")
  func symlog() throws {
    let found = try labels(.symlog(threshold: 1), -100, 100)
    #expect(found == ["$-100$", "$-10$", "$-1$", "$0$", "$1$", "$10$", "$100$"])
  }

  private static let domains: [(Double, Double)] = [
    (0.0, 2.0), (0, 1e-300), (1e17, 1e17 + 64), (-1e308, 1e308 / 2),
    (Double.leastNonzeroMagnitude, 2 * Double.leastNonzeroMagnitude),
    (1, 1 + 4e-16), (0, 1.5), (-1e-9, 1e9), (123456.789, 123456.7891),
  ]

  /// Scatter plots over small spans have sent other libraries into endless loops.
  @Test("the number of ticks is bounded whatever the domain", arguments: domains)
  func bounded(from: Double, to: Double) throws {
    guard let scale = try? Scale(.linear, from: from, to: to) else { return }
    for count in [2, 5, 12, 1000] {
      let ticks = scale.ticks(atMost: count).ticks
      #expect(ticks.count <= max(count, 2))
      #expect(Set(ticks.map(\.label)).count == ticks.count, "labels differ: \(ticks)")
      for tick in ticks {
        #expect(tick.value >= from - (to - from) && tick.value <= to + (to - from))
      }
    }
  }

  private static let shortNumbers: [(Double, Int, String)] = [
    (0.0, 6, "0"),
    (1, 6, "1"),
    (-2.5, 6, "-2.5"),
    (0.1 + 0.2, 6, "0.3"),
    (1e-3, 6, "0.001"),
    (123456, 6, "123456"),
    (1_234_567, 3, "1.23 \\times 10^{6}"),
    (9.9996, 4, "10"),
    (1e-7, 6, "10^{-7}"),
    (-3e-9, 6, "-3 \\times 10^{-9}"),
    (.infinity, 6, "\\infty"),
    (-.infinity, 6, "-\\infty"),
    (0.999_999_9, 3, "1"),
    (Double.leastNonzeroMagnitude, 3, "5 \\times 10^{-324}"),
    (1.7976931348623157e308, 3, "1.8 \\times 10^{308}"),
  ]

  @Test("short numbers", arguments: shortNumbers)
  func short(value: Double, digits: Int, expected: String) {
    #expect(NumberText.short(value, digits: digits) == expected)
  }
}
