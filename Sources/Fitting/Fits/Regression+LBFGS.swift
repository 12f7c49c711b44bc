import RobustLoss

extension Regression {
  /// Minimises the mean of ρ(r, α, c) over the points by L-BFGS, with α and c fixed, for any α.
  ///
  /// The trace has the start and one state for every step; no step raises the loss, but for rounding.
  ///
  /// - Parameters:
  ///   - loss: ρ, with a scale in the units of the targets.
  ///   - settings: the optimiser's settings.
  ///   - start: the parameters to begin with; the least-squares solution if not given.
  /// - Throws: `FitError.invalidSetting` for a setting outside its range; `FitError.wrongCount` if
  ///   `start` has not one number a parameter; what `leastSquares(scale:)` throws;
  ///   `FitError.lossNotFinite` if the loss is too large at the start.
  public func minimize(
    _ loss: GeneralLoss<Double>, with settings: LBFGS, from start: [Double]? = nil
  ) throws(FitError) -> Fit {
    try loss.validate()
    let start = try startOrLeastSquares(start)
    let objective = FixedLossObjective(self, loss, preconditioner: try gramInverse())
    return try settings.minimize(objective, of: self, from: start)
  }

  func gramInverse() throws(FitError) -> GramInverse {
    do throws(LeastSquares.Failure) {
      return try GramInverse(design)
    } catch {
      throw explained(error)
    }
  }
}
