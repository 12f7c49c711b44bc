/// Tukey's bisquare, 1 − (1 − (x/k)²)³ within k and 1 beyond: what lies farther off than k has no influence
/// at all (A. Beaton and J. Tukey, "The fitting of power series, meaning polynomials, illustrated on
/// band-spectroscopic data", 1974).
public struct BisquareLoss: ResidualLoss, Hashable {
  /// k > 0, in the units of x: where the loss stops growing.
  public let threshold: Double

  /// The bisquare with a threshold k > 0, in the units of x; else every result is NaN.
  public init(threshold: Double) {
    self.threshold = threshold > 0 && threshold < .infinity ? threshold : .nan
  }

  /// The threshold in standard deviations at which the efficiency on normal residuals is 95 %.
  public static let efficientThreshold = 4.685061

  /// The threshold in standard deviations at which the mean loss of normal residuals is ½: an estimate of
  /// scale by it stands as long as less than half of the points are outliers.
  public static let breakdownThreshold = 1.54764

  /// The loss of a residual, from 0 to 1.
  public func value(_ x: Double) -> Double {
    let r = x / threshold
    let rest = 1 - r * r
    // 1 − (1 − z)³ = z·(3 − 3z + z²) has no difference of near numbers.
    return rest > 0 ? r * r * (3 - 3 * r * r + r * r * (r * r)) : r.isNaN ? .nan : 1
  }

  /// The loss's derivative, 6x/k²·(1 − (x/k)²)² within k, 0 beyond.
  public func derivative(_ x: Double) -> Double {
    let r = x / threshold
    let rest = 1 - r * r
    return rest > 0 ? 6 * r / threshold * rest * rest : r.isNaN ? .nan : 0
  }

  /// The derivative over x; at x = 0 its limit 6/k².
  public func weight(_ x: Double) -> Double {
    let r = x / threshold
    let rest = 1 - r * r
    return rest > 0 ? 6 / (threshold * threshold) * rest * rest : r.isNaN ? .nan : 0
  }
}
