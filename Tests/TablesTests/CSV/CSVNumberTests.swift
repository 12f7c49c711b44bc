import Fitting
import Testing

@testable import Tables

/// A field as the one value of a table of one column, which is the way a user meets a number.
private func read(_ field: String) throws -> Double {
  try Dataset(csv: "a\n\"\(field)\"\n", file: "t.csv").column("a")[0]
}

@Suite("Numbers in CSV")
struct CSVNumberTests {
  static let numbers: [(field: String, value: Double)] = [
    ("0", 0), ("-0.5", -0.5), ("+7", 7), (".25", 0.25), ("3.", 3), ("1e3", 1000), ("1E+3", 1000),
    ("25e-2", 0.25), ("  12\t", 12), ("007", 7), ("1e308", 1e308), ("-1e308", -1e308),
    ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("1e-999", 0),
    ("5e-324", Double.leastNonzeroMagnitude), ("9007199254740993", 9_007_199_254_740_992),
    ("0.1", 0.1), ("0.8500000000000001", 0.8500000000000001), ("1e22", 1e22), ("1e23", 1e23),
    ("123456789012345678901234567890", 123456789012345677877719597056),
    ("inf", .infinity), ("-inf", -.infinity), ("+Infinity", .infinity), ("-INFINITY", -.infinity),
  ]

  @Test(arguments: numbers)
  func isTheNearestDouble(field: String, value: Double) throws {
    #expect(try read(field) == value)
  }

  @Test func keepsTheSignOfZero() throws {
    #expect(try read("-0").sign == .minus)
    #expect(try read("-1e-999").sign == .minus)
  }

  @Test(arguments: ["nan", "NaN", "NAN"])
  func nanIsANumberThatIsNone(field: String) throws {
    #expect(try read(field).isNaN)
  }

  @Test(arguments: [
    "abc", "1,5", "1.2.3", "1e", "1e+", "e5", ".", "-", "+", "--1", "1 2", "0x10", "0b1", "1_000",
    "1f", "nan(0x1)", "infinit", "\u{2212}5", "٣", "1e5.5", "½", "2026-01-01", "true", "1\n2",
  ])
  func refusesWhatIsNoDecimalNumber(field: String) {
    #expect(throws: TableError.self) { try read(field) }
  }

  /// Rows of plain numbers are read by a way of their own.
  @Test func plainRowsSayWhatQuotedOnesSay() throws {
    var generator = Xoshiro256(seed: 4)
    var numbers = [
      "9007199254740993", "9007199254740992.5", "18446744073709551615", "0.18014398509481985",
      "9999999999999999999", "00000000000000000001", "-0", "1234567890.123456789", ".5", "7.",
      "4503599627370496.5", "4503599627370497.5", "9007199254740995", "1152921504606847104",
    ]
    for _ in 0..<4000 {
      let digits = String(generator.next())
      let split = Int.random(in: 0...digits.count, using: &generator)
      numbers.append("-\(digits.prefix(split)).\(digits.dropFirst(split))")
      // Digits that a double has when it is written out.
      numbers.append("\(Double.random(in: 0...100, using: &generator))")
    }
    let plain = try Dataset(
      csv: "x,y\n" + numbers.map { "\($0),1" }.joined(separator: "\n") + "\n", file: "t")
    let quoted = try Dataset(
      csv: "x,y\n" + numbers.map { "\"\($0)\",1" }.joined(separator: "\n"), file: "t")
    let values = try plain.column("x")
    #expect(try quoted.column("x").map(\.bitPattern) == values.map(\.bitPattern))
    for (number, value) in zip(numbers, values) { #expect(Double(number) == value) }
  }

  @Test func readsWhatTheStandardLibraryReadsDigitForDigit() throws {
    var generator = Xoshiro256(seed: 12)
    for _ in 0..<2000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      #expect(try read("\(value)") == value)
      let short = Double(Int.random(in: -99999...99999, using: &generator)) / 1000
      #expect(try read("\(short)") == short)
    }
  }
}
