/// Builds the Chebyshev series behind `PartitionFunction` from quadrature.
///
/// It uses no function of the C library, so it builds the same bits on every machine, and a test holds
/// the committed `PartitionTable` to them. Rebuild it with
///
///     RHO_REBUILD_TABLES=1 swift test --filter PartitionTable
package enum PartitionTableBuilder {
  /// Terms of the series of log Z, by piece: enough that the next are below 10⁻¹⁷.
  package static let logZTerms = [56, 26, 38, 35, 32]
  /// Terms of the series of the slope, by piece.
  package static let slopeTerms = [70, 28, 41, 37, 39]
  /// Points at which each piece is fitted.
  static let points = 128

  /// log Z and its slope at a finite α ≥ 0 other than 2, by quadrature.
  ///
  /// With x = √b·sinh t the integrand becomes √b·cosh t·exp(−ρ), analytic in a strip around the real
  /// axis and falling off at least exponentially, for which the trapezoidal rule converges
  /// exponentially: 50 to 330 nodes leave nothing but rounding. (A step of 0.14/√α, which is enough
  /// below α = 4, leaves 3e-13 in log Z at 48, and at 10⁶ 5e-10 in the slope.)
  package static func quadrature(_ alpha: Double) -> (logZ: Double, slope: Double) {
    let kernel = LossKernel(shape: alpha, scale: 1)
    let root = (alpha - 2).magnitude.squareRoot()
    let step = min(0.2, 0.09 / alpha.squareRoot())
    var mass = CompensatedSum(0.5)
    var moment = CompensatedSum(0)
    var node = 1.0
    while true {
      let (sinh, cosh) = hyperbolic(node * step)
      let e = kernel.evaluate(root * sinh)
      if e.value > 700 { break }
      let term = cosh * exponential(-e.value)
      mass.add(term)
      moment.add(term * e.shapeDerivative)
      if term * max(1, e.shapeDerivative) < 1e-22 * min(mass.total, moment.total) { break }
      node += 1
    }
    let z = Scaled(2 * root * step) * Scaled(DoubleDouble(mass.total))
    return (logarithm(z.rounded), -(moment.total / mass.total))
  }

  /// The coefficients of log Z and of the slope, by piece.
  package static func build() -> (logZ: [[Double]], slope: [[Double]]) {
    var logZ: [[Double]] = []
    var slope: [[Double]] = []
    for piece in 0..<5 {
      var logZValues: [Double] = []
      var slopeValues: [Double] = []
      for k in 0..<points {
        let alpha = self.alpha(piece, cosine(quarters: 2 * k + 1))
        let place = PartitionPlace(alpha)
        if alpha == 2 {
          // b rounds to zero, and so does what is left of both without their leading parts.
          logZValues.append(0)
          slopeValues.append(0)
          continue
        }
        let exact = quadrature(alpha)
        logZValues.append(exact.logZ - place.leadingLogZ)
        slopeValues.append(exact.slope * place.slopeFactor - place.leadingSlope)
      }
      logZ.append(coefficients(logZValues, count: logZTerms[piece]))
      slope.append(coefficients(slopeValues, count: slopeTerms[piece]))
    }
    return (logZ, slope)
  }

  /// The source text of the table.
  package static func source() -> String {
    let (logZ, slope) = build()
    func list(_ name: String, _ what: String, _ pieces: [[Double]]) -> String {
      let rows = pieces.map { piece in
        let numbers = piece.map { "      \($0),\n" }.joined()
        return "    [\n\(numbers)    ],\n"
      }
      return
        "  /// \(what), by piece.\n  package static let \(name): [[Double]] = [\n\(rows.joined())  ]\n"
    }
    return """
      /// The Chebyshev coefficients behind `PartitionFunction`, built by `PartitionTableBuilder`:
      ///
      ///     RHO_REBUILD_TABLES=1 swift test --filter PartitionTable
      package enum PartitionTable {
      \(list("logZ", "log Z without its leading part", logZ))
      \(list("slope", "Its slope, scaled and without its leading part", slope))}

      """
  }

  /// The α of a piece at y in (−1, 1), the inverse of `PartitionPlace`.
  private static func alpha(_ piece: Int, _ y: Double) -> Double {
    switch piece {
    case 0: return (y + 1) / 4
    case 1: return 1 + y / 2
    case 4: return 5 / (y + 1)
    default:
      let s = (y + 1) / 2
      let s2 = s * s
      let b = 0.5 * (s2 * s2) * (s2 * s2)
      return piece == 2 ? 2 - b : 2 + b
    }
  }

  /// The first coefficients of the interpolant through values at the Chebyshev points.
  private static func coefficients(_ values: [Double], count: Int) -> [Double] {
    (0..<count).map { j in
      var sum = CompensatedSum(0)
      for (k, value) in values.enumerated() { sum.add(value * cosine(quarters: j * (2 * k + 1))) }
      return sum.total * (j == 0 ? 1 : 2) / Double(points)
    }
  }

  /// cos(π·n/(2·points)).
  private static func cosine(quarters n: Int) -> Double {
    // Fold into the first eighth of a turn, exactly, where the Taylor series is short.
    let half = 2 * points
    var n = n % (2 * half)
    if n > half { n = 2 * half - n }
    if n > half / 2 { return -cosine(quarters: half - n) }
    let swap = 2 * n > half / 2
    let angle = Double(swap ? half / 2 - n : n) * (Double.pi / Double(half))
    var term = swap ? angle : 1
    var sum = term
    var k: Double = swap ? 1 : 0
    while k < 24 {
      term *= -angle * angle / ((k + 1) * (k + 2))
      sum += term
      k += 2
    }
    return sum
  }

  /// sinh t and cosh t for t > 0.
  private static func hyperbolic(_ t: Double) -> (sinh: Double, cosh: Double) {
    let power = exponential(DoubleDouble(t))
    let factor = powerOfTwo(power.exponent)
    let e = power.significand.times(powerOfTwo: factor)
    // eᵗ − 1, without cancellation.
    let less = t <= 0.125 ? t + t * phiOneMinusOne(t) : (e.high - 1) + e.low
    return (0.5 * (less + less / e.rounded), 0.5 * (e.rounded + 1 / e.rounded))
  }
}

/// A sum that carries its own rounding error (Neumaier 1974).
private struct CompensatedSum {
  private var sum: Double
  private var error = 0.0

  init(_ start: Double) { sum = start }

  mutating func add(_ number: Double) {
    let exact = DoubleDouble.sum(sum, number)
    sum = exact.high
    error += exact.low
  }

  var total: Double { sum + error }
}
