import Optimization
import RobustLoss

/// Terms at the points, and targets: what a loss of residuals is summed over.
struct FitPoints: Sendable {
  /// One row a point, one column a variable.
  let matrix: Matrix
  /// One number a point.
  let targets: [Double]

  var count: Int { targets.count }

  /// targets − A·variables.
  func residuals(_ variables: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    matrix.residuals(variables, targets: targets, into: &result)
    return result
  }

  /// Some of the points, each as often as it is named.
  func rows(_ rows: [Int]) -> FitPoints {
    FitPoints(matrix: matrix.rows(rows), targets: rows.map { targets[$0] })
  }

  /// How large the rounding error of every residual may be: a few units in the last place of the largest
  /// number in its sum.
  func rounding(_ variables: [Double]) -> [Double] {
    var sizes = targets.map(\.magnitude)
    for j in 0..<matrix.columnCount {
      let factor = variables[j].magnitude
      for (i, term) in matrix.column(j).enumerated() { sizes[i] += term.magnitude * factor }
    }
    return sizes.map { 4 * .ulpOfOne * $0 }
  }

  /// How far variables are from a minimum of the mean of ρ: the largest |Σᵢ ρ′(rᵢ)aᵢⱼ| / Σᵢ |ρ′(rᵢ)aᵢⱼ|
  /// over the variables j. 0 where the points' pulls balance; 1 where all pull one way.
  ///
  /// It has no unit, so one tolerance does for all data. What rounding leaves of a residual does not count.
  /// Infinite if no point has any weight.
  func imbalance(_ loss: some ResidualLoss, _ variables: [Double]) -> Double {
    imbalance(loss, variables, residuals: residuals(variables))
  }

  /// The same where the residuals are known.
  func imbalance(
    _ loss: some ResidualLoss, _ variables: [Double], residuals: [Double]
  ) -> Double {
    let rounding = rounding(variables)
    if zip(residuals, rounding).allSatisfy({ $0.magnitude <= $1 }) { return 0 }
    let slopes = loss.derivatives(residuals)
    let weights = loss.weights(residuals)
    if weights.allSatisfy({ $0 == 0 }) { return .infinity }

    // How much of a slope may be rounding: ρ″ is at most the weight, if α ≤ 2.
    let errors = zip(weights, rounding).map { $0 * $1 }
    var largest = 0.0
    for j in 0..<matrix.columnCount {
      var (sum, size, error) = (0.0, 0.0, 0.0)
      for (i, term) in matrix.column(j).enumerated() {
        sum += slopes[i] * term
        size += (slopes[i] * term).magnitude
        error += errors[i] * term.magnitude
      }
      if size > 0 { largest = max(largest, (sum.magnitude - error) / size) }
    }
    return largest
  }

  /// The step to the minimum of the weighted squares of residuals, for variables that left these residuals.
  ///
  /// By the small cross product, whose rounding the next step takes back; by orthogonal columns where the
  /// weights leave it all but singular.
  /// - Throws: `NoStep` if the points of positive weight do not determine the variables.
  func step(_ residuals: [Double], weights: [Double]) throws(NoStep) -> [Double] {
    let p = matrix.columnCount
    if p == 0 { return [] }
    let largest = weights.reduce(0, max)
    if !(largest > 0) { throw NoStep("no point has any weight") }
    let shares = weights.map { $0 / largest }
    let products = zip(shares, residuals).map { $0 * $1 }
    if let factors = Cholesky(matrix.gram(weights: shares), size: p, tolerance: 1e-10) {
      return factors.solve((0..<p).map { matrix.product(ofColumn: $0, products) })
    }
    let rows = shares.indices.filter { shares[$0] > 0 }
    if rows.count < p {
      throw NoStep(
        "\(rows.count) points that still have any weight do not determine \(p) parameters")
    }
    let roots = rows.map { shares[$0].squareRoot() }
    let columns = (0..<p).map { j in
      rows.indices.map { roots[$0] * matrix[rows[$0], j] }
    }
    do throws(OrthonormalBasis.Dependent) {
      let basis = try OrthonormalBasis(columns, count: rows.count, noise: 4 * .ulpOfOne)
      let targets = rows.indices.map { roots[$0] * residuals[rows[$0]] }
      return basis.coefficients(
        (0..<p).map { basis.vectors.product(ofColumn: $0, targets) / Double(rows.count) })
    } catch {
      throw NoStep("of the points that still have any weight, too few differ")
    }
  }
}
