import Optimization
import RobustLoss

extension Regression {
  /// The least-absolute-deviations fit: the mean of ρ with α = 1 and a scale so small, a thousandth of the
  /// deviation of the residuals, that the loss is |r|/c but for its rounded tip.
  ///
  /// - Throws: what `leastSquares(scale:)` throws.
  public func leastAbsoluteDeviations() throws(FitError) -> Fit {
    let basis = try basis
    let start = try basis.points.nearAbsoluteDeviations()
    let scale = 0.001 * basis.points.robustDeviation(start)
    let tip = GeneralLoss<Double>.charbonnier(scale: scale * basis.map.unit)
    let fit = try fit(tip, .member, fromCoordinates: start) {
      points, loss, start throws(OptimizationError) in
      try ReweightedLeastSquares(tolerance: 1e-7, maximumSteps: 100)
        .minimize(ConcaveLossObjective(points, loss), from: start)
    }
    if fit.outcome.isConverged { return fit }
    // Of few points reweighting finds those on the line at once; of many it creeps, and the sum is smooth
    // enough for L-BFGS.
    let other = try self.fit(tip, .member, fromCoordinates: fit.last.coordinates!) {
      points, loss, start throws(OptimizationError) in
      try LBFGS(tolerance: 1e-7).minimize(FixedLossObjective(points, loss), from: start)
    }
    return other.last.loss < fit.last.loss || other.outcome.isConverged ? other : fit
  }

  /// An estimate of the standard deviation of the residuals that outliers do not sway: 1.4826 times the
  /// median of their magnitudes about nearly the least-absolute-deviations fit, in the units of the
  /// targets.
  ///
  /// - Throws: what `leastSquares(scale:)` throws.
  public func robustDeviation() throws(FitError) -> Double {
    let basis = try basis
    return basis.map.unit * basis.points.robustDeviation(try basis.points.nearAbsoluteDeviations())
  }
}

extension FitPoints {
  /// Variables near those of least absolute deviations: from a wide tip of the loss to a narrower one,
  /// since reweighting is slow where the tip is narrow from the start.
  func nearAbsoluteDeviations() throws(FitError) -> [Double] {
    var variables = leastSquares()
    let deviation = robustDeviation(variables)
    let settings = ReweightedLeastSquares(tolerance: 1e-5, maximumSteps: 30)
    for share in [0.3, 0.03] {
      let loss = GeneralLoss<Double>.charbonnier(scale: share * deviation)
      do throws(OptimizationError) {
        let minimum = try settings.minimize(ConcaveLossObjective(self, loss), from: variables)
        variables = minimum.last.variables
      } catch {
        throw FitError(error)
      }
    }
    return variables
  }

  /// 1.4826 times the median of |r| (Hampel 1974); where that is rounding, the root of the mean square or
  /// what rounding leaves.
  func robustDeviation(_ variables: [Double]) -> Double {
    let residuals = residuals(variables)
    guard !residuals.isEmpty else { return 1 }
    let median = 1.4826 * median(ofMagnitudes: residuals)
    let noise = rounding(variables).max() ?? 0
    if median > noise { return median }
    let square = blockedSum(count) { residuals[$0] * residuals[$0] } / Double(count)
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
