import RobustLoss

/// Iteratively reweighted least squares: every step solves least squares with the weights ρ′(r)/r of the
/// residuals before it (P. Holland and R. Welsch, "Robust regression using iteratively reweighted
/// least-squares", 1977; Barron 2019, §1).
///
/// For α ≤ 2 the loss is concave in r², so the weighted squares lie above it and touch it where the step
/// begins: no step raises the loss. For α > 2 that is not so; `LBFGS` minimises those.
public struct ReweightedLeastSquares: Hashable, Sendable {
  /// The imbalance of the points' pulls (see `Outcome`) at which the fit has converged, in (0, 1).
  public var tolerance: Double
  /// The most steps it may take, at least 0.
  public var maximumSteps: Int

  /// Settings, by default: an imbalance of 10⁻⁹, 1000 steps.
  public init(tolerance: Double = 1e-9, maximumSteps: Int = 1000) {
    self.tolerance = tolerance
    self.maximumSteps = maximumSteps
  }

  func validate() throws(FitError) {
    try require(tolerance > 0 && tolerance < 1, "tolerance", tolerance, "above 0 and below 1")
    try require(maximumSteps >= 0, "maximumSteps", Double(maximumSteps), "at least 0")
  }
}

extension Regression {
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
    return try reweighted(loss, (loss.shape, loss.scale), settings, start)
  }

  /// Minimises the mean of Huber's loss over the points by iteratively reweighted least squares.
  ///
  /// The trace is as for a member of the family, with shape 1 and the threshold as its scale.
  ///
  /// - Throws: as for a member of the family.
  public func minimize(
    _ loss: HuberLoss, with settings: ReweightedLeastSquares, from start: [Double]? = nil
  ) throws(FitError) -> Fit {
    try require(
      !loss.threshold.isNaN, "threshold", loss.threshold, "positive and finite")
    var fit = try reweighted(loss, (1, loss.threshold), settings, start)
    fit.classicLoss = loss
    return fit
  }

  private func reweighted(
    _ loss: some ResidualLoss, _ names: (shape: Double, scale: Double),
    _ settings: ReweightedLeastSquares, _ start: [Double]?
  ) throws(FitError) -> Fit {
    try settings.validate()
    let start = try startOrLeastSquares(start)
    var trace: [FitStep] = []
    let outcome = try reweight(loss, names, with: settings, from: start, into: &trace)
    return Fit(self, trace, outcome)
  }

  func requireConcave(_ shape: Double) throws(FitError) {
    try require(shape <= 2, "shape", shape, "at most 2 where least squares is reweighted")
  }

  /// Takes steps until the end, and appends the state before each of them and the one after the last.
  func reweight(
    _ loss: some ResidualLoss, _ names: (shape: Double, scale: Double),
    with settings: ReweightedLeastSquares, from start: [Double], into trace: inout [FitStep]
  ) throws(FitError) -> Outcome {
    var parameters = start
    var steps = 0
    while true {
      let imbalance = try record(loss, names, parameters, into: &trace)
      let outcome = Outcome(imbalance: imbalance, tolerance: settings.tolerance, steps: steps)
      guard case .stepLimit = outcome, steps < settings.maximumSteps else { return outcome }
      do throws(FitError) {
        let next = try reweighted(loss, parameters)
        // Nothing moves any more: what imbalance is left is rounding.
        if next == parameters { return .converged }
        parameters = next
      } catch {
        return Self.stuck(error)
      }
      steps += 1
    }
  }

  /// Appends a state and returns its imbalance.
  func record(
    _ loss: some ResidualLoss, _ names: (shape: Double, scale: Double), _ parameters: [Double],
    into trace: inout [FitStep]
  ) throws(FitError) -> Double {
    let mean = loss.values(residuals(parameters)).reduce(0, +) / Double(count)
    if !mean.isFinite {
      throw .lossNotFinite(step: trace.count, loss: mean, parameters: parameters)
    }
    trace.append(
      FitStep(
        step: trace.count, parameters: parameters, shape: names.shape, scale: names.scale,
        loss: mean)
    )
    return imbalance(loss, parameters)
  }

  /// The least-squares solution with the weights that the residuals have.
  func reweighted(
    _ loss: some ResidualLoss, _ parameters: [Double]
  ) throws(FitError) -> [Double] {
    try solve(weights: loss.weights(residuals(parameters)))
  }

  static func stuck(_ error: FitError) -> Outcome {
    .stuck(reason: "of the points that still have any weight, \(error)")
  }
}
