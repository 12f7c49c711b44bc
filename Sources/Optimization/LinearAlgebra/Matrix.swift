import RobustLoss

/// What the variables contribute at every point: one row a point, one column a variable.
///
/// Column by column in one array: everything that is done with it goes along columns.
package struct Matrix: Sendable {
  package let rowCount: Int
  package let columnCount: Int
  package var elements: [Double]

  /// A matrix of zeros.
  package init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = [Double](repeating: 0, count: rowCount * columnCount)
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[column * rowCount + row] }
    set { elements[column * rowCount + row] = newValue }
  }

  package func column(_ j: Int) -> ArraySlice<Double> {
    elements[j * rowCount..<(j + 1) * rowCount]
  }

  package mutating func setColumn(_ j: Int, _ values: [Double], dividedBy divisor: Double) {
    for i in values.indices { elements[j * rowCount + i] = values[i] / divisor }
  }

  /// Some of the rows, each as often as it is named.
  package func rows(_ rows: [Int]) -> Matrix {
    var result = Matrix(rowCount: rows.count, columnCount: columnCount)
    for j in 0..<columnCount {
      for (i, row) in rows.enumerated() {
        result.elements[j * rows.count + i] = elements[j * rowCount + row]
      }
    }
    return result
  }

  /// result = targets − A·θ, each sum from the first column to the last.
  package func residuals(_ parameters: [Double], targets: [Double], into result: inout [Double]) {
    precondition(result.count == rowCount && targets.count == rowCount)
    precondition(parameters.count >= columnCount)
    // Column by column, several rows at once; and no check within: the counts are checked above.
    result.withUnsafeMutableBufferPointer { result in
      for i in 0..<rowCount { result[i] = 0 }
      elements.withUnsafeBufferPointer { elements in
        for j in 0..<columnCount {
          let column = elements[j * rowCount..<(j + 1) * rowCount]
          let factor = parameters[j]
          for i in 0..<rowCount { result[i] += column[column.startIndex &+ i] * factor }
        }
      }
      targets.withUnsafeBufferPointer { targets in
        for i in 0..<rowCount { result[i] = targets[i] - result[i] }
      }
    }
  }

  /// An element of Aᵀ·v.
  package func product(ofColumn j: Int, _ v: [Double]) -> Double { sumOfProducts(column(j), v) }

  /// Aᵀ·diag(w)·A, row by row, in sums of some hundred rows.
  package func gram(weights: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columnCount * columnCount)
    var weighted = [Double](repeating: 0, count: rowCount)
    for j in 0..<columnCount {
      elements.withUnsafeBufferPointer { elements in
        for i in 0..<rowCount { weighted[i] = weights[i] * elements[j * rowCount + i] }
      }
      for k in 0...j {
        let sum = product(ofColumn: k, weighted)
        result[j * columnCount + k] = sum
        result[k * columnCount + j] = sum
      }
    }
    return result
  }
}
