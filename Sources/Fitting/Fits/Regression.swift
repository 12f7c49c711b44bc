import Optimization
import RobustLoss
import Tables

/// A model and the points that it is fitted to.
///
///     let regression = try Regression(LineModel(), data: data, inputs: ["x"], target: "y")
///     let line = try regression.leastSquares()
///     let robust = try regression.minimize(.cauchy(scale: 0.1), with: Adam(rate: 0.01), steps: 2000)
public struct Regression: Sendable {
  /// The model; the fit finds its parameters.
  public let model: any RegressionModel

  /// The inputs, one list a model's input, each with one number a point.
  public let inputs: [[Double]]

  /// What the model should predict, one number a point.
  public let targets: [Double]

  /// What the inputs are called in messages.
  public let inputNames: [String]

  /// The number of points.
  public var count: Int { targets.count }

  /// The points in the coordinates in which they are fitted, or why there are none.
  private let prepared: Result<WorkingBasis, FitError>

  /// A model and its points: one list for every input of the model, and the targets, all of the same
  /// count and all finite.
  ///
  /// - Throws: `FitError.wrongCount` or `FitError.notFinite`.
  public init(
    _ model: any RegressionModel, inputs: [[Double]], targets: [Double]
  ) throws(FitError) {
    let names = inputs.indices.map { inputs.count == 1 ? "x" : "input \($0 + 1)" }
    try self.init(model, inputs: inputs, targets: targets, names: names)
  }

  /// The same with names for the inputs, which errors tell.
  public init(
    _ model: any RegressionModel, inputs: [[Double]], targets: [Double], names: [String]
  ) throws(FitError) {
    if inputs.count != model.inputCount {
      throw .wrongCount(of: "inputs", count: inputs.count, expected: model.inputCount)
    }
    for (index, input) in inputs.enumerated() {
      let name = names[index]
      if input.count != targets.count {
        throw .wrongCount(of: "values of \(name)", count: input.count, expected: targets.count)
      }
      try Self.requireFinite(input, name)
    }
    try Self.requireFinite(targets, "y")
    if !(model is any ConditionedModel) { try Self.requireTerms(model, inputs, targets.count) }
    self.model = model
    self.inputs = inputs
    self.targets = targets
    inputNames = names
    do throws(FitError) {
      prepared = .success(try WorkingBasis(model, inputs: inputs, targets: targets, names: names))
    } catch {
      prepared = .failure(error)
    }
  }

  /// A model of one input, and points (x, y).
  ///
  /// - Throws: as `init(_:inputs:targets:)`.
  public init(_ model: any RegressionModel, x: [Double], y: [Double]) throws(FitError) {
    try self.init(model, inputs: [x], targets: y)
  }

  /// A model, and points from the columns of a dataset.
  ///
  /// - Throws: `FitError.data` if a column is missing or has cells that are no finite numbers, with their
  ///   place in the file; else as `init(_:inputs:targets:)`.
  public init(
    _ model: any RegressionModel, data: Dataset, inputs: [String], target: String
  ) throws(FitError) {
    var columns: [[Double]] = []
    let targets: [Double]
    do throws(TableError) {
      for name in inputs { columns.append(try data.finiteColumn(name)) }
      targets = try data.finiteColumn(target)
    } catch {
      throw .data(error)
    }
    let names = inputs.map { data.name(of: $0) }
    try self.init(model, inputs: columns, targets: targets, names: names)
  }

  /// The same points for another model of as many inputs.
  ///
  /// - Throws: as `init(_:inputs:targets:)`.
  public func with(_ model: any RegressionModel) throws(FitError) -> Regression {
    try Regression(model, inputs: inputs, targets: targets, names: inputNames)
  }

  /// The points in the coordinates in which they are fitted.
  ///
  /// - Throws: `FitError.tooFewPoints`, `FitError.undetermined`.
  var basis: WorkingBasis {
    get throws(FitError) { try prepared.get() }
  }

  /// The points with the model's own terms.
  var ownPoints: FitPoints {
    var matrix = Matrix(rowCount: count, columnCount: model.parameterCount)
    for i in targets.indices {
      for (j, term) in model.terms(at: inputs.map { $0[i] }).enumerated() { matrix[i, j] = term }
    }
    return FitPoints(matrix: matrix, targets: targets)
  }

  /// y − f(x; θ) at every point, in the units of y.
  public func residuals(_ parameters: [Double]) -> [Double] {
    precondition(parameters.count == model.parameterCount, "one number for every parameter")
    let points = ownPoints
    return points.residuals(parameters)
  }

  /// y − f(x) at every point in a state of a fit of these points.
  func residuals(_ state: FitStep) -> [Double] {
    guard let coordinates = state.coordinates, let basis = try? prepared.get() else {
      return residuals(state.parameters)
    }
    return basis.points.residuals(coordinates).map { basis.map.unit * $0 }
  }

  private static func requireFinite(_ values: [Double], _ name: String) throws(FitError) {
    if let row = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(column: name, row: row + 1, value: values[row])
    }
  }

  private static func requireTerms(
    _ model: any RegressionModel, _ inputs: [[Double]], _ count: Int
  ) throws(FitError) {
    for i in 0..<count {
      let terms = model.terms(at: inputs.map { $0[i] })
      if terms.count != model.parameterCount {
        throw .wrongCount(of: "terms", count: terms.count, expected: model.parameterCount)
      }
      if let j = terms.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(column: model.parameterNames[j], row: i + 1, value: terms[j])
      }
    }
  }
}
