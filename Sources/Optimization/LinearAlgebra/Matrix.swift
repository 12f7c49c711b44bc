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
    let n = rowCount
    elements.withUnsafeBufferPointer { elements in
      weights.withUnsafeBufferPointer { weights in
        for j in 0..<columnCount {
          for k in 0...j {
            let (a, b) = (j * n, k * n)
            var total = 0.0
            for start in stride(from: 0, to: n, by: 128) {
              // Four sums at once, so that none waits for the addition before it.
              var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
              let end = min(start + 128, n)
              var i = start
              while i + 3 < end {
                s0 += weights[i] * elements[a + i] * elements[b + i]
                s1 += weights[i + 1] * elements[a + i + 1] * elements[b + i + 1]
                s2 += weights[i + 2] * elements[a + i + 2] * elements[b + i + 2]
                s3 += weights[i + 3] * elements[a + i + 3] * elements[b + i + 3]
                i += 4
              }
              while i < end {
                s0 += weights[i] * elements[a + i] * elements[b + i]
                i += 1
              }
              total += (s0 + s1) + (s2 + s3)
            }
            result[j * columnCount + k] = total
            result[k * columnCount + j] = total
          }
        }
      }
    }
    return result
  }
}
