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
  /// last residuals, which never raises the sum of losses (Holland and Welsch, 1977), and never passes over a
  /// minimum. For α < 1 the sum has more than one minimum where outliers are far; the one reached from the
  /// median is the bulk's. As soon as the sum is sure to be convex from here to where Newton's step leads,
  /// that step is taken in its place: it ends at the same minimum, after a handful instead of tens. Above
  /// α = 2 reweighted steps go ever farther, but the sum is convex: `PullBalance` brackets its minimum.
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
    let median = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    return downhill(sample, loss, from: median).place
  }

  /// The minimum that lies downhill from a place, and how often the sample was looked at to find it.
  static func downhill(
    _ sample: [Double], _ loss: GeneralLoss<Double>, from start: Double
  ) -> (place: Double, looks: Int) {
    var m = start
    var looks = 0
    // In units of the scale, in which no weight is above 1.
    let unit = GeneralLoss<Double>(shape: loss.shape, scale: 1)
    while looks < 10_000 {
      looks += 1
      let residuals = sample.map { ($0 - m) / loss.scale }
      let weights = unit.weights(residuals)
      var (sum, total, bend) = (0.0, 0.0, 0.0)
      for (u, w) in zip(residuals, weights) where w > 0 {
        sum += w * u
        total += w
        // ρ″ = w·(1 − u²/(1 + u²/(2 − α))), written so that neither end of the shapes divides 0 by 0.
        bend += w * (1 - 1 / (1 / (u * u) + 1 / (2 - loss.shape)))
      }
      guard total > 0 else { break }
      let newton = sum / bend
      let change = steepestChange * Double(sample.count) * abs(newton)
      let isConvex = bend > change
      let step = isConvex ? newton : sum / total
      m += step * loss.scale
      // What a step of Newton's leaves is of the order of its square.
      if isConvex, change * abs(step) <= 1e-12 * bend { break }
      // Far from 0 the last digits may be more than the scale.
      if !(abs(step) > max(1e-12, 64 * m.ulp / loss.scale)) { break }
    }
    return (m, looks)
  }

  /// How fast ρ″ of the scale 1 changes at most, for any shape up to 2: that of α = −∞, (3u − u³)·exp(−u²/2) at
  /// u² = 3 − √6, which is 1.3803.
  private static let steepestChange = 1.39

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
