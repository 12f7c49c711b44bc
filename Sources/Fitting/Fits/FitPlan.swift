import Optimization
import RobustLoss

/// How a model is to be fitted, in words that a user would choose: a loss, its scale, an optimiser.
///
///     let fit = try regression.fit(FitPlan(.adaptive()))
public struct FitPlan: Hashable, Sendable {
  /// What is minimised.
  public enum Loss: Hashable, Sendable {
    /// A member of the family, of this shape.
    case member(shape: Double, scale: Scale)
    /// Huber's loss, with a threshold for its scale.
    case huber(Scale)
    /// The sum of magnitudes, which has no scale.
    case leastAbsoluteDeviations
    /// The adaptive loss; its settings' scales are in units of this scale.
    case adaptive(AdaptiveLossSettings = AdaptiveLossSettings(), scale: Scale = .automatic)
  }

  /// A scale c.
  public enum Scale: Hashable, Sendable {
    /// In the units of the targets.
    case fixed(Double)
    /// The residuals' deviation (`Regression.robustDeviation()`), times what gives the loss an efficiency
    /// of 95 % on normal residuals (`GeneralLoss.efficientScale(shape:)`).
    case automatic
  }

  /// How it is minimised.
  public enum Optimizer: Hashable, Sendable {
    /// What suits the loss: a solution at once for least squares; reweighting from nearly
    /// the least-absolute-deviations fit for shapes below 2; L-BFGS above, and for the adaptive loss, from
    /// two starts.
    case automatic
    /// Least squares in closed form, whatever the loss.
    case leastSquares
    /// So many steps of Adam.
    case adam(Adam, steps: Int)
    /// Iteratively reweighted least squares.
    case reweighting(ReweightedLeastSquares = ReweightedLeastSquares())
    /// L-BFGS.
    case quasiNewton(LBFGS = LBFGS())
    /// Graduated non-convexity.
    case graduated(GraduatedNonConvexity = GraduatedNonConvexity())
  }

  /// What is minimised.
  public var loss: Loss
  /// How.
  public var optimizer: Optimizer
  /// The parameters to begin with; what suits the optimiser if not given.
  public var start: [Double]?

  /// A plan.
  public init(_ loss: Loss, with optimizer: Optimizer = .automatic, from start: [Double]? = nil) {
    self.loss = loss
    self.optimizer = optimizer
    self.start = start
  }
}

extension Regression {
  /// Fits the model as planned.
  ///
  /// - Throws: `FitError.invalidSetting` also where the optimiser does not go with the loss; else what the
  ///   optimiser throws.
  public func fit(_ plan: FitPlan) throws(FitError) -> Fit {
    if plan.optimizer == .leastSquares { return try leastSquares() }
    switch plan.loss {
    case .member(let shape, let scale)
    where shape == 2 && scale == .automatic && plan.optimizer == .automatic:
      // The scale has no say in the result: it is the deviation that the result has.
      let least = try leastSquares(scale: try basis.map.unit)
      if let deviation = least.inlierStandardDeviation(), deviation > 0 {
        return try leastSquares(scale: deviation)
      }
      return try leastSquares(scale: try robustDeviation())
    case .member(let shape, let scale):
      let factor = scale == .automatic ? GeneralLoss<Double>.efficientScale(shape: shape) : 1
      let loss = GeneralLoss(shape: shape, scale: try resolved(scale, times: factor))
      return try fit(loss, plan)
    case .huber(let scale):
      let threshold = try resolved(scale, times: HuberLoss.efficientThreshold)
      let settings = try reweighting(plan.optimizer, for: "Huber's loss")
      return try minimize(HuberLoss(threshold: threshold), with: settings, from: plan.start)
    case .leastAbsoluteDeviations:
      _ = try reweighting(plan.optimizer, for: "least absolute deviations")
      return try leastAbsoluteDeviations()
    case .adaptive(let settings, let scale):
      return try fit(settings.scaled(by: try resolved(scale, times: 1)), plan)
    }
  }

  private func resolved(
    _ scale: FitPlan.Scale, times factor: Double
  ) throws(FitError) -> Double {
    switch scale {
    case .fixed(let scale): return scale
    case .automatic: return factor * (try robustDeviation())
    }
  }

  private func fit(_ loss: GeneralLoss<Double>, _ plan: FitPlan) throws(FitError) -> Fit {
    switch plan.optimizer {
    case .automatic:
      if loss.shape == 2 { return try leastSquares(scale: loss.scale) }
      if loss.shape > 2 { return try minimize(loss, with: LBFGS(), from: plan.start) }
      let start =
        if let start = try coordinates(plan.start) { start } else {
          try basis.points.nearAbsoluteDeviations()
        }
      return try reweighted(loss, fromCoordinates: start)
    case .leastSquares: return try leastSquares(scale: loss.scale)
    case .adam(let adam, let steps):
      return try minimize(loss, with: adam, from: plan.start, steps: steps)
    case .reweighting(let settings): return try minimize(loss, with: settings, from: plan.start)
    case .quasiNewton(let settings): return try minimize(loss, with: settings, from: plan.start)
    case .graduated(let settings): return try minimize(loss, with: settings)
    }
  }

  private func fit(_ settings: AdaptiveLossSettings, _ plan: FitPlan) throws(FitError) -> Fit {
    switch plan.optimizer {
    case .adam(let adam, let steps):
      return try minimize(settings, with: adam, from: plan.start, steps: steps)
    case .quasiNewton(let optimizer):
      return try minimize(settings, with: optimizer, from: plan.start)
    case .automatic:
      if let start = plan.start { return try minimize(settings, with: LBFGS(), from: start) }
      // The likelihood may have a maximum near each.
      let robust = try minimize(
        settings, with: LBFGS(),
        from: AdaptiveStart(coordinates: try basis.points.nearAbsoluteDeviations()))
      let plain = try minimize(settings, with: LBFGS())
      return plain.last.loss < robust.last.loss ? plain : robust
    case .leastSquares, .reweighting, .graduated:
      throw .unsuitable("the adaptive loss is fitted by Adam or L-BFGS")
    }
  }

  private func reweighted(
    _ loss: GeneralLoss<Double>, fromCoordinates start: [Double]
  ) throws(FitError) -> Fit {
    try fit(loss, .member, fromCoordinates: start) {
      points, loss, start throws(OptimizationError) in
      try ReweightedLeastSquares().minimize(ConcaveLossObjective(points, loss), from: start)
    }
  }

  private func reweighting(
    _ optimizer: FitPlan.Optimizer, for loss: String
  ) throws(FitError) -> ReweightedLeastSquares {
    switch optimizer {
    case .automatic: return ReweightedLeastSquares()
    case .reweighting(let settings): return settings
    default: throw .unsuitable("\(loss) is fitted by reweighted least squares")
    }
  }
}
