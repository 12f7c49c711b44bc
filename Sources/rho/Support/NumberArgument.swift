import ArgumentParser
import Tables

/// A number as it is written on the command line: as tables have them, in decimal digits; or infinite.
struct NumberArgument: ExpressibleByArgument {
  var value: Double

  init(_ value: Double) { self.value = value }

  /// NaN is one, which no range holds: whoever judges the range tells of it.
  init?(argument: String) {
    guard case .value(let value) = CSVNumber(ArraySlice(argument.utf8)) else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { "\(value)" }

  /// A number; nil for another text, also for a number that is too large for one.
  static func number(_ text: some StringProtocol) -> Double? {
    guard case .value(let value) = CSVNumber(ArraySlice(text.utf8)), !value.isNaN else {
      return nil
    }
    return value
  }
}

/// Numbers with commas between them.
struct StartArgument: ExpressibleByArgument {
  var values: [Double]

  init?(argument: String) {
    values = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = NumberArgument.number(part), value.isFinite else { return nil }
      values.append(value)
    }
  }
}
