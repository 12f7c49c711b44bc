/// Least squares, weighted or not, by one direct solution: the θ that minimises Σ wᵢ(yᵢ − Σⱼ aᵢⱼθⱼ)².
///
/// Three measures keep the digits that the data have:
/// 1. If a column is constant (an intercept), the others and y are centred on their means first. For a
///    line that gives the textbook's closed form, slope = Σ(x − x̄)(y − ȳ)/Σ(x − x̄)². The plain normal
///    equations lose every digit once the mean of x is 10⁸ times its spread; this form loses none.
/// 2. Columns are scaled to length 1, so that no unit of measure is too large or too small.
/// 3. The rest is solved by Householder's QR with column pivoting (Golub and Van Loan, "Matrix
///    Computations", §5.3–5.5), and not by normal equations, which square the condition number.
enum LeastSquares {
  /// Why there is no solution.
  enum Failure: Error, Equatable {
    /// There are fewer rows of positive weight than columns.
    case tooFewRows(Int)
    /// This column is, up to rounding, a combination of the others (and the constant).
    case dependent(column: Int)
    /// A parameter is too large for a double.
    case overflow
  }

  /// The minimiser, one number a column. Targets and weights have one number a row; everything is
  /// finite, no weight is negative, and rows of weight 0 do not count.
  static func solve(
    _ design: DesignMatrix, targets: [Double], weights: [Double]? = nil
  ) throws(Failure) -> [Double] {
    let rows = (0..<design.rowCount).filter { (weights?[$0] ?? 1) > 0 }
    if rows.count < max(design.columnCount, 1) { throw .tooFewRows(rows.count) }
    let weights = weights.map { weights in scaledWeights(rows.map { weights[$0] }) }

    var target = Column(rows.map { targets[$0] })
    var columns = (0..<design.columnCount).map { j in Column(rows.map { design[$0, j] }) }
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

/// A column of the matrix or the target, being made ready: first `unit·values`, then
/// `unit·(mean + values)`, then `unit·(mean + length·values)`.
private struct Column {
  var values: [Double]
  /// The power of two that brings the largest value into [1, 2), so that nothing is rounded by it.
  var unit = 1.0
  var mean = 0.0
  var length = 1.0

  init(_ values: [Double]) {
    self.values = values
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    if largest > 0 {
      // 2⁻¹⁰²² at least, so that dividing by it is exact and never overflows.
      unit = max(Double(sign: .plus, exponent: largest.exponent, significand: 1), 0x1p-1022)
      for i in values.indices { self.values[i] /= unit }
    }
  }

  /// Whether the values are all the same and not zero.
  var isConstant: Bool { values[0] != 0 && values.allSatisfy { $0 == values[0] } }

  /// The value of a constant column.
  var signedUnit: Double { (mean + values[0]) * unit }

  /// How large the rounding errors are that the values came with, after normalisation.
  var noise: Double { 4 * Double(values.count).squareRoot() * .ulpOfOne / length }

  /// Subtracts the weighted mean. The first value goes first: then equal values leave exact zeros, and
  /// the mean is taken of numbers no larger than the spread.
  mutating func center(_ weights: [Double]?) {
    subtract(values[0])
    subtract(average(weights))
    // What rounding left of the mean.
    subtract(average(weights))
  }

  private mutating func subtract(_ amount: Double) {
    mean += amount
    for i in values.indices { values[i] -= amount }
  }

  private func average(_ weights: [Double]?) -> Double {
    guard let weights else { return values.reduce(0, +) / Double(values.count) }
    var (sum, total) = (0.0, 0.0)
    for i in values.indices {
      sum += weights[i] * values[i]
      total += weights[i]
    }
    return sum / total
  }

  mutating func multiply(by factors: [Double]) {
    for i in values.indices { values[i] *= factors[i] }
  }

  /// Divides by the length; false if that is zero.
  mutating func normalize() -> Bool {
    length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length == 0 { return false }
    for i in values.indices { values[i] /= length }
    return true
  }
}

/// Householder's triangularisation of some columns and a right-hand side, in place.
private struct QR {
  private var columns: [[Double]]
  private var target: [Double]
  /// Which column is the k-th of R.
  private var order: [Int]

  init(_ columns: [[Double]], _ target: [Double]) {
    self.columns = columns
    self.target = target
    order = Array(columns.indices)
  }

  /// Reflects until R is triangular. Returns a column of which nothing above the tolerance is left, if
  /// there is one; the first column always stands.
  mutating func eliminate(tolerance: Double) -> Int? {
    for k in columns.indices {
      let lengths = order[k...].map { tailLength(columns[$0], from: k) }
      let best = lengths.indices.max { lengths[$0] < lengths[$1] }!
      order.swapAt(k, k + best)
      let pivot = order[k]
      let length = lengths[best]
      if k > 0 && length <= tolerance { return pivot }

      // v = x ± ‖x‖e₁ with the sign that does not cancel; H = 1 − βvvᵀ.
      var v = Array(columns[pivot][k...])
      let diagonal = v[0] > 0 ? -length : length
      v[0] -= diagonal
      let beta = 1 / (length * (length + columns[pivot][k].magnitude))
      for j in order[(k + 1)...] { Self.reflect(&columns[j], v, beta, from: k) }
      Self.reflect(&target, v, beta, from: k)
      columns[pivot][k] = diagonal
    }
    return nil
  }

  /// The solution of R·θ = the upper part of the target, in the order of the columns given.
  func solution() -> [Double] {
    var result = [Double](repeating: 0, count: columns.count)
    for k in columns.indices.reversed() {
      var sum = target[k]
      for j in order[(k + 1)...] { sum -= columns[j][k] * result[j] }
      result[order[k]] = sum / columns[order[k]][k]
    }
    return result
  }

  private func tailLength(_ column: [Double], from k: Int) -> Double {
    column[k...].reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private static func reflect(_ x: inout [Double], _ v: [Double], _ beta: Double, from k: Int) {
    var sum = 0.0
    for i in v.indices { sum += v[i] * x[k + i] }
    sum *= beta
    for i in v.indices { x[k + i] -= sum * v[i] }
  }
}
