/// log(1 + u) for a positive u of any magnitude, with a relative error below 2⁻⁶⁴.
///
/// The loss multiplies this by up to 750/log(1 + u) and takes the exponential, so a double's 2⁻⁵³ would
/// leave an error of 4·10⁻¹⁴. Written here, and not taken from the C library, for those extra bits and
/// for the same bits on every machine.
///
/// Derivation: with 1 + u = 2ᵏ·m, m in [1, 2), and a tabulated r ≈ 1/m,
/// log(1 + u) = k·log 2 − log r + log(1 + f), f = m·r − 1 exactly, |f| ≤ 2⁻⁷.
/// f − f²/2 is summed in two doubles, the rest f³/3 − … in one. Below u = 2⁻⁷, f = u.
@inline(__always)
func logarithm(onePlus u: Scaled) -> Scaled {
  if u.exponent < -10 { return logarithmOfNearlyOne(plus: u) }

  // 1 + u = 2ˢ·m, with s ≥ 0 so that neither term overflows.
  let s = max(u.exponent, 0)
  let one = powerOfTwo(-s)
  let factor = powerOfTwo(u.exponent - s)
  var m = DoubleDouble.sum(u.significand.high * factor, one)
  m = DoubleDouble.fastSum(m.high, m.low + u.significand.low * factor)
  let shift = Scaled.biasedExponent(m.high) - 1023
  return logarithm(m.times(powerOfTwo: powerOfTwo(-shift)), exponent: s + shift)
}

/// log(m·2ᵏ) for m in [1, 2): the core of the above. The error is below 2⁻⁶⁹ in absolute terms,
/// and relative to the result where that is positive.
@inline(__always)
func logarithm(_ m: DoubleDouble, exponent: Int) -> Scaled {
  let k = Double(exponent)
  let row = 3 * (Int(truncatingIfNeeded: m.high.bitPattern &>> 45) & 127)
  let r = logarithmTable[row]
  // The upper 26 bits times the eleven of r are exact, and so is the difference from 1.
  let upper = Double(bitPattern: m.high.bitPattern & ~0x7FF_FFFF)
  var f = DoubleDouble.sum(upper * r - 1, (m.high - upper) * r)
  f.low += m.low * r

  let start = k * 0x1.62e42fefa4p-1 + logarithmTable[row + 1]
  let rest = k * -0x1.8432a1b0e2634p-43 + logarithmTable[row + 2]
  let square = DoubleDouble.square(f.high)
  let first = DoubleDouble.sum(start, f.high)
  let second = DoubleDouble.sum(first.high, -0.5 * square.high)
  let low =
    (first.low + second.low) + (rest + f.low)
    + ((cubicAndOn(f.high, square.high) - 0.5 * square.low) - f.high * f.low)
  return Scaled(DoubleDouble.fastSum(second.high, low), exponent: 0)
}

/// log(1 + u) for u < 2⁻⁷: the series itself, from its first term.
@inline(__always)
private func logarithmOfNearlyOne(plus u: Scaled) -> Scaled {
  let f = u.significand
  if u.exponent < -60 {
    // u − u²/2, the next term being 2⁻¹¹⁴ of the first.
    let halfSquare = 0.5 * f.high * f.high * powerOfTwo(u.exponent)
    return Scaled(DoubleDouble.fastSum(f.high, f.low - halfSquare), exponent: u.exponent)
  }
  let g = f.times(powerOfTwo: powerOfTwo(u.exponent))
  let square = DoubleDouble.square(g.high)
  let first = DoubleDouble.fastSum(g.high, -0.5 * square.high)
  let low =
    first.low + (g.low + ((cubicAndOn(g.high, square.high) - 0.5 * square.low) - g.high * g.low))
  return Scaled(DoubleDouble.fastSum(first.high, low), exponent: 0)
}

/// log(1 + f) − f + f²/2 for |f| ≤ 2⁻⁷, by Taylor to f¹⁰ (the next term is below 2⁻⁷³ of f).
@inline(__always)
private func cubicAndOn(_ f: Double, _ square: Double) -> Double {
  let odd = (1.0 / 3) + square * ((1.0 / 5) + square * ((1.0 / 7) + square * (1.0 / 9)))
  let even = 0.25 + square * ((1.0 / 6) + square * (0.125 + square * 0.1))
  return square * f * (odd - f * even)
}

/// log y for a positive, finite y, rounded once.
func logarithm(_ y: Double) -> Double {
  let y = Scaled(y)
  return logarithm(y.significand, exponent: y.exponent).rounded
}
