import Optimization
import RobustLoss

/// Fits of a loss whose shape and scale are fixed.
extension Regression {
  /// Minimises the mean of ρ(r, α, c) over the points by Adam, with α and c fixed.
  ///
  /// The trace has `steps + 1` states, the first one the start. The outcome says whether the last one
  /// is a minimum, to an imbalance of 10⁻⁶.
  ///
  /// - Parameters:
  ///   - loss: ρ, with a scale in the units of the targets.
  ///   - adam: the optimiser's settings.
  ///   - start: the parameters to begin with, zeros if not given.
  ///   - steps: how many steps, at least 0.
  /// - Throws: `FitError.invalidSetting` for a setting outside its range; `FitError.wrongCount` if
  ///   `start` has not one number a parameter; `FitError.tooFewPoints` if there is no point;
  ///   `FitError.lossNotFinite` at the step at which that happens.
  public func minimize(
    _ loss: GeneralLoss<Double>, with adam: Adam, from start: [Double]? = nil, steps: Int
  ) throws(FitError) -> Fit {
    try loss.validate()
    let start = try checkedStart(start) ?? [Double](repeating: 0, count: model.parameterCount)
    return try fit(loss) { () throws(OptimizationError) in
      try adam.minimize(FixedLossObjective(self, loss), from: start, steps: steps)
    }
  }

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
    return try fit(loss) { () throws(OptimizationError) in
      try settings.minimize(objective, from: start)
    }
  }

  /// Minimises the mean of ρ(r, α, c) over the points by iteratively reweighted least squares, with α ≤ 2
  /// and c fixed.
  ///
  /// The trace has the start and one state for every step. It ends when the points' pulls balance, at
  /// the step limit, or when the points that still have weight do not determine the model; the outcome
  /// says which.
  ///
  /// - Parameters:
  ///   - loss: ρ of a shape of at most 2, with a scale in the units of the targets.
  ///   - settings: when to stop.
  ///   - start: the parameters to begin with; the least-squares solution if not given.
  /// - Throws: `FitError.invalidSetting` for a setting outside its range; `FitError.wrongCount` if
  ///   `start` has not one number a parameter; what `leastSquares(scale:)` throws;
  ///   `FitError.lossNotFinite`.
  public func minimize(
    _ loss: GeneralLoss<Double>, with settings: ReweightedLeastSquares,
    from start: [Double]? = nil
  ) throws(FitError) -> Fit {
    try loss.validate()
    try requireConcave(loss.shape)
    let start = try startOrLeastSquares(start)
    return try fit(loss) { () throws(OptimizationError) in
      try settings.minimize(ConcaveLossObjective(self, loss), from: start)
    }
  }

  /// Minimises the mean of Huber's loss over the points by iteratively reweighted least squares.
  ///
  /// The trace is as for a member of the family, with shape 1 and the threshold as its scale.
  ///
  /// - Throws: as for a member of the family.
  public func minimize(
    _ loss: HuberLoss, with settings: ReweightedLeastSquares, from start: [Double]? = nil
  ) throws(FitError) -> Fit {
    try require(!loss.threshold.isNaN, "threshold", loss.threshold, "positive and finite")
    let start = try startOrLeastSquares(start)
    var fit = try fit(GeneralLoss(shape: 1, scale: loss.threshold)) {
      () throws(OptimizationError) in
      try settings.minimize(ConcaveLossObjective(self, loss), from: start)
    }
    fit.classicLoss = loss
    return fit
  }

  /// Minimises the mean of ρ(r, α, c) over the points by graduated non-convexity, with α ≤ 2 and c fixed.
  ///
  /// The trace has one state for every step, with the α of that step; its loss never rises, but for
  /// rounding. The outcome is that of the last α.
  ///
  /// - Throws: `FitError.invalidSetting` for a setting outside its range, `FitError.lossNotFinite`, and
  ///   what `leastSquares(scale:)` throws.
  public func minimize(
    _ loss: GeneralLoss<Double>, with settings: GraduatedNonConvexity
  ) throws(FitError) -> Fit {
    try loss.validate()
    try requireConcave(loss.shape)
    let start = try startOrLeastSquares(nil)
    do throws(OptimizationError) {
      let (minimum, shapes) = try settings.minimize(
        ConcaveLossObjective(self, loss), from: start)
      let trace = zip(minimum.path, shapes).enumerated().map { step, state in
        FitStep(
          step: step, parameters: state.0.variables, shape: state.1, scale: loss.scale,
          loss: state.0.value)
      }
      return Fit(self, trace, minimum.outcome)
    } catch {
      throw FitError(error)
    }
  }

  /// A fit of the minimum of a loss whose shape and scale do not change.
  private func fit(
    _ loss: GeneralLoss<Double>, _ minimize: () throws(OptimizationError) -> Minimum
  ) throws(FitError) -> Fit {
    do throws(OptimizationError) {
      let minimum = try minimize()
      let trace = minimum.path.enumerated().map { step, state in
        FitStep(
          step: step, parameters: state.variables, shape: loss.shape, scale: loss.scale,
          loss: state.value)
      }
      return Fit(self, trace, minimum.outcome)
    } catch {
      throw FitError(error)
    }
  }
}

// MARK: - Starts and settings

extension Regression {
  /// The start given, if it fits the model.
  func checkedStart(_ start: [Double]?) throws(FitError) -> [Double]? {
    if count == 0 { throw .tooFewPoints(count: 0, parameters: model.parameterCount) }
    guard let start else { return nil }
    if start.count != model.parameterCount {
      throw .wrongCount(
        of: "start parameters", count: start.count, expected: model.parameterCount)
    }
    if let bad = start.firstIndex(where: { !$0.isFinite }) {
      throw .invalidSetting(
        name: "start of " + model.parameterNames[bad], value: start[bad], range: "finite")
    }
    return start
  }

  /// The start given, or else the least-squares solution.
  func startOrLeastSquares(_ start: [Double]?) throws(FitError) -> [Double] {
    if let start = try checkedStart(start) { return start }
    return try solve(weights: nil)
  }

  func requireConcave(_ shape: Double) throws(FitError) {
    try require(shape <= 2, "shape", shape, "at most 2 where least squares is reweighted")
  }

  func gramInverse() throws(FitError) -> GramInverse {
    do throws(LeastSquares.Failure) {
      return try GramInverse(design)
    } catch {
      throw explained(error)
    }
  }
}

extension GeneralLoss<Double> {
  func validate() throws(FitError) {
    try require(!shape.isNaN, "shape", shape, "a number")
    try require(isValid, "scale", scale, "positive and finite")
  }
}

extension FitError {
  /// What kept an optimiser from its end; only the first so many of its variables are parameters.
  init(_ error: OptimizationError, parameters: Int? = nil) {
    switch error {
    case .invalidSetting(let name, let value, let range):
      self = .invalidSetting(name: name, value: value, range: range)
    case .notFinite(let step, let value, let variables):
      self = .lossNotFinite(
        step: step, loss: value,
        parameters: Array(variables.prefix(parameters ?? variables.count)))
    }
  }
}
