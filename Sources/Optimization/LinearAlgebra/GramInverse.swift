/// (AᵀA)⁻¹ of a matrix A, as an operator on vectors: the inverse of the second derivatives of
/// least squares, up to a factor.
package struct GramInverse: Sendable {
  private let factors: QR
  private let lengths: [Double]

  /// - Throws: `LeastSquares.Failure` if the columns are dependent.
  package init(_ matrix: Matrix) throws(LeastSquares.Failure) {
    if matrix.rowCount < max(matrix.columnCount, 1) { throw .tooFewRows(matrix.rowCount) }
    var columns = (0..<matrix.columnCount).map { j in Column(Array(matrix.column(j))) }
    for j in columns.indices where !columns[j].normalize() { throw .dependent(column: j) }
    var factors = QR(columns.map(\.values), [Double](repeating: 0, count: matrix.rowCount))
    if let dependent = factors.eliminate(tolerance: columns.map(\.noise).max() ?? 0) {
      throw .dependent(column: dependent)
    }
    self.factors = factors
    lengths = columns.map { $0.length * $0.unit }
  }

  /// (AᵀA)⁻¹·v.
  package func times(_ v: [Double]) -> [Double] {
    let scaled = zip(v, lengths).map { $0 / $1 }
    return zip(factors.gramInverse(times: scaled), lengths).map { $0 / $1 }
  }
}
