/// A model's terms at every point: one row a point, one column a parameter.
///
/// Column by column in one array: everything that a fit does with it goes along columns.
struct DesignMatrix: Sendable {
  let rowCount: Int
  let columnCount: Int
  var elements: [Double]

  init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = [Double](repeating: 0, count: rowCount * columnCount)
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[column * rowCount + row] }
    set { elements[column * rowCount + row] = newValue }
  }

  func column(_ j: Int) -> ArraySlice<Double> {
    elements[j * rowCount..<(j + 1) * rowCount]
  }

  /// result = targets − A·θ, each sum from the first column to the last.
  func residuals(_ parameters: [Double], targets: [Double], into result: inout [Double]) {
    precondition(result.count == rowCount && targets.count == rowCount)
    precondition(parameters.count >= columnCount)
    for i in 0..<rowCount {
      var prediction = 0.0
      for j in 0..<columnCount { prediction += elements[j &* rowCount &+ i] * parameters[j] }
      result[i] = targets[i] - prediction
    }
  }

  /// An element of Aᵀ·v, the sum from the first row to the last.
  func product(ofColumn j: Int, _ v: [Double]) -> Double {
    precondition(v.count == rowCount)
    var sum = 0.0
    for i in 0..<rowCount { sum += elements[j * rowCount + i] * v[i] }
    return sum
  }
}
