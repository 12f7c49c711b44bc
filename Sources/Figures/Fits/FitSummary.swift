import Config
import Optimization
import Plotting
import Fitting
import RobustLoss

/// What a fit has found, as a table to read and as JSON.
public struct FitSummary: Sendable {
  /// A parameter of the model.
  public struct Parameter: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The estimate.
    public var estimate: Double
    /// Its standard error; nil if it could not be told.
    public var standardError: Double?
  }

  /// The model in words and letters, `y = slope·x + intercept`.
  public let equation: String
  /// The parameters, in the model's order.
  public let parameters: [Parameter]
  /// How the loss was called.
  public let loss: String
  /// α.
  public let shape: Double
  /// c, in the units of the targets.
  public let scale: Double
  /// What was minimised, at the end.
  public let minimum: Double
  /// The standard deviation of the inliers; nil if there are too few.
  public let deviation: Double?
  /// How many rows were fitted.
  public let rows: Int
  /// How many of them are outliers.
  public let outliers: Int
  /// How many steps the optimiser took.
  public let steps: Int
  /// Whether it converged, or why not.
  public let outcome: Outcome
  /// How standard errors were found, in words.
  public let method: String
  /// The scale of the S-estimate, if it is an MM-estimate.
  public let robustScale: Double?
  /// What the rows are by their inputs, if it could be told.
  public let leverage: Leverage?
  /// What a reader should know besides the numbers, a sentence each.
  public let notes: [String]
  private let rowNumbers: [Int]?

  /// The summary of a fit.
  /// - Parameters:
  ///   - leverage: what the rows are, if it is known.
  ///   - rowNumbers: the number of every row in the user's file; from 1 if nil.
  ///   - notes: sentences that come before those of the fit.
  public init(
    _ fit: Fit, loss: String, _ labels: FitLabels, standardErrors: [Double]?, method: String,
    leverage: Leverage? = nil, rowNumbers: [Int]? = nil, notes: [String] = []
  ) {
    robustScale = fit.robustScale
    self.leverage = leverage
    self.rowNumbers = rowNumbers
    let leverageNote = leverage.flatMap { fit.note($0, rowNumbers: rowNumbers) }
    self.notes = notes + (([leverageNote] + fit.notes).compactMap { $0 }).map(\.description)
    equation = Self.equation(fit.regression.model, labels)
    parameters = fit.regression.model.parameterNames.enumerated().map { j, name in
      Parameter(
        name: name, estimate: fit.parameters[j], standardError: standardErrors.map { $0[j] })
    }
    self.loss = loss
    shape = fit.last.shape
    scale = fit.last.scale
    minimum = fit.last.loss
    deviation = fit.inlierStandardDeviation()
    rows = fit.regression.count
    outliers = fit.outliers().count { $0 }
    steps = fit.steps.count - 1
    outcome = fit.outcome
    self.method = method
  }

  /// How standard errors are found without drawing samples.
  public static let sandwich = "sandwich estimator"
  /// How those of an MM-estimate are.
  public static let mm = "sandwich estimator with the scale's share"

  /// The summary of a fit by least squares whose rows were not kept.
  public init(
    _ fit: StreamedLeastSquares, of model: any RegressionModel, loss: String, _ labels: FitLabels,
    notes: [String] = []
  ) {
    (robustScale, leverage, rowNumbers) = (nil, nil, nil)
    self.notes = notes + fit.notes.map(\.description)
    equation = Self.equation(model, labels)
    parameters = model.parameterNames.enumerated().map { j, name in
      Parameter(
        name: name, estimate: fit.parameters[j], standardError: fit.standardErrors.map { $0[j] })
    }
    self.loss = loss
    shape = 2
    scale = fit.deviation ?? 0
    minimum = fit.loss
    deviation = fit.deviation
    rows = fit.count
    // Every point has the same weight.
    outliers = 0
    steps = 0
    outcome = .converged
    method = Self.sandwich
  }

  /// The model, `y = slope·x + intercept`; the name of the residuals if there is none.
  package static func equation(_ model: any RegressionModel, _ labels: FitLabels) -> String {
    let names = model.parameterNames
    switch model {
    case is ZeroModel: return labels.target
    case is PolynomialModel:
      let terms = names.enumerated().map { j, name in
        j == 0 ? name : "\(name)·\(labels.inputs[0])" + (j == 1 ? "" : superscript(j))
      }
      return "\(labels.target) = " + terms.joined(separator: " + ")
    default:
      let terms = names.enumerated().map { j, name in
        j < labels.inputs.count ? "\(name)·\(labels.inputs[j])" : name
      }
      return "\(labels.target) = " + terms.joined(separator: " + ")
    }
  }

  /// A number in small raised digits.
  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String("\(number)".map { digits[$0.wholeNumberValue!] })
  }

  /// What is said of leverage: how many rows, and which; nil if there are none.
  public var leverageText: String? {
    guard let leverage else { return nil }
    let parts = [("bad", RowKind.badLeverage), ("good", .goodLeverage)].compactMap { name, kind in
      let rows = leverage.rows(kind)
      if rows.isEmpty { return nil as String? }
      let numbers = rows.prefix(12).map { "\(rowNumbers?[$0] ?? $0 + 1)" }.joined(separator: ", ")
      return "\(rows.count) \(name) (\(rows.count == 1 ? "row" : "rows") \(numbers)"
        + (rows.count > 12 ? ", …)" : ")")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The table, one fact a line.
  public var text: String {
    var lines = [equation.forTerminal, ""]
    if !parameters.isEmpty {
      let names = parameters.map(\.name)
      let estimates = parameters.map { Self.text($0.estimate, 6) }
      let errors = parameters.map { $0.standardError.map { Self.text($0, 3) } ?? "?" }
      lines += Self.table(
        [[""] + names, ["estimate"] + estimates, ["standard error"] + errors])
      lines.append("")
    }
    let tuning = robustScale.map { "s = \(Self.text($0, 4))" } ?? "α = \(Self.text(shape, 4))"
    var facts = [("loss", "\(loss), \(tuning), c = \(Self.text(scale, 4))")]
    let sigma = deviation.map { ", σ = \(Self.text($0, 4))" } ?? ""
    facts.append(("inliers", "\(rows - outliers) of \(counted(rows, "row"))\(sigma)"))
    facts.append(("outliers", "\(outliers)"))
    if let leverageText { facts.append(("leverage", leverageText)) }
    if !parameters.isEmpty { facts.append(("errors by", method)) }
    facts.append(("minimum", Self.text(minimum, 6)))
    facts.append(
      ("outcome", "\(outcome)" + (outcome.isConverged ? " in \(counted(steps, "step"))" : "")))
    let width = facts.map(\.0.count).max()!
    lines += facts.map { name, fact in
      "  " + name + String(repeating: " ", count: width - name.count + 2) + fact
    }
    for (i, note) in notes.enumerated() {
      lines.append((i == 0 ? "\n" : "") + "  note: " + note)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same for programs.
  public var json: String { object.text() + "\n" }

  var object: JSON {
    var pairs: [(String, JSON)] = [
      ("equation", .string(equation)),
      (
        "parameters",
        .list(
          parameters.map {
            .object([
              ("name", .string($0.name)), ("estimate", Self.number($0.estimate)),
              ("standardError", $0.standardError.map(Self.number) ?? .null),
            ])
          })
      ),
      ("loss", .string(loss)), ("alpha", Self.number(shape)), ("scale", Self.number(scale)),
      ("minimum", Self.number(minimum)), ("inlierDeviation", deviation.map(Self.number) ?? .null),
      ("rows", .number(Double(rows))), ("outliers", .number(Double(outliers))),
      ("steps", .number(Double(steps))), ("converged", .bool(outcome.isConverged)),
      ("outcome", .string("\(outcome)")), ("errorsBy", .string(method)),
      ("notes", .list(notes.map(JSON.string))),
    ]
    if let robustScale { pairs.append(("robustScale", Self.number(robustScale))) }
    if let leverage { pairs.append(("leverage", Self.object(leverage, rowNumbers))) }
    return .object(pairs)
  }

  private static func object(_ leverage: Leverage, _ rowNumbers: [Int]?) -> JSON {
    func rows(_ kind: RowKind) -> JSON {
      .list(leverage.rows(kind).map { .number(Double(rowNumbers?[$0] ?? $0 + 1)) })
    }
    return .object([
      ("cutoff", number(leverage.cutoff)), ("verticalOutliers", rows(.verticalOutlier)),
      ("goodLeverage", rows(.goodLeverage)), ("badLeverage", rows(.badLeverage)),
    ])
  }

  /// JSON has no infinities: they become text.
  static func number(_ value: Double) -> JSON {
    value.isFinite ? .number(value) : .string(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
  }

  // MARK: Numbers and tables

  /// Columns side by side, the first to the left and the rest to the right.
  static func table(_ columns: [[String]]) -> [String] {
    let widths = columns.map { column in column.map(\.count).max() ?? 0 }
    return columns[0].indices.map { row in
      var line = "  "
      for (j, column) in columns.enumerated() {
        let space = String(repeating: " ", count: widths[j] - column[row].count)
        line += j == 0 ? column[row] + space : "   " + space + column[row]
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// A number with so many significant digits.
  package static func text(_ value: Double, _ digits: Int) -> String {
    let size = value.magnitude
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "−∞" : "∞" }
    if size == 0 { return "0" }
    guard size >= 1e-5, size < 1e15 else { return "\(rounded(value, digits))" }
    var places = digits - 1
    var power = 1.0
    while size >= 10 * power, places > 0 {
      power *= 10
      places -= 1
    }
    while size < power, places < 12 {
      power /= 10
      places += 1
    }
    return NumberText.fixed(value, digits: places)
  }

  /// A number rounded to so many significant digits.
  static func rounded(_ value: Double, _ digits: Int) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var scaled = value.magnitude
    var exponent = 0
    let least = (1..<digits).reduce(1.0) { power, _ in power * 10 }
    while scaled < least, exponent < 320 {
      scaled *= 10
      exponent += 1
    }
    while scaled >= 10 * least, exponent > -320 {
      scaled /= 10
      exponent -= 1
    }
    return Double("\(value < 0 ? "-" : "")\(Int(scaled.rounded()))e\(-exponent)") ?? value
  }
}
