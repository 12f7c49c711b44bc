import Optimization
import RobustLoss

extension Regression {
  /// The least-absolute-deviations fit: the mean of ρ with α = 1 and a scale so small, a thousandth of the
  /// deviation of the residuals, that the loss is |r|/c but for its rounded tip.
  ///
  /// - Throws: what `leastSquares(scale:)` throws.
  public func leastAbsoluteDeviations() throws(FitError) -> Fit {
    let start = try nearAbsoluteDeviations()
    let tip = GeneralLoss<Double>.charbonnier(scale: 0.001 * robustDeviation(start))
    let fit = try minimize(
      tip, with: ReweightedLeastSquares(tolerance: 1e-7, maximumSteps: 100), from: start)
    if fit.outcome.isConverged { return fit }
    // Of few points reweighting finds those on the line at once; of many it creeps, and the sum is smooth
    // enough for L-BFGS.
    let other = try minimize(tip, with: LBFGS(tolerance: 1e-7), from: fit.parameters)
    return other.last.loss < fit.last.loss || other.outcome.isConverged ? other : fit
  }

  /// An estimate of the standard deviation of the residuals that outliers do not sway: 1.4826 times the
  /// median of their magnitudes about nearly the least-absolute-deviations fit, in the units of the
  /// targets.
  ///
  /// - Throws: what `leastSquares(scale:)` throws.
  public func robustDeviation() throws(FitError) -> Double {
    robustDeviation(try nearAbsoluteDeviations())
  }

  /// Parameters near those of least absolute deviations: from a wide tip of the loss to a narrower one,
  /// since reweighting is slow where the tip is narrow from the start.
  func nearAbsoluteDeviations() throws(FitError) -> [Double] {
    var parameters = try solve(weights: nil)
    let deviation = robustDeviation(parameters)
    for share in [0.3, 0.03] {
      parameters = try minimize(
        .charbonnier(scale: share * deviation),
        with: ReweightedLeastSquares(tolerance: 1e-5, maximumSteps: 30), from: parameters
      ).parameters
    }
    return parameters
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
