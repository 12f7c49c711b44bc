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
    /// The MM-estimate by a bounded loss, whose scale is that of the S-estimate that it begins with.
    case mm(BoundedLoss = .bisquare)
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
    /// the least-absolute-deviations fit for shapes from 1 on; the lowest minimum from several starts for
    /// shapes below 1, where there may be more than one, and for the adaptive loss; L-BFGS for shapes above 2.
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
  /// How many subsets of points the start that resists leverage begins with, where they are too many to take
  /// all; at least 1.
  public var subsets = 500

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
        return try leastSquares(scale: try representable(deviation))
      }
      return try leastSquares(scale: try representable(try robustDeviation()))
    case .member(let shape, let scale):
      let (deviation, quantile) = try resolved(scale)
      let factor = scale == .automatic ? GeneralLoss<Double>.efficientScale(shape: shape) : 1
      var result = try fit(
        GeneralLoss(
          shape: shape,
          scale: scale == .automatic ? try representable(factor * deviation) : deviation), plan)
      result.quantile = quantile
      return result
    case .huber(let scale):
      let (deviation, quantile) = try resolved(scale)
      let factor = scale == .automatic ? HuberLoss.efficientThreshold : 1
      let settings = try reweighting(plan.optimizer, for: "Huber's loss")
      var result = try minimize(
        HuberLoss(
          threshold: scale == .automatic ? try representable(factor * deviation) : deviation),
        with: settings, from: plan.start,
        // From least squares the way would be long to a curve that passes through half of the points.
        orFrom: quantile == nil ? nil : try basis.points.nearAbsoluteDeviations())
      result.quantile = quantile
      return result
    case .leastAbsoluteDeviations:
      _ = try reweighting(plan.optimizer, for: "least absolute deviations")
      return try leastAbsoluteDeviations()
    case .adaptive(let settings, let scale):
      let deviation: Double
      switch scale {
      case .fixed(let scale): deviation = scale
      case .automatic:
        deviation = try representable(try robustDeviation())
        _ = try representable(settings.scaleLow * deviation)
      }
      var result = try fit(settings.scaled(by: deviation), plan)
      result.settings = settings.scaled(by: deviation)
      return result
    case .mm(let loss):
      guard plan.optimizer == .automatic, plan.start == nil else {
        throw .unsuitable("an MM-estimate finds its own start and optimiser; leave both out")
      }
      return try mmEstimate(loss, subsets: plan.subsets)
    }
  }

  /// A scale that follows from the data, if there is such a number.
  private func representable(_ scale: Double) throws(FitError) -> Double {
    if scale > 0, scale.isFinite { return scale }
    throw .unrepresentable(parameter: "scale", isLarge: scale > 0)
  }

  /// A scale, and the quantile of the residuals' magnitudes that it was told by if not the median.
  private func resolved(
    _ scale: FitPlan.Scale
  ) throws(FitError) -> (deviation: Double, quantile: Double?) {
    switch scale {
    case .fixed(let scale): return (scale, nil)
    case .automatic:
      let basis = try basis
      let near = try basis.points.nearAbsoluteDeviations()
      let (scale, quantile) = basis.points.deviation(near)
      return (scale * basis.map.unit, quantile)
    }
  }

  private func fit(_ loss: GeneralLoss<Double>, _ plan: FitPlan) throws(FitError) -> Fit {
    switch plan.optimizer {
    case .automatic:
      if loss.shape == 2 { return try leastSquares(scale: loss.scale) }
      if loss.shape > 2 { return try minimize(loss, with: LBFGS(), from: plan.start) }
      if let start = try coordinates(plan.start) {
        return try reweighted(loss, fromCoordinates: start)
      }
      if loss.shape < 1 { return try lowestMinimum(of: loss, FitStarts(subsets: plan.subsets)) }
      return try reweighted(
        loss, fromCoordinates: try basis.points.nearAbsoluteDeviations())
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
      if let start = try coordinates(plan.start) {
        return try minimize(settings, with: LBFGS(), from: try robustStart(start, settings))
      }
      return try lowestMinimum(of: settings, FitStarts(subsets: plan.subsets))
    case .leastSquares, .reweighting, .graduated:
      throw .unsuitable("the adaptive loss is fitted by Adam or L-BFGS")
    }
  }

  /// A start that stays in the valley of these coordinates: α near its lower bound, and c as the residuals
  /// there have it, so that what lies far off pulls little.
  private func robustStart(
    _ coordinates: [Double], _ settings: AdaptiveLossSettings
  ) throws(FitError) -> AdaptiveStart {
    if settings.shapeStart != nil { return AdaptiveStart(coordinates: coordinates) }
    let basis = try basis
    let scale = basis.map.unit * basis.points.robustDeviation(coordinates)
    let share = 0.05 * (settings.shapeHigh - settings.shapeLow)
    return AdaptiveStart(
      coordinates: coordinates, shape: settings.shapeLow + share,
      scale: scale > settings.scaleLow ? scale : nil)
  }

  func reweighted(
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
