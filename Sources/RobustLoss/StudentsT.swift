/// Student's t-distribution with ν > 0 degrees of freedom and scale σ > 0:
///
///     −log p(x) = ½((ν + 1)·log(1 + (x/σ)²/ν) + log ν) + log σ
///                 + log Γ(ν/2) − log Γ(ν/2 + ½) + ½ log π
///
/// Its tails, like those of `RobustDistribution`, go from Cauchy's (ν = 1) to the normal distribution's
/// (ν → ∞). If ν or σ is not positive and finite, or x is NaN, results are NaN.
public struct StudentsT: Hashable, Sendable {
  /// ν.
  public let degrees: Double
  /// σ, in the units of x.
  public let scale: Double
  /// All of −log p that does not depend on x.
  private let constant: Double
  /// Its derivative in ν.
  private let slope: Double

  /// The distribution with ν degrees of freedom and scale σ.
  public init(degrees: Double, scale: Double) {
    self.degrees = degrees
    self.scale = scale
    guard degrees > 0, degrees < .infinity, scale > 0, scale < .infinity else {
      constant = .nan
      slope = .nan
      return
    }
    let gamma = halfStepOfLogGamma(0.5 * degrees)
    let halfLogOfTwoPi = 0x1.d67f1c864beb5p-1
    // ½ log ν + ½ log π = ½ log(ν/2) + ½ log 2π, the first of which the difference contains.
    constant = logarithm(scale) - gamma.value + halfLogOfTwoPi
    slope = -0.5 * gamma.derivative
  }

  /// −log p(x).
  public func negativeLogLikelihood(_ x: Double) -> Double {
    0.5 * (degrees + 1) * logOnePlusRatio(x) + constant
  }

  /// The derivative of `negativeLogLikelihood` in x.
  public func derivative(_ x: Double) -> Double {
    // (ν + 1)x/(νσ² + x²), in which nothing overflows.
    if constant.isNaN { return .nan }
    let r = x / scale
    if r.isInfinite { return x.isInfinite ? 0 : (degrees + 1) / x }
    return r.magnitude < 1
      ? (degrees + 1) / degrees * r / (1 + ratio(x)) / scale
      : (degrees + 1) / (degrees / r + r) / scale
  }

  /// The derivative of `negativeLogLikelihood` in ν.
  public func degreesDerivative(_ x: Double) -> Double {
    let u = ratio(x)
    let share = u == .infinity ? 1 : u / (1 + u)
    return 0.5 * (logOnePlusRatio(x) - share - share / degrees) + slope
  }

  /// The derivative of `negativeLogLikelihood` in σ.
  public func scaleDerivative(_ x: Double) -> Double {
    let u = ratio(x)
    let share = u == .infinity ? 1 : u / (1 + u)
    return (1 - (degrees + 1) * share) / scale
  }

  /// log(1 + (x/σ)²/ν).
  private func logOnePlusRatio(_ x: Double) -> Double {
    let u = ratio(x)
    // Far out, log(1 + u) is log u, in which x²/(νσ²) does not overflow.
    guard u == .infinity else { return logOnePlus(u) }
    return 2 * (logarithmOrInfinity(x.magnitude) - logarithm(scale)) - logarithm(degrees)
  }

  /// (x/σ)²/ν.
  private func ratio(_ x: Double) -> Double {
    if constant.isNaN { return .nan }
    let r = x / scale
    return r / degrees * r
  }
}

/// log(1 + u) for u ≥ 0 or NaN.
private func logOnePlus(_ u: Double) -> Double {
  u > 0 ? logarithm(onePlus: Scaled(u)).rounded : u
}

private func logarithmOrInfinity(_ x: Double) -> Double {
  x < .infinity ? logarithm(x) : x
}

/// log Γ(y + ½) − log Γ(y) − ½ log y for y > 0, which goes to zero as y grows, and its derivative.
///
/// A difference of two values of log Γ would lose y·log y of its digits. Instead: the asymptotic series
/// −1/(8y) + 1/(192y³) − … above 12, and below it the recurrence
/// g(y) = g(y + 1) + ½·log(1 + 1/y) − log(1 + ½/y).
private func halfStepOfLogGamma(_ y: Double) -> (value: Double, derivative: Double) {
  var y = y
  var value = 0.0
  var derivative = 0.0
  while y < 12 {
    value += 0.5 * logOnePlusInverse(y) - logOnePlusInverse(2 * y)
    // d/dy: −½/(y(y + 1)) + ½/(y(y + ½)), as one fraction.
    derivative += 0.25 / (y * (y + 1) * (y + 0.5))
    y += 1
  }
  let inverse = 1 / y
  let square = inverse * inverse
  var term = inverse
  for (k, coefficient) in logGammaHalfStep.enumerated() {
    value += coefficient * term
    derivative -= Double(2 * k + 1) * coefficient * term * inverse
    term *= square
  }
  return (value, derivative)
}

/// log(1 + 1/y) for y > 0.
private func logOnePlusInverse(_ y: Double) -> Double {
  logarithm(onePlus: Scaled(DoubleDouble(y)).reciprocal).rounded
}

/// The coefficients of 1/y, 1/y³, … in log Γ(y + ½) − log Γ(y) − ½ log y:
/// (B₂ₖ(½) − B₂ₖ)/(2k(2k − 1)) = (2^(1 − 2k) − 2)·B₂ₖ/(2k(2k − 1)).
private let logGammaHalfStep: [Double] = [
  -0.125,
  0.005208333333333333,
  -0.0015625,
  0.0011858258928571428,
  -0.001681857638888889,
  0.0038341175426136365,
  -0.012819730318509616,
  0.059100405375162764,
  -0.359287374159869,
]
