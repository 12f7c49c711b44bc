/// The loss, its derivatives in x and c, and the weight.
extension LossKernel {
  @usableFromInline
  func value(_ x: Double) -> Double {
    guard x != 0, x.isFinite, kind != .invalid else { return valueAtEdge(x) }
    let x = Scaled(x)
    if kind == .quadratic {
      let square = DoubleDouble.square(x.significand.high) * inverseSquare.significand
      return scaled(square.rounded, 2 * x.exponent + inverseSquare.exponent - 1)
    }
    return value(exponents(x))
  }

  @inline(__always)
  func value(_ e: Exponents) -> Double {
    if e.t.high.magnitude <= 0.125 {
      // h·(1 + (φ₁(t) − 1)).
      let phi = DoubleDouble.fastSum(1, phiOneMinusOne(e.t.high))
      return scaled((e.h.significand * phi).rounded, e.h.exponent)
    }
    // (b/α)·(eᵗ − 1).
    let power = exponential(e.t)
    var difference: DoubleDouble
    var exponent = distanceOverShape.exponent
    if power.exponent >= 0 {
      difference = DoubleDouble.sum(power.significand.high, -powerOfTwo(-power.exponent))
      difference.low += power.significand.low
      exponent += power.exponent
    } else {
      let factor = powerOfTwo(power.exponent)
      difference = DoubleDouble.fastSum(-1, power.significand.high * factor)
      difference.low += power.significand.low * factor
    }
    return scaled((distanceOverShape.significand * difference).rounded, exponent)
  }

  @usableFromInline
  func derivative(_ x: Double) -> Double {
    guard x != 0, x.isFinite, kind != .invalid else { return derivativeAtEdge(x) }
    let x = Scaled(x)
    return derivative(x, slope(x))
  }

  @usableFromInline
  func scaleDerivative(_ x: Double) -> Double {
    guard x != 0, x.isFinite, kind != .invalid else { return scaleDerivativeAtEdge(x) }
    let x = Scaled(x)
    return scaleDerivative(x, slope(x))
  }

  @usableFromInline
  func weight(_ x: Double) -> Double {
    guard x != 0, x.isFinite, kind != .invalid else { return weightAtEdge(x) }
    return weight(slope(Scaled(x)))
  }

  @usableFromInline
  func evaluate(_ x: Double) -> RobustLossEvaluation<Double> {
    guard x != 0, x.isFinite, kind == .general else {
      return RobustLossEvaluation(
        value: value(x), derivative: derivative(x), shapeDerivative: shapeDerivative(x),
        scaleDerivative: scaleDerivative(x), weight: weight(x))
    }
    let x = Scaled(x)
    let e = exponents(x)
    let slope = exponential(e.w)
    return RobustLossEvaluation(
      value: value(e), derivative: derivative(x, slope),
      shapeDerivative: shapeDerivative(e, slope: slope),
      scaleDerivative: scaleDerivative(x, slope), weight: weight(slope))
  }

  /// ρ′·c²/x = eʷ.
  @inline(__always)
  private func slope(_ x: Scaled) -> Scaled {
    if kind == .quadratic { return Scaled(1.0) }
    return exponential(exponents(x).w)
  }

  /// (x/c²)·eʷ.
  @inline(__always)
  private func derivative(_ x: Scaled, _ slope: Scaled) -> Double {
    let product = slope.significand * inverseSquare.significand
    return scaled(
      (product * x.significand.high).rounded,
      slope.exponent + inverseSquare.exponent + x.exponent)
  }

  /// −(x²/c³)·eʷ.
  @inline(__always)
  private func scaleDerivative(_ x: Scaled, _ slope: Scaled) -> Double {
    -squareTimes(slope * inverseCube, x).rounded
  }

  /// ∂ρ/∂c + 1/c = (1 − z·eʷ)/c, what the negative log-likelihood has: right to the last digits where
  /// the two cancel, near |x| = c.
  func scaleDerivativePlusInverse(_ x: Double) -> Double {
    guard x != 0, x.isFinite, kind != .invalid else {
      return scaleDerivativeAtEdge(x) + inverse.rounded
    }
    let x = Scaled(x)
    let product = squareTimes(slope(x) * inverseSquare, x)
    if product.exponent.magnitude > 200 {
      return (product.exponent > 0 ? -(product * inverse).rounded : inverse.rounded)
    }
    let p = product.significand.times(powerOfTwo: powerOfTwo(product.exponent))
    let difference = DoubleDouble.sum(1, -p.high)
    return scaled(
      (DoubleDouble(difference.high, difference.low - p.low) * inverse.significand).rounded,
      inverse.exponent)
  }

  @inline(__always)
  private func squareTimes(_ factor: Scaled, _ x: Scaled) -> Scaled {
    Scaled(
      factor.significand * DoubleDouble.square(x.significand.high),
      exponent: factor.exponent + 2 * x.exponent)
  }

  /// eʷ/c².
  @inline(__always)
  private func weight(_ slope: Scaled) -> Double {
    (slope * inverseSquare).rounded
  }
}
