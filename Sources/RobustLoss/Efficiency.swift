/// How well an estimate with a loss does on data that are normal after all.
extension ResidualLoss {
  /// The asymptotic efficiency, relative to the mean, of the location that minimises the loss, for normal
  /// residuals of standard deviation 1: (E ψ′)²/E ψ², ψ the derivative (Huber 1964). In [0, 1].
  ///
  /// E ψ′ = E xψ for a normal x (Stein's identity), so ψ′ is not needed. By the trapezoidal rule, which
  /// for a smooth ψ converges exponentially; for Huber's, to about 10⁻⁴.
  public var efficiency: Double {
    let step = 0.05
    var slope = 0.0
    var square = 0.0
    for k in 1...200 {
      let x = Double(k) * step
      let density = exponential(-0.5 * x * x)
      let psi = derivative(x)
      slope += density * x * psi
      square += density * psi * psi
    }
    // Both halves of the line, and the density's factor 1/√(2π).
    let factor = 2 * step * 0.3989422804014327
    return slope * slope / square * factor
  }
}

extension GeneralLoss<Double> {
  /// The scale at which a loss of this shape has an efficiency of 95 % on normal residuals of standard
  /// deviation 1: what statisticians take where nothing else is known. 1.69 for Cauchy, 2.11 for Welsch.
  ///
  /// 1 if the efficiency is above 95 % at every scale, as it is from about α = 1.6 on, or if α is NaN.
  public static func efficientScale(shape: Double) -> Double {
    func efficiency(_ scale: Double) -> Double {
      GeneralLoss(shape: shape, scale: scale).efficiency
    }
    guard shape < 2, efficiency(0.01) < 0.95 else { return 1 }
    // More scale is more like least squares, for every α < 2.
    var (low, high) = (0.01, 100.0)
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      if efficiency(middle) < 0.95 { low = middle } else { high = middle }
    }
    return (low * high).squareRoot()
  }
}

extension HuberLoss {
  /// The threshold at which the efficiency is 95 %: 1.345 standard deviations (Holland and Welsch 1977).
  public static let efficientThreshold = 1.345
}

extension ResidualLoss {
  /// The mean of the loss over a normal distribution of standard deviation 1, by the trapezoidal rule.
  package var meanOfNormal: Double {
    let step = 0.02
    let sum = (1...500).reduce(0.5 * value(0)) { sum, k in
      let x = Double(k) * step
      return sum + exponential(-0.5 * x * x) * value(x)
    }
    return 2 * step * 0.3989422804014327 * sum
  }
}
