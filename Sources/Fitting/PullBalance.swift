import RobustLoss

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where the values of a sample pull a point up as much as down, for a loss with α > 2.
///
/// The pull of a value grows without bound, for huge α like u·exp(u²/2), so that no sum of pulls can be
/// formed. Their logarithms can: log ψ(u) = log u + (α − 2)/2 · log(1 + u²/(α − 2)) up to a constant, where u
/// is the distance in units of the scale. The difference of the logarithms of both sides' sums falls from
/// +∞ at the least value to −∞ at the largest one, and is nearly straight where its root is, so that
/// Newton's method, kept within a bracket, takes a handful of steps.
struct PullBalance {
  private let sample: [Double]
  private let scale: Double
  /// The loss in units of the scale.
  private let unit: GeneralLoss<Double>
  /// α − 2, and its square root.
  private let excess, root: Double
  private let least, most: Double

  init(_ sample: [Double], _ loss: GeneralLoss<Double>) {
    self.sample = sample
    scale = loss.scale
    unit = GeneralLoss(shape: loss.shape, scale: 1)
    excess = loss.shape - 2
    root = excess.squareRoot()
    least = sample.min() ?? .nan
    most = sample.max() ?? .nan
  }

  /// The point of balance.
  func point() -> Double {
    var (low, high) = (least, most)
    // Halves first: the ends may lie farther apart than the largest number.
    var m = low / 2 + high / 2
    var last = Double.infinity
    // 2,100 halvings lead from the largest number to the last digit of the least one.
    for _ in 0..<4200 {
      let (excess, fall) = balance(at: m)
      if excess == 0 { return m }
      if excess > 0 { low = m } else { high = m }
      var next = m + excess / fall * scale
      // A step that leaves the bracket, or is not half of the last one, gives way to the middle.
      if !(next > low && next < high) || abs(next - m) > last / 2 { next = low / 2 + high / 2 }
      last = abs(next - m)
      if !(last > max(1e-13 * scale, m.ulp)) { return next }
      m = next
    }
    return m
  }

  /// How much more is pulled up than down at a point, as the logarithm of their ratio, and how fast that
  /// falls per unit of scale.
  private func balance(at m: Double) -> (excess: Double, fall: Double) {
    let (farUp, farDown) = ((most - m) / scale, (m - least) / scale)
    let (topUp, topDown) = (logPull(farUp), logPull(farDown))
    // Beyond all numbers the farther end decides alone.
    guard topUp < .infinity, topDown < .infinity else { return (farUp - farDown, .infinity) }
    var (up, down, growthUp, growthDown) = (0.0, 0.0, 0.0, 0.0)
    if max(topUp, topDown) < Self.largestLogarithm {
      // The pulls themselves are numbers, and eight at a time are found faster than one logarithm.
      let distances = sample.map { ($0 - m) / scale }
      for (u, pull) in zip(distances, unit.derivatives(distances)) where u != 0 {
        if u > 0 {
          up += pull
          growthUp += pull * growth(u)
        } else {
          down -= pull
          growthDown -= pull * growth(-u)
        }
      }
      guard up > 0, down > 0 else { return (up - down, .infinity) }
      return (log(up) - log(down), growthUp / up + growthDown / down)
    }
    for x in sample where x != m {
      let u = abs(x - m) / scale
      // The farthest value pulls most: no exponential is above 1.
      if x > m {
        let pull = exp(logPull(u) - topUp)
        up += pull
        growthUp += pull * growth(u)
      } else {
        let pull = exp(logPull(u) - topDown)
        down += pull
        growthDown += pull * growth(u)
      }
    }
    guard up > 0, down > 0 else { return (up - down, .infinity) }
    return (topUp - topDown + log(up) - log(down), growthUp / up + growthDown / down)
  }

  /// The logarithm up to which a pull, and the sum of billions with their growths, is a number.
  private static let largestLogarithm = 500.0

  /// log ψ(u), up to a constant.
  private func logPull(_ u: Double) -> Double {
    let v = u / root
    // So many times the same factor is a power of e; and squares of what is large may be too large.
    if v < 1e-8 { return log(u) + u * u / 2 }
    return log(u) + excess / 2 * (v > 1e8 ? 2 * log(v) : log1p(v * v))
  }

  /// The derivative of log ψ(u).
  private func growth(_ u: Double) -> Double {
    let v = u / root
    return 1 / u + u / (1 + v * v)
  }
}
