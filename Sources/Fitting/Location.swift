import RobustLoss

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Estimates of location: the value m that minimises Σ ρ(xᵢ − m).
public enum Location {
  /// The minimiser; where there are several, the one reached from the sample's median.
  ///
  /// Up to α = 2 by iteratively reweighted least squares: each step is the mean weighted by ρ′(r)/r at the
  /// last residuals, which never raises the sum of losses (Holland and Welsch, 1977). For α < 1 the sum has
  /// more than one minimum where outliers are far; the one reached from the median is the bulk's. Above
  /// α = 2 such steps go ever farther, but the sum is convex: `PullBalance` brackets its minimum.
  /// - Parameters:
  ///   - sample: values, not empty, all finite.
  ///   - loss: the loss of a residual, in the units of the sample.
  /// - Returns: the estimate, to about 1e-12 of the loss's scale or to its own last digits; NaN for an empty
  ///   sample.
  public static func estimate(_ sample: [Double], loss: GeneralLoss<Double>) -> Double {
    guard !sample.isEmpty else { return .nan }
    if loss.shape > 2 { return PullBalance(sample, loss).point() }
    let sorted = sample.sorted()
    let half = sorted.count / 2
    var m = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    for _ in 0..<10_000 {
      var (sum, total) = (0.0, 0.0)
      for x in sample {
        let w = loss.weight(x - m)
        sum += w * (x - m)
        total += w
      }
      guard total > 0 else { return m }
      let step = sum / total
      m += step
      // Far from 0 the last digits may be more than the scale.
      if !(abs(step) > max(1e-12 * loss.scale, 64 * m.ulp)) { break }
    }
    return m
  }

  /// The quantiles of the standard normal distribution at (i − ½)/n, i = 1…n: the sample that looks
  /// most like the distribution.
  public static func normalScores(_ n: Int) -> [Double] {
    guard n > 0 else { return [] }
    return (1...n).map { i in
      normalQuantile((Double(i) - 0.5) / Double(n))
    }
  }
}

/// The quantile of the standard normal distribution at p in (0, 1).
func normalQuantile(_ p: Double) -> Double {
  // The function is increasing; 80 halvings of [−40, 40] end at the last bit.
  var (low, high) = (-40.0, 40.0)
  for _ in 0..<80 {
    let middle = (low + high) / 2
    if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
