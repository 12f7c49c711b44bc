/// significand · 2^exponent, with a significand near 1: a number that neither overflows nor underflows.
///
/// (x/c)² leaves the range of a double long before x and c do, and 1 + (x/c)²/|α − 2| and its powers
/// leave it further. Intermediate results are held like this, so only a final result is ever rounded to
/// zero, to a subnormal number or to infinity.
struct Scaled: Sendable {
  var significand: DoubleDouble
  var exponent: Int

  @inline(__always)
  init(_ significand: DoubleDouble, exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  /// A finite, nonzero number, with a significand in [1, 2) up to sign.
  @inline(__always)
  init(_ number: Double) {
    let field = Scaled.biasedExponent(number)
    if field == 0 {
      // Subnormal: the leading zeros of its fraction belong to the exponent.
      self.init(subnormal: number)
    } else {
      let bits = number.bitPattern & 0x800F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000
      self.init(DoubleDouble(Double(bitPattern: bits)), exponent: field - 1023)
    }
  }

  @inline(never)
  private init(subnormal number: Double) {
    self.init(number * 0x1p200)
    exponent -= 200
  }

  /// A finite, nonzero sum high + low, with a significand in [1, 2) up to sign.
  @inline(__always)
  init(_ number: DoubleDouble) {
    var number = number
    var exponent = 0
    // A subnormal number has leading zeros where its significand should be. A normal, but tiny one
    // has a low part that may be subnormal, which is exact all the same.
    if number.high.magnitude < 0x1p-900 {
      number = number.times(powerOfTwo: 0x1p200)
      exponent = -200
    }
    let field = Scaled.biasedExponent(number.high) - 1023
    // Two steps, as 2^−field itself may be out of range.
    let half = field >> 1
    number = number.times(powerOfTwo: powerOfTwo(-half))
    number = number.times(powerOfTwo: powerOfTwo(half - field))
    self.init(number, exponent: exponent + field)
  }

  @inline(__always)
  static func * (a: Scaled, b: Scaled) -> Scaled {
    Scaled(a.significand * b.significand, exponent: a.exponent + b.exponent)
  }

  var reciprocal: Scaled { Scaled(significand.reciprocal, exponent: -exponent) }

  /// The nearest double, where it may overflow to infinity or underflow to zero.
  @inline(__always)
  var rounded: Double { scaled(significand.rounded, exponent) }

  @inline(__always)
  static func biasedExponent(_ number: Double) -> Int {
    Int(truncatingIfNeeded: number.bitPattern &>> 52) & 0x7FF
  }
}

/// 2ⁿ for n ≤ 1023; zero where that would be subnormal.
@inline(__always)
func powerOfTwo(_ n: Int) -> Double {
  Double(bitPattern: UInt64(truncatingIfNeeded: max(n &+ 1023, 0)) &<< 52)
}

/// number · 2ⁿ, rounded once, for a number within 2^±1000.
@inline(__always)
func scaled(_ number: Double, _ n: Int) -> Double {
  if n >= -64 && n <= 64 { return number * powerOfTwo(n) }
  return scaledFar(number, n)
}

@inline(never)
private func scaledFar(_ number: Double, _ n: Int) -> Double {
  guard number != 0, number.isFinite else { return number }
  // First bring the significand into [1, 2), then multiply in steps of which only the last can round.
  let field = Scaled.biasedExponent(number) - 1023
  let significand = number * powerOfTwo(-field)
  let exponent = field + n
  if exponent > 1023 { return .infinity * significand }
  if exponent >= -1022 { return significand * powerOfTwo(exponent) }
  return significand * 0x1p-1000 * powerOfTwo(max(exponent + 1000, -1022))
}
