import RealModule

extension RobustDistribution {
  /// The number below which a sample falls with a given probability: the inverse of `cumulative`.
  ///
  /// −∞ at 0, ∞ at 1, NaN outside of [0, 1] and where there is no such distribution. The relative error is
  /// that of `cumulative`, a few units of 10⁻¹⁵, times the condition p/(|x|·p(x)) of the problem.
  public func quantile(_ probability: Scalar) -> Scalar {
    let p = probability.asDouble
    guard isValid, p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    // 1 − p is exact above ½.
    let x = RobustDistribution<Double>(
      shape: loss.kernel.shape, scale: 1
    ).lowerQuantile(min(p, 1 - p))
    return Scalar(nearest: (p < 0.5 ? x : -x) * loss.kernel.scale)
  }
}

extension RobustDistribution<Double> {
  /// The quantile of a probability below ½.
  ///
  /// ρ grows with α, so that exp(−ρ(x, α)) ≤ exp(−ρ(x, 0)): the tail is at most Z(0)/Z(α) times that of
  /// α = 0, Cauchy's of scale √2, which bounds the quantile. Between the bounds Newton's method solves
  /// log F(x) = log p; a step that leaves them, or gains too little, is replaced by halving.
  fileprivate func lowerQuantile(_ p: Double) -> Double {
    if p == 0 { return -.infinity }
    let share = p * .exp(PartitionFunction.logZ(shape) - PartitionFunction.logZ(0.0))
    let bound = -2.0.squareRoot() / .tan(.pi * min(share, 0.5))
    var (lower, upper) = (max(bound * (1 + 1e-12), -.greatestFiniteMagnitude), 0.0)
    var x = lower > -4 ? lower / 2 : -(-lower).squareRoot()
    let target = Double.log(p)
    for _ in 0..<200 {
      let mass = cumulative(x)
      if mass < p { lower = x } else { upper = x }
      let step = (.log(mass) - target) * mass / density(x)
      var next = x - step
      if !(next > lower && next < upper) {
        next = Self.middle(lower, upper)
      }
      if abs(next - x) <= 2 * x.ulp || next == lower || next == upper { return next }
      x = next
    }
    return x
  }

  /// A number between two bounds, of which no one is positive: where they are of different orders of
  /// magnitude, in the middle of these.
  private static func middle(_ lower: Double, _ upper: Double) -> Double {
    if lower < -4, upper > -1 { return -lower.magnitude.squareRoot() }
    if upper < 0, lower < 4 * upper {
      return -lower.magnitude.squareRoot() * upper.magnitude.squareRoot()
    }
    return lower / 2 + upper / 2
  }
}
