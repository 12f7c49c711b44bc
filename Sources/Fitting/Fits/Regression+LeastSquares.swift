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
  ///   equal); `FitError.invalidSetting` if the scale is not positive and finite.
  public func leastSquares(scale: Double = 1) throws(FitError) -> Fit {
    try require(scale > 0 && scale.isFinite, "scale", scale, "positive and finite")
    let parameters = try solve(weights: nil)
    let loss = GeneralLoss<Double>.l2(scale: scale)
    let mean = loss.values(residuals(parameters)).reduce(0, +) / Double(count)
    if !mean.isFinite { throw .lossNotFinite(step: 0, loss: mean, parameters: parameters) }
    let state = FitStep(step: 0, parameters: parameters, shape: 2, scale: scale, loss: mean)
    return Fit(self, [state], .converged)
  }

  /// Weighted least squares, with errors that speak of points and parameters.
  func solve(weights: [Double]?) throws(FitError) -> [Double] {
    do throws(LeastSquares.Failure) {
      return try LeastSquares.solve(design, targets: targets, weights: weights)
    } catch {
      throw explained(error)
    }
  }

  /// Why there is no solution, in terms of points and parameters.
  func explained(_ failure: LeastSquares.Failure) -> FitError {
    switch failure {
    case .tooFewRows(let count): .tooFewPoints(count: count, parameters: model.parameterCount)
    case .dependent(let column): .undetermined(reason: reason(forDependent: column))
    case .overflow: .undetermined(reason: "a parameter is too large for a number")
    }
  }

  private func reason(forDependent column: Int) -> String {
    if inputs.count == 1, inputs[0].allSatisfy({ $0 == inputs[0][0] }) {
      return "all x are equal to \(inputs[0][0])"
    }
    let name = model.parameterNames[column]
    return "the term of \(quoted(name)) is a combination of the others at these points"
  }
}
