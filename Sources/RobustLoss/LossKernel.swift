/// The loss at one α and c in double precision: what depends on α and c alone, computed once, and the
/// formulas for one x.
///
/// Goals, in order: right to about one unit in the last place for every α, c and x; the same bits on
/// every machine; fast.
///
/// Notation, after Barron (2019), eqs. 1, 8 and 9, with no clamp and no cut between cases in α:
///
///     b = |α − 2|   σ = sign(α − 2)   z = (x/c)²   u = z/b   L = log(1 + u)
///     h = bL/2      w = σh            t = αL/2 = w + L
///     ρ = h·φ₁(t) = (b/α)·(eᵗ − 1)    ρ′ = (x/c²)·eʷ         φ₁(t) = (eᵗ − 1)/t
///
/// h·φ₁(t) has no pole at α = 0 and no 0·∞ at α = 2; as α → ±∞, h → z/2 and t → w → ±z/2, and as α → 2,
/// ρ → z/2. So one formula serves, in the form that does not cancel: a series for φ₁ where |t| ≤ 1/8,
/// else eᵗ − 1 with eᵗ in two doubles. Worst relative errors, on 20,000 points at awkward places:
///
///     ρ as published, in doubles                      1      (α near 0 or near 2)
///     the same with log1p and expm1                   8e-14  (large exponents), 1e-4 near α = 2
///     h·φ₁(t), everything up to t in two doubles      2.2e-16
@usableFromInline
struct LossKernel: Sendable {
  enum Kind: UInt8 {
    case general
    /// α = 2.
    case quadratic
    /// α = ±∞.
    case exponential
    /// α or c is not a number, or c is not positive and finite.
    case invalid
  }

  @usableFromInline let shape: Double
  @usableFromInline let scale: Double
  let kind: Kind
  /// σ, the sign of α − 2.
  let sign: Double
  /// b = |α − 2|, exactly. One when α = ±∞.
  let distance: Scaled
  /// α/2, exactly. Zero when α = 0, where it scales nothing.
  let halfShape: Scaled
  /// b/α; its limit σ when α = ±∞.
  let distanceOverShape: Scaled
  /// 1/(c²b), or 1/c² when α = 2 or ±∞.
  let uPerSquare: Scaled
  /// 1/c.
  let inverse: Scaled
  /// 1/c².
  let inverseSquare: Scaled
  /// 1/c³.
  let inverseCube: Scaled

  @usableFromInline
  init(shape: Double, scale: Double) {
    self.shape = shape
    self.scale = scale
    let one = Scaled(1.0)
    guard !shape.isNaN, scale > 0, scale < .infinity else {
      kind = .invalid
      sign = .nan
      distance = one
      halfShape = one
      distanceOverShape = one
      uPerSquare = one
      inverse = one
      inverseSquare = one
      inverseCube = one
      return
    }
    inverse = Scaled(scale).reciprocal
    inverseSquare = inverse * inverse
    inverseCube = inverseSquare * inverse
    sign = shape >= 2 ? 1 : -1
    guard shape.isFinite, shape != 2 else {
      kind = shape == 2 ? .quadratic : .exponential
      distance = one
      halfShape = one
      distanceOverShape = Scaled(sign)
      uPerSquare = inverseSquare
      return
    }
    kind = .general
    let difference = DoubleDouble.sum(shape, -2)
    distance = Scaled(shape > 2 ? difference : -difference)
    uPerSquare = inverseSquare * distance.reciprocal
    if shape == 0 {
      halfShape = Scaled(DoubleDouble(0), exponent: 0)
      distanceOverShape = one
    } else {
      var half = Scaled(shape)
      distanceOverShape = distance * half.reciprocal
      half.exponent -= 1
      halfShape = half
    }
  }

  /// What every result is made of: h, w and t, and L for the derivative in α.
  struct Exponents {
    var h: Scaled
    var w: DoubleDouble
    var t: DoubleDouble
    var logarithm: Scaled
    var u: Scaled
  }

  /// The exponents at a finite x ≠ 0, for α ≠ 2.
  @inline(__always)
  func exponents(_ x: Scaled) -> Exponents {
    var u = uPerSquare
    let square = DoubleDouble.square(x.significand.high)
    u.significand = square * u.significand
    u.exponent += 2 * x.exponent
    if kind == .exponential {
      // L → 0 with bL/2 → z/2.
      let h = Scaled(u.significand, exponent: u.exponent - 1)
      let w = LossKernel.exponent(h, sign: sign)
      return Exponents(h: h, w: w, t: w, logarithm: h, u: u)
    }
    let logarithm = RobustLoss.logarithm(onePlus: u)
    let h = Scaled(
      distance.significand * logarithm.significand,
      exponent: distance.exponent + logarithm.exponent - 1)
    let t = Scaled(
      logarithm.significand * halfShape.significand.high,
      exponent: halfShape.exponent + logarithm.exponent)
    return Exponents(
      h: h, w: LossKernel.exponent(h, sign: sign), t: LossKernel.exponent(t, sign: 1),
      logarithm: logarithm, u: u)
  }

  /// An exponent as a plain sum of two doubles, cut off far beyond where its exponential leaves the
  /// range of a double however it is multiplied (x²/c³ is below 2⁸⁰⁰⁰).
  @inline(__always)
  private static func exponent(_ number: Scaled, sign: Double) -> DoubleDouble {
    let plain = number.significand.times(powerOfTwo: sign * powerOfTwo(min(number.exponent, 1000)))
    return plain.high.magnitude < 0x1p16 ? plain : DoubleDouble(plain.high < 0 ? -0x1p16 : 0x1p16)
  }
}
