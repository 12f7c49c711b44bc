import RobustLoss

extension Regression {
  /// The least-absolute-deviations fit: the mean of ρ with α = 1 and a scale so small, a thousandth of the
  /// deviation of the residuals, that the loss is |r|/c but for its rounded tip.
  ///
  /// - Throws: what `leastSquares(scale:)` throws.
  public func leastAbsoluteDeviations() throws(FitError) -> Fit {
    let least = try leastSquares()
    let deviation = robustDeviation(least.parameters)
    var fit = least
    // From a wide tip to a narrow one: reweighting is slow where the tip is narrow from the start.
    for share in [0.3, 0.03, 0.001] {
      fit = try minimize(
        .charbonnier(scale: share * deviation),
        with: ReweightedLeastSquares(tolerance: 1e-7, maximumSteps: 500), from: fit.parameters)
    }
    return fit
  }

  /// An estimate of the standard deviation of the residuals that outliers do not sway: 1.4826 times the
  /// median of their magnitudes about the least-absolute-deviations fit, in the units of the targets.
  ///
  /// - Throws: what `leastSquares(scale:)` throws.
  public func robustDeviation() throws(FitError) -> Double {
    robustDeviation(try leastAbsoluteDeviations().parameters)
  }

  /// 1.4826 times the median of |r| (Hampel 1974); where that is rounding, the root of the mean square or
  /// what rounding leaves.
  func robustDeviation(_ parameters: [Double]) -> Double {
    let residuals = residuals(parameters)
    let sizes = residuals.map(\.magnitude).sorted()
    guard !sizes.isEmpty else { return 1 }
    let middle = sizes.count / 2
    let median = sizes.count % 2 == 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2
    let noise = rounding(parameters).max() ?? 0
    if 1.4826 * median > noise { return 1.4826 * median }
    let square = residuals.reduce(0) { $0 + $1 * $1 } / Double(residuals.count)
    return max(square.squareRoot(), noise, .leastNormalMagnitude)
  }
}

extension AdaptiveLossSettings {
  /// The settings for residuals of a deviation other than about 1: all that is in the residuals' units is
  /// multiplied by it.
  public func scaled(by deviation: Double) -> AdaptiveLossSettings {
    var result = self
    result.scaleLow *= deviation
    result.scaleReference *= deviation
    if let truncation { result.truncation = truncation * deviation }
    return result
  }
}
