/// A parameter between two bounds as a function of a latent number that may be anything:
/// lo + (hi − lo)/(1 + e^(−latent)). Equal bounds fix the parameter.
public struct AffineSigmoid: Hashable, Sendable {
  /// The lower bound.
  public let low: Double
  /// The upper bound.
  public let high: Double

  /// A map onto the open interval from `low` to `high`, both finite, or onto the one value of both.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Whether the bounds leave no choice.
  public var isFixed: Bool { low == high }

  /// The parameter.
  public func value(_ latent: Double) -> Double {
    isFixed ? low : low + (high - low) * sigmoid(latent)
  }

  /// The derivative of the parameter in the latent number; zero if it is fixed.
  public func derivative(_ latent: Double) -> Double {
    valueAndDerivative(latent).derivative
  }

  /// Both at once.
  func valueAndDerivative(_ latent: Double) -> (value: Double, derivative: Double) {
    if isFixed { return (low, 0) }
    let (share, rest) = sigmoids(latent)
    return (low + (high - low) * share, (high - low) * (share * rest))
  }

  /// The latent number of a value between the bounds; zero if it is fixed, NaN outside.
  public func latent(_ value: Double) -> Double {
    if isFixed { return value == low ? 0 : .nan }
    guard low < value, value < high else { return .nan }
    return logarithm((value - low) / (high - value))
  }
}

/// A parameter above a bound as a function of a latent number that may be anything:
/// lo + (ref − lo)·softplus(latent + log(e − 1)), so that the latent number 0 gives the reference.
/// A bound equal to the reference fixes the parameter.
public struct AffineSoftplus: Hashable, Sendable {
  /// The lower bound.
  public let low: Double
  /// The parameter at the latent number 0.
  public let reference: Double
  /// log(e − 1).
  private static let shift = 0.5413248546129181

  /// A map onto all numbers above `low`, or onto the one value of `low` and `reference`.
  public init(low: Double, reference: Double) {
    self.low = low
    self.reference = reference
  }

  /// Whether the bounds leave no choice.
  public var isFixed: Bool { low == reference }

  /// The parameter.
  public func value(_ latent: Double) -> Double {
    isFixed ? low : low + (reference - low) * softplus(latent + AffineSoftplus.shift)
  }

  /// The derivative of the parameter in the latent number; zero if it is fixed.
  public func derivative(_ latent: Double) -> Double {
    isFixed ? 0 : (reference - low) * sigmoid(latent + AffineSoftplus.shift)
  }

  /// Both at once.
  func valueAndDerivative(_ latent: Double) -> (value: Double, derivative: Double) {
    (value(latent), derivative(latent))
  }

  /// The latent number of a value above the bound; zero if it is fixed, NaN below.
  public func latent(_ value: Double) -> Double {
    if isFixed { return value == low ? 0 : .nan }
    guard low < value, value < .infinity else { return .nan }
    // The inverse of softplus is log(eʸ − 1) = y + log(1 − e⁻ʸ).
    let y = (value - low) / (reference - low)
    return y + logarithm(-expMinusOne(-y)) - AffineSoftplus.shift
  }
}

/// 1/(1 + e⁻ᵗ).
private func sigmoid(_ t: Double) -> Double { sigmoids(t).share }

/// 1/(1 + e⁻ᵗ) and what is missing to 1, 1/(1 + eᵗ).
private func sigmoids(_ t: Double) -> (share: Double, rest: Double) {
  // The exponential of a negative number does not overflow.
  let e = exponential(-t.magnitude)
  let (large, small) = (1 / (1 + e), e / (1 + e))
  return t < 0 ? (small, large) : (large, small)
}

/// log(1 + eᵗ).
private func softplus(_ t: Double) -> Double {
  if t.isNaN { return t }
  let power = exponential(DoubleDouble(min(max(t, -0x1p16), 0x1p16)))
  return t > 40 ? t : logarithm(onePlus: power).rounded
}
