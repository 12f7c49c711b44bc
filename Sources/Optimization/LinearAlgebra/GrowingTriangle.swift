/// The triangle R of the QR factors of a matrix whose rows come one after another and are not kept.
///
/// Every row is rotated into the triangle (W. Givens, "Computation of plane unitary rotations transforming a
/// general matrix to triangular form", 1958), which is as stable as Householder's reflections: the condition
/// number is not squared, as it would be by summing up normal equations.
package struct GrowingTriangle: Sendable {
  package let size: Int
  /// Row by row, `size` a row; zero below the diagonal.
  private var elements: [Double]

  package init(size: Int) {
    self.size = size
    elements = [Double](repeating: 0, count: size * size)
  }

  package subscript(row: Int, column: Int) -> Double { elements[row * size + column] }

  /// Adds a row of `size` numbers, which is overwritten.
  package mutating func add(_ row: inout [Double]) {
    for k in 0..<size where row[k] != 0 {
      let (a, b) = (elements[k * size + k], row[k])
      let length = (a * a + b * b).squareRoot()
      let (cosine, sine) = (a / length, b / length)
      elements[k * size + k] = length
      for j in k + 1..<max(size, k + 1) {
        let upper = elements[k * size + j]
        elements[k * size + j] = cosine * upper + sine * row[j]
        row[j] = cosine * row[j] - sine * upper
      }
    }
  }

  /// The length of a column of the matrix.
  package func length(ofColumn j: Int) -> Double {
    (0...j).reduce(0) { $0 + self[$1, j] * self[$1, j] }.squareRoot()
  }

  /// R₁₁⁻¹·r for the first so many columns, r the last column of R or any other list.
  package func solve(_ right: [Double], columns p: Int) -> [Double] {
    var result = right
    for k in (0..<p).reversed() {
      for j in k + 1..<max(p, k + 1) { result[k] -= self[k, j] * result[j] }
      result[k] /= self[k, k]
    }
    return result
  }

  /// Makes of a row of the matrix what it is in coordinates in which the first so many columns are
  /// orthogonal, each of length 1: R₁₁⁻ᵀ·v.
  package func orthogonalize(_ row: inout [Double], columns p: Int) {
    for k in 0..<p {
      for i in 0..<k { row[k] -= elements[i * size + k] * row[i] }
      row[k] /= elements[k * size + k]
    }
  }

  /// Multiplies a column by two to some power.
  package mutating func scale(column j: Int, exponent: Int) {
    for i in 0..<size {
      elements[i * size + j] = Double(
        sign: .plus, exponent: exponent, significand: elements[i * size + j])
    }
  }

  /// The rows of the triangle, which stand for all that were added.
  package var rows: [[Double]] {
    (0..<size).map { Array(elements[$0 * size..<($0 + 1) * size]) }
  }
}
