/// A = Q·R for a matrix A of independent columns: Q's columns are orthogonal, each of length √n, R is
/// triangular up to the order of its columns.
///
/// By modified Gram and Schmidt with pivoting, each column being made orthogonal twice: that is as
/// orthogonal as Householder's reflections make it (L. Giraud, J. Langou and M. Rozložník, "The loss of
/// orthogonality in the Gram–Schmidt orthogonalization process", 2005), and Q is at hand.
package struct OrthonormalBasis: Sendable {
  /// Q; column j was made of column j of A and those before it in `order`.
  package let vectors: Matrix
  /// R, row by row: column j of A is Σᵢ R(i, j)·qᵢ.
  private let triangle: [Double]
  /// The columns in the order in which they were taken.
  private let order: [Int]

  /// A column is a combination of the others, up to rounding.
  package struct Dependent: Error, Equatable {
    package let column: Int
  }

  /// - Parameters:
  ///   - columns: lists of `count` numbers.
  ///   - count: n > 0, the number of rows.
  ///   - noise: how large the rounding errors of a value are that a column came with.
  package init(
    _ columns: [[Double]], count: Int, noise: Double
  ) throws(Dependent) {
    let size = columns.count
    let root = Double(count).squareRoot()
    var rest = columns
    var lengths = columns.map(Self.length)
    let firstLengths = lengths
    if let empty = lengths.firstIndex(of: 0) { throw Dependent(column: empty) }
    // What may be rounding of the columns' values, in the worst of them.
    let tolerance = lengths.reduce(0) { max($0, noise * root / $1) }
    var remaining = Array(columns.indices)
    var order: [Int] = []
    var triangle = [Double](repeating: 0, count: size * size)
    var vectors = Matrix(rowCount: count, columnCount: size)
    while !remaining.isEmpty {
      // The one of which the largest part is left.
      let place = remaining.indices.max { a, b in
        let (i, j) = (remaining[a], remaining[b])
        return lengths[i] * firstLengths[j] < lengths[j] * firstLengths[i]
      }!
      let pivot = remaining.remove(at: place)
      // What the earlier vectors left of one another's rounding.
      for i in order {
        let share = Self.product(vectors, i, rest[pivot]) / Double(count)
        triangle[i * size + pivot] += share
        Self.subtract(share, vectors, i, from: &rest[pivot])
      }
      let length = Self.length(rest[pivot])
      // The first always stands.
      if !order.isEmpty && !(length > tolerance * firstLengths[pivot]) {
        throw Dependent(column: pivot)
      }
      triangle[pivot * size + pivot] = length / root
      vectors.setColumn(pivot, rest[pivot], dividedBy: length / root)
      order.append(pivot)
      for j in remaining {
        let share = Self.product(vectors, pivot, rest[j]) / Double(count)
        triangle[pivot * size + j] = share
        Self.subtract(share, vectors, pivot, from: &rest[j])
        lengths[j] = Self.length(rest[j])
      }
    }
    self.vectors = vectors
    self.triangle = triangle
    self.order = order
  }

  /// R⁻¹·v: the coefficients of A's columns, from those of Q's.
  package func coefficients(_ v: [Double]) -> [Double] {
    let size = order.count
    var result = v
    for k in order.indices.reversed() {
      let i = order[k]
      for j in order[(k + 1)...] { result[i] -= triangle[i * size + j] * result[j] }
      result[i] /= triangle[i * size + i]
    }
    return result
  }

  /// R·v: the coefficients of Q's columns, from those of A's.
  package func coordinates(_ v: [Double]) -> [Double] {
    let size = order.count
    return v.indices.map { i in
      v.indices.reduce(0) { $0 + triangle[i * size + $1] * v[$1] }
    }
  }

  private static func length(_ values: [Double]) -> Double {
    blockedSum(values.count) { values[$0] * values[$0] }.squareRoot()
  }

  private static func product(_ matrix: Matrix, _ j: Int, _ values: [Double]) -> Double {
    matrix.product(ofColumn: j, values)
  }

  private static func subtract(
    _ factor: Double, _ matrix: Matrix, _ j: Int, from values: inout [Double]
  ) {
    let start = j * matrix.rowCount
    matrix.elements.withUnsafeBufferPointer { elements in
      for i in values.indices { values[i] -= factor * elements[start + i] }
    }
  }
}
