/// A column of the matrix or the target, being made ready: first `unit·values`, then
/// `unit·(mean + values)`, then `unit·(mean + length·values)`.
package struct Column {
  package var values: [Double]
  /// The power of two that brings the largest value into [1, 2), so that nothing is rounded by it.
  package var unit = 1.0
  package var mean = 0.0
  package var length = 1.0

  package init(_ values: [Double]) {
    self.values = values
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    if largest > 0 {
      // 2⁻¹⁰²² at least, so that dividing by it is exact and never overflows.
      unit = max(Double(sign: .plus, exponent: largest.exponent, significand: 1), 0x1p-1022)
      for i in values.indices { self.values[i] /= unit }
    }
  }

  /// Whether the values are all the same and not zero.
  package var isConstant: Bool { values[0] != 0 && values.allSatisfy { $0 == values[0] } }

  /// The value of a constant column.
  package var signedUnit: Double { (mean + values[0]) * unit }

  /// How large the rounding errors are that the values came with, after normalisation.
  package var noise: Double { 4 * Double(values.count).squareRoot() * .ulpOfOne / length }

  /// Subtracts the weighted mean. The first value goes first: then equal values leave exact zeros, and
  /// the mean is taken of numbers no larger than the spread.
  package mutating func center(_ weights: [Double]?) {
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

  package mutating func multiply(by factors: [Double]) {
    for i in values.indices { values[i] *= factors[i] }
  }

  /// Divides by the length; false if that is zero.
  package mutating func normalize() -> Bool {
    length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length == 0 { return false }
    for i in values.indices { values[i] /= length }
    return true
  }
}

extension Matrix {
  /// With the mean taken out of every column if there is a constant one, which stays as it is.
  package func centered() -> Matrix {
    let columns = (0..<columnCount).map { j in Column(Array(column(j))) }
    guard rowCount > 0, let constant = columns.firstIndex(where: \.isConstant) else { return self }
    var result = self
    for (j, var column) in columns.enumerated() where j != constant {
      column.center(nil)
      for i in 0..<rowCount { result[i, j] = column.values[i] * column.unit }
    }
    return result
  }
}
