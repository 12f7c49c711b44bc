import Optimization
import RobustLoss

extension Regression {
  /// Minimises the mean negative log-likelihood of the adaptive loss by Adam: the model's parameters, α
  /// and c together (Barron 2019, §3).
  ///
  /// The trace has `steps + 1` states, the first one the start. The outcome says whether the last one
  /// is a minimum, to an imbalance of 10⁻⁶.
  ///
  /// - Parameters:
  ///   - settings: the bounds and starts of α and c, c in the units of the targets.
  ///   - adam: the optimiser's settings.
  ///   - start: the parameters to begin with, zeros if not given.
  ///   - steps: how many steps, at least 0.
  /// - Throws: `FitError.invalidSetting` for a setting outside its range; `FitError.wrongCount` if
  ///   `start` has not one number a parameter; `FitError.tooFewPoints` if there is no point;
  ///   `FitError.lossNotFinite` at the step at which that happens.
  public func minimize(
    _ settings: AdaptiveLossSettings, with adam: Adam, from start: [Double]? = nil, steps: Int
  ) throws(FitError) -> Fit {
    let objective = try AdaptiveObjective(self, settings)
    let start = try checkedStart(start) ?? [Double](repeating: 0, count: model.parameterCount)
    return try fit(objective) { () throws(OptimizationError) in
      try adam.minimize(objective, from: objective.variables(start), steps: steps)
    }
  }

  /// Minimises the mean negative log-likelihood of the adaptive loss by L-BFGS: the model's parameters, α
  /// and c together (Barron 2019, §3).
  ///
  /// The trace has the start and one state for every step; no step raises the loss, but for rounding.
  /// The likelihood may have more than one maximum, and the one found depends on the start.
  ///
  /// - Parameters:
  ///   - settings: the bounds and starts of α and c, c in the units of the targets.
  ///   - optimizer: the optimiser's settings.
  ///   - start: the parameters to begin with; the least-squares solution if not given.
  /// - Throws: `FitError.invalidSetting` for a setting outside its range; `FitError.wrongCount` if
  ///   `start` has not one number a parameter; what `leastSquares(scale:)` throws;
  ///   `FitError.lossNotFinite` if the loss is too large at the start.
  public func minimize(
    _ settings: AdaptiveLossSettings, with optimizer: LBFGS, from start: [Double]? = nil
  ) throws(FitError) -> Fit {
    let objective = try AdaptiveObjective(
      self, settings, preconditioner: try gramInverse())
    let start = try startOrLeastSquares(start)
    return try fit(objective) { () throws(OptimizationError) in
      try optimizer.minimize(objective, from: objective.variables(start))
    }
  }

  private func fit(
    _ objective: AdaptiveObjective, _ minimize: () throws(OptimizationError) -> Minimum
  ) throws(FitError) -> Fit {
    do throws(OptimizationError) {
      let minimum = try minimize()
      let trace = minimum.path.enumerated().map { step, state in
        objective.state(step: step, state.variables, loss: state.value)
      }
      return Fit(self, trace, minimum.outcome)
    } catch {
      throw FitError(error, parameters: model.parameterCount)
    }
  }
}
