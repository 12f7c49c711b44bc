extension Fit {
  /// Which points the fit treats as outliers, one flag a point, in a step or in the result.
  ///
  /// A point is one if it has less than half the weight of a point on the curve, and less than a point
  /// `cutoff` standard deviations away. The deviation must not be swayed by the outliers themselves, so
  /// it is 1.4826 times the median of |r| (F. Hampel, "The influence curve and its role in robust
  /// estimation", 1974). If α ≥ 2 a far point has no less weight than a near one, and none is an
  /// outlier.
  public func outliers(step: Int? = nil, cutoff: Double = 3) -> [Bool] {
    let residuals = residuals(step: step)
    if residuals.isEmpty { return [] }
    let sizes = residuals.map(\.magnitude).sorted()
    let middle = sizes.count / 2
    let median = sizes.count % 2 == 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2
    // Where more than half of the points lie on the curve, the median is rounding.
    let deviation = max(1.4826 * median, regression.rounding(state(step).parameters).max()!)
    let loss = loss(step: step)
    let least = min(loss.weight(cutoff * deviation), loss.weight(0) / 2)
    return residuals.map { loss.weight($0) < least }
  }

  /// The standard deviation of the residuals of the points that are no outliers, in the units of the
  /// targets: √(Σr²/(m − p)) over m points, for a model of p parameters. `nil` if m ≤ p.
  public func inlierStandardDeviation(step: Int? = nil, cutoff: Double = 3) -> Double? {
    let isOutlier = outliers(step: step, cutoff: cutoff)
    let inliers = zip(residuals(step: step), isOutlier).filter { !$1 }.map { $0.0 }
    let freedom = inliers.count - regression.model.parameterCount
    if freedom <= 0 { return nil }
    return (inliers.reduce(0) { $0 + $1 * $1 } / Double(freedom)).squareRoot()
  }
}
