/// A model that can be written in other terms of the same span, which differ more from one another.
package protocol ConditionedModel: RegressionModel {
  /// Terms for points with these inputs, all finite.
  func conditioned(at inputs: [[Double]]) -> ConditionedTerms
}

/// Terms that stand for a model's own while it is fitted.
package struct ConditionedTerms: Sendable {
  /// The terms at an input, as many as the model has.
  let terms: @Sendable ([Double]) -> [Double]
  /// How the model's parameters follow from the factors of these terms: row j has the shares of each factor
  /// in parameter j.
  let shares: [[Double]]

  /// The factors that give parameters; `shares` is an upper triangle.
  func factors(_ parameters: [Double]) -> [Double] {
    var result = parameters
    for j in parameters.indices.reversed() {
      for k in j + 1..<max(parameters.count, j + 1) { result[j] -= shares[j][k] * result[k] }
      result[j] /= shares[j][j]
    }
    return result
  }
}

/// P. Chebyshev's polynomials over the range of x, in place of its powers: those of a calendar year are the
/// same to eight digits and more.
extension PolynomialModel: ConditionedModel {
  package func conditioned(at inputs: [[Double]]) -> ConditionedTerms {
    conditioned(low: inputs[0].min() ?? 0, high: inputs[0].max() ?? 0)
  }

  /// Terms for inputs from `low` to `high`.
  func conditioned(low: Double, high: Double) -> ConditionedTerms {
    // A power of two above half of the range, so that dividing by it rounds nothing.
    let half = high / 2 - low / 2
    let width =
      half > 0 ? Double(sign: .plus, exponent: Int(half.exponent) + 1, significand: 1) : 1
    let middle = low / 2 + high / 2
    let degree = degree
    // The coefficients of x⁰, x¹, … in each polynomial: P₀ = 1, P₁ = u, Pₖ₊₁ = 2uPₖ − Pₖ₋₁.
    var rows: [[Double]] = [[1]]
    let (slope, constant) = (1 / width, -(middle / width))
    if degree > 0 { rows.append([constant, slope]) }
    for k in 1..<max(degree, 1) {
      var next = [Double](repeating: 0, count: k + 2)
      for (j, coefficient) in rows[k].enumerated() {
        next[j] += 2 * constant * coefficient
        next[j + 1] += 2 * slope * coefficient
      }
      for (j, coefficient) in rows[k - 1].enumerated() { next[j] -= coefficient }
      rows.append(next)
    }
    let shares = (0...degree).map { j in
      (0...degree).map { k in j <= k ? rows[k][j] : 0 }
    }
    return ConditionedTerms(
      terms: { input in
        let u = (input[0] - middle) / width
        var terms = [1.0]
        if degree > 0 { terms.append(u) }
        for k in 1..<max(degree, 1) { terms.append(2 * u * terms[k] - terms[k - 1]) }
        return terms
      }, shares: shares)
  }
}
