import Config
import Fitting
import RobustLoss

/// What one picture is made from: names with their values, data, and fits at the step that is shown.
///
/// The still of a figure is a moment, and so is each of its frames.
struct Moment: Sendable {
  /// The names that have values.
  private(set) var names: Names
  private let evaluation: Evaluation
  /// The fits whose results are names.
  private let results: Set<String>
  /// The fit of whose steps this is one, and which.
  private var shown: (fit: String, step: Int)?

  /// The moment of a still picture, in which fits have come to their ends.
  /// - Parameters:
  ///   - names: what the config defines.
  ///   - results: the fits whose results are wanted as names.
  init(_ evaluation: Evaluation, names: Names, results: Set<String>) throws(FigureError) {
    self.evaluation = evaluation
    self.names = names
    self.results = results
    for name in results.sorted() { try define(name) }
  }

  /// The same at a frame.
  /// - Parameter fit: the fit whose step the frame shows, if it shows one.
  func at(_ frame: Frame, of fit: String?) throws(FigureError) -> Moment {
    var moment = self
    if let fit, let step = frame.step {
      moment.shown = (fit, step)
      if results.contains(fit) { try moment.define(fit) }
    }
    for (name, value) in frame.values { moment.names.define(name, value) }
    return moment
  }

  private mutating func define(_ fit: String) throws(FigureError) {
    for (name, value) in FitResults.values(of: try self.fit(fit), fit, step: try step(of: fit)) {
      names.define(name, value)
    }
  }

  // MARK: What was computed

  func points(_ name: String) throws(FigureError) -> Points {
    guard let points = evaluation.data[name] else {
      throw FigureError("the data set '\(name)' was not read")
    }
    return points
  }

  func fit(_ name: String) throws(FigureError) -> Fit {
    guard let fit = evaluation.fits[name] else {
      throw FigureError("the fit '\(name)' was not computed")
    }
    return fit
  }

  /// The step of a fit that is shown: that of the frame, or the last.
  func step(of name: String) throws(FigureError) -> Int {
    if let shown, shown.fit == name { return shown.step }
    return try fit(name).steps.count - 1
  }

  /// The curve of a fit.
  func curve(_ name: String) throws(FigureError) -> @Sendable (Double) -> Double {
    try fit(name).curve(step: try step(of: name))
  }

  /// How much points count in a fit, as a share of the most.
  func weights(_ name: String, of points: Points) throws -> [Double] {
    let loss = try fit(name).loss(step: try step(of: name))
    return try residuals(name, of: points).map { loss.weight($0) / loss.weight(0) }
  }

  /// How far points lie above what a fit predicts.
  func residuals(_ name: String, of points: Points) throws -> [Double] {
    let fit = try fit(name)
    let inputs = try Evaluation.inputs(evaluation.columns[name], of: points)
    return try fit.residuals(inputs: inputs, targets: points.y, step: try step(of: name))
  }
}
