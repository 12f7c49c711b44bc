#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The χ² distribution with some degrees of freedom.
struct ChiSquared {
  let degrees: Int

  /// P(X ≤ x), by the series of the incomplete gamma function below its mean and by its continued fraction
  /// above (W. Gautschi, "A computational procedure for incomplete gamma functions", 1979).
  func cumulative(_ x: Double) -> Double {
    if x <= 0 { return 0 }
    let (a, y) = (Double(degrees) / 2, x / 2)
    let factor = exp(a * log(y) - y - lgamma(a))
    if y < a + 1 {
      var term = 1 / a
      var sum = term
      var k = a
      while term > 1e-17 * sum {
        k += 1
        term *= y / k
        sum += term
      }
      return factor * sum
    }
    // Lentz's evaluation from the front.
    var b = y + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for i in 1..<10_000 {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / (an * d + b)
      c = b + an / c
      let step = c * d
      h *= step
      if (step - 1).magnitude < 1e-16 { break }
    }
    return 1 - factor * h
  }

  /// The x below which the distribution has the share p in (0, 1).
  func quantile(_ p: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while cumulative(high) < p { high *= 2 }
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if cumulative(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
