/// Least squares, weighted or not, by one direct solution: the θ that minimises Σ wᵢ(yᵢ − Σⱼ aᵢⱼθⱼ)².
///
/// Three measures keep the digits that the data have:
/// 1. If a column is constant, the others and y are centred on their means first. For one other column x
///    that gives the textbook's closed form, θ = Σ(x − x̄)(y − ȳ)/Σ(x − x̄)². The plain normal equations
///    lose every digit once the mean of x is 10⁸ times its spread; this form loses none.
/// 2. Columns are scaled to length 1, so that no unit of measure is too large or too small.
/// 3. The rest is solved by Householder's QR with column pivoting (Golub and Van Loan, "Matrix
///    Computations", §5.3–5.5), and not by normal equations, which square the condition number.
package enum LeastSquares {
  /// Why there is no solution.
  package enum Failure: Error, Equatable {
    /// There are fewer rows of positive weight than columns.
    case tooFewRows(Int)
    /// This column is, up to rounding, a combination of the others (and the constant).
    case dependent(column: Int)
    /// A parameter is too large for a double.
    case overflow
  }

  /// The minimiser, one number a column. Targets and weights have one number a row; everything is
  /// finite, no weight is negative, and rows of weight 0 do not count.
  package static func solve(
    _ matrix: Matrix, targets: [Double], weights: [Double]? = nil
  ) throws(Failure) -> [Double] {
    let rows = (0..<matrix.rowCount).filter { (weights?[$0] ?? 1) > 0 }
    if rows.count < max(matrix.columnCount, 1) { throw .tooFewRows(rows.count) }
    let weights = weights.map { weights in scaledWeights(rows.map { weights[$0] }) }

    var target = Column(rows.map { targets[$0] })
    var columns = (0..<matrix.columnCount).map { j in Column(rows.map { matrix[$0, j] }) }
    let constant = columns.firstIndex(where: \.isConstant)
    if constant != nil {
      target.center(weights)
      for j in columns.indices { columns[j].center(weights) }
    }
    if let weights {
      let roots = weights.map { $0.squareRoot() }
      target.multiply(by: roots)
      for j in columns.indices { columns[j].multiply(by: roots) }
    }
    let others = columns.indices.filter { $0 != constant }
    for j in others where !columns[j].normalize() { throw .dependent(column: j) }

    var factors = QR(others.map { columns[$0].values }, target.values)
    let noise = others.map { columns[$0].noise }.max() ?? 0
    if let dependent = factors.eliminate(tolerance: noise) {
      throw .dependent(column: others[dependent])
    }
    var parameters = [Double](repeating: 0, count: columns.count)
    var atMean = target.mean
    for (j, coefficient) in zip(others, factors.solution()) {
      let slope = coefficient / columns[j].length
      parameters[j] = slope * target.unit / columns[j].unit
      atMean -= slope * columns[j].mean
    }
    // What is left of the target's mean is the constant's part; its column is all ones in its own unit.
    if let constant {
      parameters[constant] = atMean * target.unit / columns[constant].signedUnit
    }
    if !parameters.allSatisfy(\.isFinite) { throw .overflow }
    return parameters
  }

  /// Weights of at most 1: only their ratios count, and their sum must not overflow.
  private static func scaledWeights(_ weights: [Double]) -> [Double] {
    let largest = weights.max() ?? 1
    return weights.map { $0 / largest }
  }
}
