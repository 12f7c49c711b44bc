/// The factors of a symmetric positive matrix, scaled to a unit diagonal first.
package struct Cholesky: Sendable {
  private let size: Int
  private let units: [Double]
  private var factor: [Double]

  /// - Parameters:
  ///   - matrix: row by row.
  ///   - tolerance: what has to be left of a row of length 1 beside the ones before it.
  /// - Returns: nil if the matrix is not positive.
  package init?(_ matrix: [Double], size: Int, tolerance: Double = 1e-13) {
    self.size = size
    units = (0..<size).map { matrix[$0 * size + $0].squareRoot() }
    guard units.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    factor = matrix
    for j in 0..<size {
      for i in j..<size {
        var sum = matrix[i * size + j] / (units[i] * units[j])
        for k in 0..<j { sum -= factor[i * size + k] * factor[j * size + k] }
        if i == j {
          guard sum > tolerance else { return nil }
          factor[j * size + j] = sum.squareRoot()
        } else {
          factor[i * size + j] = sum / factor[j * size + j]
        }
      }
    }
  }

  /// The solution of A·x = b.
  package func solve(_ b: [Double]) -> [Double] {
    var x = [Double](repeating: 0, count: size)
    for i in 0..<size {
      var sum = b[i] / units[i]
      for k in 0..<i { sum -= factor[i * size + k] * x[k] }
      x[i] = sum / factor[i * size + i]
    }
    for i in (0..<size).reversed() {
      var sum = x[i]
      for k in i + 1..<max(size, i + 1) { sum -= factor[k * size + i] * x[k] }
      x[i] = sum / factor[i * size + i]
    }
    for i in 0..<size { x[i] /= units[i] }
    return x
  }

  /// A⁻¹, row by row.
  package var inverse: [Double] {
    (0..<size).flatMap { column in solve((0..<size).map { $0 == column ? 1 : 0 }) }
  }

  /// The logarithm of the determinant's root: Σ log of the diagonal's factors, by the caller's logarithm.
  package func halfLogDeterminant(_ log: (Double) -> Double) -> Double {
    (0..<size).reduce(0) { $0 + log(factor[$1 * size + $1]) + log(units[$1]) }
  }
}
