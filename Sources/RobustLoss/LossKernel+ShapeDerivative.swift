/// ∂ρ/∂α.
///
/// The two terms of ρ in z and z² do not depend, or hardly depend, on α, so that differentiating the
/// published formula leaves a difference of nearly equal terms. Derivation of one without: with
/// exp[…] a divided difference of the exponential,
///
///     ∂ρ/∂α = (bL³/4)·exp[0, w, t, t],   t = w + L,
///
/// in which every factor is positive. Divided differences obey
/// f[p, …, q] = (f[…, q] − f[p, …])/(q − p), which loses little when q − p is the largest of the
/// distances and at least about 1, and otherwise the Taylor series converges at once. So, with
/// φ₁(t) = exp[0, t], ψ(t) = exp[0, t, t] = ((t − 1)eᵗ + 1)/t²:
///
///     |w|, |t|, L < 1    Σ Hₖ/(k + 3)!,   H₀ = 1, Hₖ = wHₖ₋₁ + (k + 1)tᵏ
///     |t| ≥ L            (exp[w, t, t] − exp[0, w, t])/t,    exp[0, w, t] = (exp[w, t] − φ₁(w))/t
///     L > |t|            (ψ(t) − (φ₁(t) − φ₁(w))/L)/L
///
/// Worst relative error by formula, near α = 2, near α = 0 and for |α| ≤ 10⁶:
///
///     differentiating ρ as published      no digit, no digit, no digit
///     this                                2e-15
extension LossKernel {
  @usableFromInline
  func shapeDerivative(_ x: Double) -> Double {
    guard x != 0, x.isFinite, kind != .invalid else { return shapeDerivativeAtEdge(x) }
    switch kind {
    // Where x ≠ 0, ρ has a vertical tangent in α at 2.
    case .quadratic: return .infinity
    case .exponential: return 0
    default: break
    }
    let e = exponents(Scaled(x))
    return shapeDerivative(e, slope: exponential(e.w))
  }

  @inline(__always)
  func shapeDerivative(_ e: Exponents, slope: Scaled) -> Double {
    let l = scaled(e.logarithm.significand.high, min(e.logarithm.exponent, 0))
    let w = e.w.high
    let t = e.t.high
    let lm = e.logarithm.significand.high
    // eʷ = eᵗ = 0, and w may have been cut off: ρ = (α − 2)/α.
    if w <= -0x1p15 { return 2 / shape / shape }
    let prefactor = 0.25 * distance.significand.high * lm * lm * lm
    let exponent = distance.exponent + 3 * e.logarithm.exponent

    if max(w.magnitude, t.magnitude, l) < 1 {
      return scaled(prefactor * taylor(w, t), exponent)
    }

    let power = exponential(e.t)
    // Everything is divided by 2ᵏ, so that eᵗ does not overflow.
    let k = max(power.exponent, 0)
    let one = powerOfTwo(-k)
    let et = power.significand.high * powerOfTwo(power.exponent - k)
    let ew = slope.significand.high * powerOfTwo(slope.exponent - k)
    let phiW = phiOne(w, ew, one)
    let difference: Double
    if t.magnitude >= l {
      let wt: Double
      let wtt: Double
      if l < 1 {
        wt = ew * (1 + taylorPhiOneMinusOne(l))
        wtt = ew * taylorPsi(l)
      } else {
        wt = (et - ew) / l
        wtt = (et * (l - 1) + ew) / (l * l)
      }
      difference = (wtt - (wt - phiW) / t) / t
    } else {
      let psi =
        t.magnitude < 1 ? one * taylorPsi(t) : ((t - 1) * et + one) / (t * t)
      difference = (psi - (phiOne(t, et, one) - phiW) / l) / l
    }
    return scaled(prefactor * difference, exponent + k)
  }

  /// φ₁(t)·one, for a power = eᵗ·one.
  @inline(__always)
  private func phiOne(_ t: Double, _ power: Double, _ one: Double) -> Double {
    t.magnitude < 1 ? one * (1 + taylorPhiOneMinusOne(t)) : (power - one) / t
  }
}

/// exp[0, w, t, t] for |w|, |t| < 1.
private func taylor(_ w: Double, _ t: Double) -> Double {
  var symmetric = 1.0
  var power = 1.0
  var factor = 1.0 / 6
  var sum = factor
  var k = 1.0
  while k < 20 {
    power *= t
    symmetric = w * symmetric + (k + 1) * power
    factor /= k + 3
    sum += symmetric * factor
    k += 1
  }
  return sum
}

/// (eᵗ − 1)/t − 1 for |t| < 1, by Taylor.
private func taylorPhiOneMinusOne(_ t: Double) -> Double {
  var sum = 0.0
  var n = 19.0
  while n >= 2 {
    sum = t / n * (1 + sum)
    n -= 1
  }
  return sum
}

/// exp[0, t, t] = Σ (k + 1)tᵏ/(k + 2)! for |t| < 1.
private func taylorPsi(_ t: Double) -> Double {
  var sum = 0.0
  var k = 18.0
  while k >= 1 {
    // The ratio of successive terms is t(k + 1)/(k(k + 2)).
    sum = t * (k + 1) / (k * (k + 2)) * (1 + sum)
    k -= 1
  }
  return 0.5 * (1 + sum)
}
