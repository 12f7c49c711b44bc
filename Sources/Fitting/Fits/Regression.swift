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

  /// The number of points.
  public var count: Int { targets.count }

  let design: Matrix

  /// The design, with the means taken out if the model has a constant.
  let centered: Matrix

  /// A model and its points: one list for every input of the model, and the targets, all of the same
  /// count and all finite.
  ///
  /// - Throws: `FitError.wrongCount` or `FitError.notFinite`.
  public init(
    _ model: any RegressionModel, inputs: [[Double]], targets: [Double]
  ) throws(FitError) {
    if inputs.count != model.inputCount {
      throw .wrongCount(of: "inputs", count: inputs.count, expected: model.inputCount)
    }
    for (index, input) in inputs.enumerated() {
      let name = inputs.count == 1 ? "x" : "input \(index + 1)"
      if input.count != targets.count {
        throw .wrongCount(of: "values of \(name)", count: input.count, expected: targets.count)
      }
      try Self.requireFinite(input, name)
    }
    try Self.requireFinite(targets, "y")

    var design = Matrix(rowCount: targets.count, columnCount: model.parameterCount)
    for i in targets.indices {
      let terms = model.terms(at: inputs.map { $0[i] })
      if terms.count != design.columnCount {
        throw .wrongCount(of: "terms", count: terms.count, expected: design.columnCount)
      }
      for (j, term) in terms.enumerated() {
        if !term.isFinite {
          throw .notFinite(column: model.parameterNames[j], row: i + 1, value: term)
        }
        design[i, j] = term
      }
    }
    self.model = model
    self.inputs = inputs
    self.targets = targets
    self.design = design
    centered = design.centered()
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
    try self.init(model, inputs: columns, targets: targets)
  }

  /// y − f(x; θ) at every point, in the units of y.
  public func residuals(_ parameters: [Double]) -> [Double] {
    precondition(parameters.count == design.columnCount, "one number for every parameter")
    var result = [Double](repeating: 0, count: count)
    design.residuals(parameters, targets: targets, into: &result)
    return result
  }

  private static func requireFinite(_ values: [Double], _ name: String) throws(FitError) {
    if let row = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(column: name, row: row + 1, value: values[row])
    }
  }
}
