import Optimization

extension Fit {
  /// Which points the fit treats as outliers, one flag a point, in a step or in the result.
  ///
  /// A point is one if it has less than half the weight of a point on the curve, and less than a point
  /// `cutoff` standard deviations away. The deviation must not be swayed by the outliers themselves, so
  /// it is 1.4826 times the median of |r| (F. Hampel, "The influence curve and its role in robust
  /// estimation", 1974). If α ≥ 2 a far point has no less weight than a near one, and none is an
  /// outlier.
  public func outliers(step: Int? = nil, cutoff: Double = 3) -> [Bool] {
    let (loss, residuals) = scaled(step)
    if residuals.isEmpty { return [] }
    // Where more than half of the points lie on the curve, the median is rounding.
    let deviation = max(
      1.4826 * median(ofMagnitudes: residuals), rounding(step).reduce(0, max))
    let least = min(loss.weight(cutoff * deviation), loss.weight(0) / 2)
    return loss.weights(residuals).map { $0 < least }
  }

  /// The standard deviation of the residuals of the points that are no outliers, in the units of the
  /// targets: √(Σr²/(m − p)) over m points, for a model of p parameters. `nil` if m ≤ p.
  public func inlierStandardDeviation(step: Int? = nil, cutoff: Double = 3) -> Double? {
    let isOutlier = outliers(step: step, cutoff: cutoff)
    let inliers = zip(scaled(step).residuals, isOutlier).filter { !$1 }.map { $0.0 }
    let freedom = inliers.count - regression.model.parameterCount
    if freedom <= 0 { return nil }
    let squares = blockedSum(inliers.count) { inliers[$0] * inliers[$0] }
    let unit = (try? regression.basis.map.unit) ?? 1
    return unit * (squares / Double(freedom)).squareRoot()
  }
}
