/// (AᵀA)⁻¹ of a design matrix A, as an operator on vectors: the inverse of the second derivatives of
/// least squares, up to a factor.
struct GramInverse: Sendable {
  private let factors: QR
  private let lengths: [Double]

  /// - Throws: `LeastSquares.Failure` if the columns are dependent.
  init(_ design: DesignMatrix) throws(LeastSquares.Failure) {
    if design.rowCount < max(design.columnCount, 1) { throw .tooFewRows(design.rowCount) }
    var columns = (0..<design.columnCount).map { j in Column(Array(design.column(j))) }
    for j in columns.indices where !columns[j].normalize() { throw .dependent(column: j) }
    var factors = QR(columns.map(\.values), [Double](repeating: 0, count: design.rowCount))
    if let dependent = factors.eliminate(tolerance: columns.map(\.noise).max() ?? 0) {
      throw .dependent(column: dependent)
    }
    self.factors = factors
    lengths = columns.map { $0.length * $0.unit }
  }

  /// (AᵀA)⁻¹·v.
  func times(_ v: [Double]) -> [Double] {
    let scaled = zip(v, lengths).map { $0 / $1 }
    return zip(factors.gramInverse(times: scaled), lengths).map { $0 / $1 }
  }
}
