import RobustLoss

/// Which loss has the α and c of a fit's steps.
enum LossKind: Hashable, Sendable {
  /// The member of the family.
  case member
  /// Huber's, with c as its threshold.
  case huber
  /// Tukey's bisquare, zero weight from c on.
  case bisquare

  func loss(shape: Double, scale: Double) -> any ResidualLoss {
    switch self {
    case .member: GeneralLoss(shape: shape, scale: scale)
    case .huber: HuberLoss(threshold: scale)
    case .bisquare: BisquareLoss(threshold: scale)
    }
  }
}
