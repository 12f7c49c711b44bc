import Basics
import Tables

/// Why a fit cannot be made, or came to an end without a result.
public enum FitError: Error, Hashable, Sendable {
  /// The data cannot be read or are no finite numbers.
  case data(TableError)

  /// A setting is outside its range. `range` says in words what would be inside.
  case invalidSetting(name: String, value: Double, range: String)

  /// The same for a setting that is a whole number.
  case invalidCount(name: String, count: Int, range: String)

  /// The optimiser does not go with the loss: what does.
  case unsuitable(String)

  /// Lists that belong together differ in count: what, how many there are, how many there must be.
  case wrongCount(of: String, count: Int, expected: Int)

  /// There are fewer points than parameters.
  case tooFewPoints(count: Int, parameters: Int)

  /// Every row was left out.
  case noUsableRows(skipped: Int)

  /// The data do not determine the parameters: why.
  case undetermined(reason: String)

  /// A parameter is too large or too small for a number.
  case unrepresentable(parameter: String, isLarge: Bool)

  /// A number of the data is infinite or NaN. Rows count from 1.
  case notFinite(column: String, row: Int, value: Double)

  /// The loss is infinite or NaN before this step, with these parameters.
  case lossNotFinite(step: Int, loss: Double, parameters: [Double])
}

extension FitError: CustomStringConvertible {
  /// What is wrong and what to do about it, in one line.
  public var description: String {
    switch self {
    case .data(let error):
      error.description
    case .invalidSetting(let name, let value, let range):
      "\(Self.words[name] ?? name) is \(Self.text(value)); it must be \(range)"
    case .invalidCount(let name, let count, let range):
      "\(Self.words[name] ?? name) is \(count); it must be \(range)"
    case .unsuitable(let remedy):
      remedy
    case .wrongCount(let name, let count, let expected):
      "there are \(count) \(name), but there must be \(expected)"
    case .tooFewPoints(let count, let parameters):
      "\(count == 1 ? "1 point does" : "\(count) points do") not determine "
        + (parameters == 1
          ? "1 parameter; give at least 1 point"
          : "\(parameters) parameters; give at least \(parameters) points")
    case .noUsableRows(let skipped):
      "\(skipped == 1 ? "the only row" : "all \(skipped) rows") cannot be used, and nothing is left to fit; "
        + "without --skip-bad the first mistake is told with its place"
    case .undetermined(let reason):
      "the points do not determine the model: \(reason)"
    case .unrepresentable(let parameter, let isLarge):
      "the points do not determine the model: \(quoted(parameter)) is too \(isLarge ? "large" : "small") "
        + "for a number; take other units for the columns"
    case .notFinite(let column, let row, let value):
      "row \(row) of \(quoted(column)) is \(value); a fit needs finite numbers, leave the row out"
    case .lossNotFinite(let step, let loss, let parameters):
      "the loss is \(loss) at step \(step) with parameters \(parameters); "
        + "try a larger scale, a smaller alpha or another start, and with Adam a smaller rate"
    }
  }
}

extension FitError {
  /// Settings as those call them who have not set them in Swift.
  private static let words = [
    "shape": "alpha", "scaleLow": "the least scale", "scaleReference": "the scale at the start",
    "shapeLow": "the lower bound of alpha", "shapeHigh": "the upper bound of alpha",
    "shapeStart": "alpha at the start", "truncation": "the end of the distribution",
    "maximumSteps": "the most steps", "stepsPerStage": "the steps of a stage",
  ]

  /// A number as its setting has it: whole ones from 1 on without a decimal point.
  private static func text(_ value: Double) -> String {
    value == value.rounded() && value < 1e15 && value >= 1 ? "\(Int(value))" : "\(value)"
  }
}

/// Throws `FitError.invalidSetting` unless a condition holds.
func require(
  _ condition: Bool, _ name: String, _ value: Double, _ range: String
) throws(FitError) {
  if !condition { throw .invalidSetting(name: name, value: value, range: range) }
}
