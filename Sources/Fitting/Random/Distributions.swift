/// Random doubles that have the same bits on every platform.
extension Xoshiro256 {
  /// Uniform in [0, 1): one of the 2⁵³ multiples of 2⁻⁵³, from the upper 53 bits of one draw.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Normal with mean 0 and standard deviation 1.
  ///
  /// Algorithm N of C. Karney, "Sampling exactly from the normal distribution", ACM TOMS 42, 2016. It
  /// only compares uniform numbers and, for one probability, adds, multiplies and divides, which IEEE
  /// 754 rounds in one way. The polar method and its like take a logarithm, and the last bit of a
  /// logarithm is the C library's own. The price is time: some 16 uniform numbers for a normal one. The
  /// fraction is a multiple of 2⁻⁵³; the tails have no end.
  public mutating func normal() -> Double {
    while true {
      // The integer part k, with probability exp(−k²/2) up to a factor: a geometric number of factors
      // exp(−½), accepted with probability exp(−½)^(k(k−1)).
      var k = 0
      while bernoulliExponential(0.5) { k += 1 }
      if !(0..<k * (k - 1)).allSatisfy({ _ in bernoulliExponential(0.5) }) { continue }

      // The fraction x, accepted with probability exp(−x(2k + x)/2), in k + 1 equal factors so that each
      // exponent is below 1.
      let x = uniform()
      let exponent = x * (Double(2 * k) + x) / Double(2 * k + 2)
      if !(0...k).allSatisfy({ _ in bernoulliExponential(exponent) }) { continue }

      let magnitude = Double(k) + x
      return next() >> 63 == 0 ? magnitude : -magnitude
    }
  }

  /// True with probability exp(−p), 0 ≤ p ≤ 1, after von Neumann: in p > u₁ > u₂ > … the falling run of
  /// uniform numbers ends after n of them with probability pⁿ/n! − pⁿ⁺¹/(n+1)!, so n is even with
  /// exp(−p).
  private mutating func bernoulliExponential(_ p: Double) -> Bool {
    var bound = p
    var isEven = true
    while true {
      let u = uniform()
      if u >= bound { return isEven }
      bound = u
      isEven.toggle()
    }
  }
}
