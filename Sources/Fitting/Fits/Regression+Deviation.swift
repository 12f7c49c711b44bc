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
    let start = leastSquaresByCholesky() ?? leastSquares()
    let near = try absoluteDeviations(from: start, robustDeviation(start))
    // Far outliers make the first deviation much too large, and a tip of its size no tip. Only where a narrower
    // one shows that half of the points lie all but on the curve is that worth the way.
    let first = medianDeviation(near)
    var (variables, last) = (near, medianDeviation(start))
    for _ in 0..<40 {
      let deviation = medianDeviation(variables)
      if !(deviation > noise(variables)) || !(deviation < 0.1 * last) { break }
      last = deviation
      variables = try absoluteDeviations(from: variables, deviation)
    }
    return medianDeviation(variables) < 0.01 * first ? variables : near
  }

  /// The same with tips that are shares of a deviation.
  private func absoluteDeviations(
    from start: [Double], _ deviation: Double
  ) throws(FitError) -> [Double] {
    var variables = start
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

  /// 1.4826 times the median of |r|.
  private func medianDeviation(_ variables: [Double]) -> Double {
    1.4826 * median(ofMagnitudes: residuals(variables))
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

  /// A scale for a loss that is not learned: 1.4826 times the median of |r|, or, where half of the points lie
  /// on the curve, what the least quantile of |r| above ½ that is not 0 says of a normal distribution; and that
  /// quantile. Above ¾ those off the curve are too few to say anything: then it is what rounding leaves, told
  /// as quantile 1.
  func deviation(_ variables: [Double]) -> (scale: Double, quantile: Double?) {
    let sizes = residuals(variables).map(\.magnitude).sorted()
    guard !sizes.isEmpty else { return (1, nil) }
    let noise = noise(variables)
    let middle = median(ofMagnitudes: sizes)
    if 1.4826 * middle > noise { return (1.4826 * middle, nil) }
    for i in sizes.count / 2..<sizes.count where sizes[i] > noise {
      let quantile = (Double(i) + 0.5) / Double(sizes.count)
      if quantile > 0.75 { break }
      return (sizes[i] / normalQuantile((1 + quantile) / 2), quantile)
    }
    return (4 * noise, 1)
  }

  /// A residual of this size may be what rounding and the ends of optimisers leave.
  func noise(_ variables: [Double]) -> Double {
    max(1024 * rounding(variables).reduce(0, max), .leastNormalMagnitude)
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
