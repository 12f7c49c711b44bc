/// eᵗ for |t| < 2²⁰, as a scaled number with a relative error below 2⁻⁶⁰.
///
/// Derivation: t = k·(log 2)/128 + f, |f| ≤ (log 2)/256, eᵗ = 2^(k/128)·(1 + f + f²/2 + …). The table
/// holds 2^(i/128) in two doubles, so only the part below 2⁻⁸ is rounded to one. A library's exp would
/// have neither the extra bits, which P − 1 needs as P → 1, nor the range.
@inline(__always)
func exponential(_ t: DoubleDouble) -> Scaled {
  // Adding 1.5·2⁵² rounds to an integer and leaves it in the low bits; rounded() would be a call.
  let shifted = t.high * 0x1.71547652b82fep+7 + 0x1.8p52
  let k = shifted - 0x1.8p52
  // k has at most 20 bits and the first constant 32, so their product is exact.
  let f = (t.high - k * 0x1.62e42ffp-8) - (k * -0x1.718432a1b0e26p-42 - t.low)
  let index = Int(truncatingIfNeeded: shifted.bitPattern &- (0x1.8p52).bitPattern)
  let row = 2 * (index & 127)
  let high = exponentialTable[row]
  let square = f * f
  let rest =
    f + square * ((0.5 + f * (1.0 / 6)) + square * ((1.0 / 24 + f * (1.0 / 120)) + square / 720))
  return Scaled(
    DoubleDouble.fastSum(high, exponentialTable[row + 1] + high * rest), exponent: index &>> 7)
}

/// φ₁(t) − 1 = (eᵗ − 1)/t − 1 for |t| ≤ 1/8, by Taylor (the next term is 2⁻⁶² of φ₁).
///
/// φ₁(t) = exp[0, t] is the first divided difference of the exponential.
@inline(__always)
func phiOneMinusOne(_ t: Double) -> Double {
  let a = 1.0 / 2 + t * (1.0 / 6)
  let b = 1.0 / 24 + t * (1.0 / 120)
  let c = 1.0 / 720 + t * (1.0 / 5040)
  let d = 1.0 / 40320 + t * (1.0 / 362880)
  let e = 1.0 / 3_628_800 + t * (1.0 / 39_916_800)
  let square = t * t
  return t * (a + square * (b + square * (c + square * (d + square * e))))
}

/// eᵗ, rounded once; ∞ or 0 where that is out of range.
func exponential(_ t: Double) -> Double {
  if t.isNaN { return t }
  return exponential(DoubleDouble(min(max(t, -0x1p16), 0x1p16))).rounded
}

/// eᵗ − 1, for t up to 700.
func expMinusOne(_ t: Double) -> Double {
  if t.magnitude <= 0.125 { return t + t * phiOneMinusOne(t) }
  let power = exponential(DoubleDouble(max(t, -0x1p16)))
  let e = power.significand.times(powerOfTwo: powerOfTwo(power.exponent))
  return (e.high - 1) + e.low
}
