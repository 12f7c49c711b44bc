/// Sampling: the same generator gives the same samples on every machine.
extension RobustDistribution {
  /// A sample, or NaN if there is no such distribution.
  ///
  /// By rejection from a Cauchy distribution of scale c√2 (Barron 2019, supplement): ρ grows with α, so
  /// exp(−ρ(x, α)) ≤ exp(−ρ(x, 0)). Between 1 (α = 0) and 2.2 (α = ∞) draws are needed on average.
  public func sample<G: RandomNumberGenerator>(using generator: inout G) -> Scalar {
    Scalar(nearest: sampleOfDouble(LossKernel(shape: loss.kernel.shape, scale: 1), &generator))
  }

  /// A number of independent samples.
  public func samples<G: RandomNumberGenerator>(_ count: Int, using generator: inout G) -> [Scalar]
  {
    let kernel = LossKernel(shape: loss.kernel.shape, scale: 1)
    return (0..<count).map { _ in Scalar(nearest: sampleOfDouble(kernel, &generator)) }
  }

  private func sampleOfDouble<G: RandomNumberGenerator>(
    _ unit: LossKernel, _ generator: inout G
  ) -> Double {
    guard isValid else { return .nan }
    while true {
      // The ratio of the coordinates of a point in a disc has a Cauchy distribution.
      let u = uniform(&generator) * 2 - 1
      let v = uniform(&generator) * 2 - 1
      if u * u + v * v > 1 || v == 0 { continue }
      let x = 2.0.squareRoot() * (u / v)
      // exp(ρ(x, 0) − ρ(x, α)).
      let acceptance = (1 + 0.5 * (x * x)) * exponential(-unit.value(x))
      if uniform(&generator) < acceptance { return loss.kernel.scale * x }
    }
  }
}

/// A multiple of 2⁻⁵³ in [0, 1), from the upper bits of one draw.
func uniform<G: RandomNumberGenerator>(_ generator: inout G) -> Double {
  Double(generator.next() >> 11) * 0x1p-53
}
