import RobustLoss

/// A loss that stops growing, so that what lies far off has no influence: what estimates of high breakdown
/// are made of.
public enum BoundedLoss: Hashable, Sendable {
  /// Tukey's bisquare.
  case bisquare
  /// The member of the family of this shape, below 0: −2 is Geman and McClure's, −∞ Welsch's.
  case member(shape: Double)

  /// The loss with a scale c in the units of the residuals.
  func loss(scale: Double) -> any ResidualLoss {
    switch self {
    case .bisquare: BisquareLoss(threshold: scale)
    case .member(let shape): GeneralLoss(shape: shape, scale: scale)
    }
  }

  /// What the loss of a residual tends to as it grows.
  var supremum: Double {
    switch self {
    case .bisquare: 1
    case .member(let shape): shape == -.infinity ? 1 : (shape - 2) / shape
    }
  }

  /// c in standard deviations at which the estimate is 95 % efficient on normal residuals.
  var efficientFactor: Double {
    switch self {
    case .bisquare: BisquareLoss.efficientThreshold
    case .member(let shape): GeneralLoss.efficientScale(shape: shape)
    }
  }

  /// c in standard deviations at which the mean loss of normal residuals is half of the supremum.
  var breakdownFactor: Double {
    guard case .member(let shape) = self else { return BisquareLoss.breakdownThreshold }
    var (low, high) = (0.01, 100.0)
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      if GeneralLoss(shape: shape, scale: middle).meanOfNormal > supremum / 2 {
        low = middle
      } else {
        high = middle
      }
    }
    return (low * high).squareRoot()
  }

  /// The α that steps of a fit are told with: the bisquare falls back to nothing as Welsch's all but does.
  var shape: Double {
    switch self {
    case .bisquare: -.infinity
    case .member(let shape): shape
    }
  }

  var kind: LossKind { self == .bisquare ? .bisquare : .member }

  func validate() throws(FitError) {
    if case .member(let shape) = self {
      try require(shape < 0, "shape", shape, "below 0, where the loss is bounded")
    }
  }
}
