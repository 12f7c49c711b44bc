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
    let objective = FixedLossObjective(ownPoints, loss, balance: OwnTermsBalance(self))
    do throws(OptimizationError) {
      let minimum = try adam.minimize(objective, from: start, steps: steps)
      let trace = minimum.path.enumerated().map { step, state in
        FitStep(
          step: step, parameters: state.variables, shape: loss.shape, scale: loss.scale,
          loss: state.value)
      }
      return Fit(self, trace, minimum.outcome)
    } catch {
      throw FitError(error, parameters: model.parameterCount)
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
    return try fit(loss, from: start) { points, loss, start throws(OptimizationError) in
      try settings.minimize(FixedLossObjective(points, loss), from: start)
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
    return try fit(loss, from: start) { points, loss, start throws(OptimizationError) in
      try settings.minimize(ConcaveLossObjective(points, loss), from: start)
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
    try minimize(loss, with: settings, from: start, orFrom: nil)
  }

  /// The same, from coordinates if no start is given.
  func minimize(
    _ loss: HuberLoss, with settings: ReweightedLeastSquares, from start: [Double]?,
    orFrom coordinates: [Double]?
  ) throws(FitError) -> Fit {
    try require(!loss.threshold.isNaN, "threshold", loss.threshold, "positive and finite")
    let basis = try basis
    let start = try self.coordinates(start) ?? coordinates ?? basis.points.leastSquares()
    return try fit(GeneralLoss(shape: 1, scale: loss.threshold), .huber, fromCoordinates: start) {
      points, loss, start throws(OptimizationError) in
      try settings.minimize(
        ConcaveLossObjective(points, HuberLoss(threshold: loss.scale)), from: start)
    }
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
    let basis = try basis
    let scaled = GeneralLoss(shape: loss.shape, scale: loss.scale / basis.map.unit)
    let result: (minimum: Minimum, shapes: [Double])
    do throws(OptimizationError) {
      result = try settings.minimize(
        ConcaveLossObjective(basis.points, scaled), from: basis.points.leastSquares())
    } catch {
      throw failure(error, basis)
    }
    var trace = steps(result.minimum, basis, loss)
    for i in trace.indices { trace[i].shape = result.shapes[i] }
    return try representable(Fit(self, trace, result.minimum.outcome))
  }

  /// A fit of the minimum of a loss whose shape and scale do not change, in the coordinates in which points
  /// are fitted: the closure has the loss in their unit, and the start.
  func fit(
    _ loss: GeneralLoss<Double>, _ kind: LossKind = .member, from start: [Double]?,
    _ minimize: (FitPoints, GeneralLoss<Double>, [Double]) throws(OptimizationError) -> Minimum
  ) throws(FitError) -> Fit {
    let basis = try basis
    let start = try coordinates(start) ?? basis.points.leastSquares()
    return try fit(loss, kind, fromCoordinates: start, minimize)
  }

  /// The same from coordinates.
  func fit(
    _ loss: GeneralLoss<Double>, _ kind: LossKind, fromCoordinates start: [Double],
    _ minimize: (FitPoints, GeneralLoss<Double>, [Double]) throws(OptimizationError) -> Minimum
  ) throws(FitError) -> Fit {
    let basis = try basis
    let minimum: Minimum
    do throws(OptimizationError) {
      let scaled = GeneralLoss(shape: loss.shape, scale: loss.scale / basis.map.unit)
      minimum = try minimize(basis.points, scaled, start)
    } catch {
      throw failure(error, basis)
    }
    return try representable(Fit(self, steps(minimum, basis, loss), minimum.outcome, kind))
  }

  private func steps(
    _ minimum: Minimum, _ basis: WorkingBasis, _ loss: GeneralLoss<Double>
  ) -> [FitStep] {
    minimum.path.enumerated().map { step, state in
      FitStep(
        step: step, parameters: basis.parameters(state.variables), shape: loss.shape,
        scale: loss.scale, loss: state.value, coordinates: state.variables)
    }
  }

  /// An optimiser's error, with the model's parameters for the coordinates.
  func failure(_ error: OptimizationError, _ basis: WorkingBasis) -> FitError {
    switch FitError(error, parameters: model.parameterCount) {
    case .lossNotFinite(let step, let loss, let coordinates):
      .lossNotFinite(step: step, loss: loss, parameters: basis.parameters(coordinates))
    case let error: error
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

  /// The coordinates of a start, if it is given.
  func coordinates(_ start: [Double]?) throws(FitError) -> [Double]? {
    guard let start = try checkedStart(start) else { return nil }
    return try basis.coordinates(start)
  }

  func requireConcave(_ shape: Double) throws(FitError) {
    try require(shape <= 2, "shape", shape, "at most 2 where least squares is reweighted")
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
