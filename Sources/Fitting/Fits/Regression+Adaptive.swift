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
    let objective = try AdaptiveObjective(ownPoints, settings, balance: OwnTermsBalance(self))
    let start = try checkedStart(start) ?? [Double](repeating: 0, count: model.parameterCount)
    do throws(OptimizationError) {
      let minimum = try adam.minimize(
        objective, from: objective.variables(start), steps: steps)
      let trace = minimum.path.enumerated().map { step, state in
        let (shape, scale) = objective.shapeAndScale(state.variables)
        return FitStep(
          step: step, parameters: Array(state.variables.dropLast(2)), shape: shape, scale: scale,
          loss: state.value)
      }
      return Fit(self, trace, minimum.outcome)
    } catch {
      throw FitError(error, parameters: model.parameterCount)
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
    try settings.checked()
    let basis = try basis
    let start = try coordinates(start) ?? basis.points.leastSquares()
    return try minimize(settings, with: optimizer, from: AdaptiveStart(coordinates: start))
  }

  /// The same from coordinates, and from an α and a c of their own.
  func minimize(
    _ settings: AdaptiveLossSettings, with optimizer: LBFGS, from start: AdaptiveStart
  ) throws(FitError) -> Fit {
    let basis = try basis
    let unit = basis.map.unit
    let objective = try AdaptiveObjective(basis.points, settings.scaled(by: 1 / unit))
    let minimum: Minimum
    do throws(OptimizationError) {
      minimum = try optimizer.minimize(
        objective,
        from: objective.variables(
          start.coordinates, shape: start.shape, scale: start.scale.map { $0 / unit }))
    } catch {
      throw failure(error, basis)
    }
    let trace = minimum.path.enumerated().map { step, state in
      let (shape, scale) = objective.shapeAndScale(state.variables)
      let coordinates = Array(state.variables.dropLast(2))
      return FitStep(
        step: step, parameters: basis.parameters(coordinates), shape: shape, scale: scale * unit,
        loss: state.value + basis.map.logUnit, coordinates: coordinates)
    }
    return try representable(Fit(self, trace, minimum.outcome))
  }
}

/// Where a fit of the adaptive loss begins.
struct AdaptiveStart: Sendable {
  var coordinates: [Double]
  /// α, the middle of its bounds unless given.
  var shape: Double?
  /// c in the units of the targets, the settings' reference unless given.
  var scale: Double?
}

extension AdaptiveLossSettings {
  func checked() throws(FitError) {
    do throws(InvalidSetting) {
      try validate()
    } catch {
      throw .invalidSetting(name: error.name, value: error.value, range: "in \(error.range)")
    }
  }
}
