/// A number held as the unevaluated sum of two doubles, |low| ≤ ulp(high)/2 once normalised.
///
/// The loss raises 1 + u to powers of up to several hundred, so the rounding of 1 + u, of z = (x/c)²
/// and of α − 2 would each be magnified as often. Carrying the low part costs a few additions and keeps
/// about 106 bits; every operation here is exact, or right to about 2⁻¹⁰⁴, as long as nothing overflows
/// or underflows. Callers see to that by working on significands (see `Scaled`).
struct DoubleDouble: Sendable {
  var high: Double
  var low: Double

  @inline(__always)
  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// a + b exactly (Knuth, The Art of Computer Programming 2, §4.2.2, theorem B).
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let bPart = s - a
    return DoubleDouble(s, (a - (s - bPart)) + (b - bPart))
  }

  /// a + b exactly, where |a| ≥ |b| or a = 0 (Dekker 1971).
  @inline(__always)
  static func fastSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  /// a·b exactly.
  ///
  /// Both ways give the same bits. Without a fused multiply-add instruction
  /// `addingProduct` is a library call that costs ten times Dekker's 17 operations.
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    #if arch(arm64)
      return DoubleDouble(p, (-p).addingProduct(a, b))
    #else
      let (a1, a2) = split(a)
      let (b1, b2) = split(b)
      return DoubleDouble(p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2)
    #endif
  }

  /// a² exactly.
  @inline(__always)
  static func square(_ a: Double) -> DoubleDouble {
    let p = a * a
    #if arch(arm64)
      return DoubleDouble(p, (-p).addingProduct(a, a))
    #else
      let (a1, a2) = split(a)
      return DoubleDouble(p, ((a1 * a1 - p) + 2 * a1 * a2) + a2 * a2)
    #endif
  }

  /// a = upper + lower, each with at most 26 significant bits (Veltkamp 1968).
  @inline(__always)
  private static func split(_ a: Double) -> (upper: Double, lower: Double) {
    let t = 134_217_729 * a  // 2²⁷ + 1
    let upper = t - (t - a)
    return (upper, a - upper)
  }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    return fastSum(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  @inline(__always)
  static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let p = product(a.high, b)
    return fastSum(p.high, p.low + a.low * b)
  }

  /// The product by a power of two, which is exact.
  @inline(__always)
  func times(powerOfTwo factor: Double) -> DoubleDouble {
    DoubleDouble(high * factor, low * factor)
  }

  @inline(__always)
  static prefix func - (a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(-a.high, -a.low)
  }

  /// 1/self.
  var reciprocal: DoubleDouble {
    let q = 1 / high
    let p = DoubleDouble.product(q, high)
    // 1 − p.high is exact, since q·high is within an ulp of 1.
    let remainder = ((1 - p.high) - p.low) - q * low
    return DoubleDouble.fastSum(q, remainder * q)
  }

  /// The sum, rounded once.
  @inline(__always)
  var rounded: Double { high + low }
}
