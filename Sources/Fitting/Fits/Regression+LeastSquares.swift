import Basics
import Optimization
import RobustLoss

extension Regression {
  /// The fit of least squares, in closed form: the parameters that minimise the mean of ½(r/c)².
  ///
  /// The trace is one state, of shape 2 and the given scale (which has no influence on the parameters,
  /// only on the loss).
  ///
  /// - Throws: `FitError.tooFewPoints` if there are fewer points than parameters; `FitError.undetermined`
  ///   if a term of the model is a combination of the others on all points (for a line: all x are
  ///   equal), or a parameter is too large or too small for a number; `FitError.invalidSetting` if the
  ///   scale is not positive and finite.
  public func leastSquares(scale: Double = 1) throws(FitError) -> Fit {
    try require(scale > 0 && scale.isFinite, "scale", scale, "positive and finite")
    let basis = try basis
    let coordinates = basis.points.leastSquares()
    let loss = GeneralLoss<Double>.l2(scale: scale / basis.map.unit)
    let values = loss.values(basis.points.residuals(coordinates))
    let mean = blockedSum(count) { values[$0] } / Double(count)
    let state = FitStep(
      step: 0, parameters: basis.parameters(coordinates), shape: 2, scale: scale, loss: mean,
      coordinates: coordinates)
    if !mean.isFinite { throw .lossNotFinite(step: 0, loss: mean, parameters: state.parameters) }
    return try representable(Fit(self, [state], .converged))
  }

  /// The fit, if its result can be told as numbers.
  func representable(_ fit: Fit) throws(FitError) -> Fit {
    guard let coordinates = fit.last.coordinates,
      let (column, isLarge) = try basis.unrepresentable(coordinates)
    else { return fit }
    throw .unrepresentable(parameter: model.parameterNames[column], isLarge: isLarge)
  }
}

extension FitPoints {
  /// The variables that minimise the sum of squares, if the terms are orthogonal and of length √n.
  func leastSquares() -> [Double] {
    var result = [Double](repeating: 0, count: matrix.columnCount)
    // The second time for what rounding left.
    for _ in 0..<2 {
      let rest = residuals(result)
      for j in result.indices {
        result[j] += matrix.product(ofColumn: j, rest) / Double(count)
      }
    }
    return result
  }
}
