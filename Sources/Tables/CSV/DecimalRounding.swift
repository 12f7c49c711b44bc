/// Decimal numbers as doubles.
enum DecimalRounding {
  /// The double nearest to digits·10^exponent; nil where a slower way has to decide.
  ///
  /// Integers to 2⁵³ and powers of ten to 10²² are doubles, and one operation rounds once (Clinger, "How to
  /// read floating point numbers accurately", 1990). With more digits the result is found in two doubles,
  /// right to about 2⁻¹⁰⁰, which decides unless it lies that near to the middle between two doubles.
  @inline(__always)
  static func nearest(_ digits: UInt64, exponent: Int) -> Double? {
    guard exponent.magnitude <= 22 else { return digits == 0 ? 0 : nil }
    let power = powersOfTen[Int(exponent.magnitude)]
    if digits <= 1 << 53 {
      return exponent < 0 ? Double(digits) / power : Double(digits) * power
    }
    return nearestOfMany(digits, power, isFraction: exponent < 0)
  }

  private static func nearestOfMany(
    _ digits: UInt64, _ power: Double, isFraction: Bool
  ) -> Double? {
    // Above 2⁶⁴ − 2¹⁰ the nearest double is 2⁶⁴.
    let high = Double(digits & ~0x7FF)
    let low = Double(digits & 0x7FF)
    let first: Double
    let second: Double
    if isFraction {
      first = high / power
      let (product, error) = exactProduct(first, power)
      second = ((high - product) - error + low) / power
    } else {
      let (product, error) = exactProduct(high, power)
      first = product
      second = error + low * power
    }
    let margin = second * 0x1p-40
    let nearest = first + (second - margin)
    return nearest == first + (second + margin) ? nearest : nil
  }

  /// a·b as the sum of two doubles (T. Dekker, "A floating-point technique for extending the available
  /// precision", 1971), far from the limits of the exponent.
  private static func exactProduct(_ a: Double, _ b: Double) -> (Double, Double) {
    func split(_ x: Double) -> (Double, Double) {
      let scaled = x * 0x1.0000002p27
      let high = scaled - (scaled - x)
      return (high, x - high)
    }
    let product = a * b
    let (a1, a2) = split(a)
    let (b1, b2) = split(b)
    return (product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
