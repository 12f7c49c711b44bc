import Optimization

/// How a model's parameters follow from the coordinates in which it is fitted.
///
/// The columns of the model's terms, and the targets, are measured in powers of two; if a term is constant,
/// the means of the others and of the targets are taken out. So the factor γⱼ of a column belongs to the
/// parameter γⱼ·2^(e − eⱼ), and the constant has what the means took.
struct ParameterMap: Sendable {
  /// The targets' unit is two to this power.
  let exponent: Int
  /// What was taken out of the targets, in their unit.
  let targetMean: Double
  /// The same for the columns.
  let exponents: [Int]
  let means: [Double]
  /// Which column is constant, and its value.
  let constant: (column: Int, value: Double)?
  /// If the columns are not the model's own terms.
  let conditioned: ConditionedTerms?

  /// Two to the power of the targets' unit.
  var unit: Double { Double(sign: .plus, exponent: exponent, significand: 1) }

  /// Its logarithm.
  var logUnit: Double { Double(exponent) * 0.6931471805599453 }

  /// The parameters of factors; infinite where they are too large for a number.
  func parameters(_ factors: [Double]) -> [Double] {
    let scaled = rows(factors, mean: targetMean)
    return scaled.indices.map { scaled[$0].magnitude.isFinite ? number(scaled[$0], $0) : .infinity }
  }

  /// Which parameter is too large or too small for a number, with what it is in words.
  func unrepresentable(_ factors: [Double]) -> (column: Int, isLarge: Bool)? {
    if let shares = conditioned?.shares {
      for j in shares.indices where shares[j][j] < .leastNormalMagnitude { return (j, false) }
      for j in shares.indices where !shares[j].allSatisfy(\.isFinite) { return (j, true) }
    }
    let scaled = rows(factors, mean: targetMean)
    let largest = scaled.reduce(0) { max($0, $1.magnitude) }
    for (j, value) in scaled.enumerated() {
      let result = value.isFinite ? number(value, j) : .infinity
      if !result.isFinite { return (j, true) }
      // What is rounding beside the others may vanish.
      if result.magnitude < .leastNormalMagnitude, value.magnitude > 1e-12 * largest {
        return (j, false)
      }
    }
    return nil
  }

  /// The factors of parameters.
  func factors(_ parameters: [Double]) -> [Double] {
    let own = conditioned?.factors(parameters) ?? parameters
    var result = own.indices.map { scaled(own[$0], exponents[$0] - exponent) }
    if let (k, value) = constant {
      // Of the constant itself, in the unit of the targets.
      result[k] = scaled(own[k] * value, -exponent) - targetMean
      for j in result.indices where j != k { result[k] += result[j] * means[j] }
    }
    return result
  }

  /// The standard deviations of the parameters from the covariance of coordinates, row by row, given what
  /// factors a coordinate has.
  func deviations(
    _ covariance: [Double], _ factors: (_ coordinate: Int) -> [Double]
  ) -> [Double]? {
    let p = exponents.count
    let columns = (0..<p).map { rows(factors($0), mean: 0) }
    var result: [Double] = []
    for j in 0..<p {
      let row = columns.map { $0[j] }
      // The squares of very large or small shares would not be numbers.
      let size = row.reduce(0) { max($0, $1.magnitude) }
      guard size > 0, size.isFinite else { return nil }
      var variance = 0.0
      for k in 0..<p {
        for l in 0..<p { variance += row[k] / size * covariance[k * p + l] * (row[l] / size) }
      }
      guard variance >= 0, variance.isFinite else { return nil }
      result.append(number(variance.squareRoot() * size, j))
    }
    return result
  }

  /// The parameters before they get their units.
  private func rows(_ factors: [Double], mean: Double) -> [Double] {
    var result = factors
    if let (k, value) = constant {
      result[k] += mean
      for j in factors.indices where j != k { result[k] -= factors[j] * means[j] }
      result[k] /= value
    }
    guard let conditioned else { return result }
    // Conditioned terms have a unit of one.
    for k in result.indices where k != constant?.column {
      result[k] = scaled(result[k], -exponents[k])
    }
    return conditioned.shares.map { row in
      row.indices.reduce(0) { $0 + row[$1] * result[$1] }
    }
  }

  private func number(_ value: Double, _ j: Int) -> Double {
    let own = conditioned == nil && j != constant?.column ? exponents[j] : 0
    return scaled(value, exponent - own)
  }

  private func scaled(_ value: Double, _ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: value)
  }
}
