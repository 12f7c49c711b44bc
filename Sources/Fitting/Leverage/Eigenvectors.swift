/// The eigenvectors of a small symmetric matrix, by C. Jacobi's rotations (1846).
struct Eigenvectors {
  /// vectors[k] is the k-th, of length 1; in the order of falling eigenvalues.
  private(set) var vectors: [[Double]]
  private(set) var values: [Double]

  /// - Parameter matrix: row by row.
  init(_ matrix: [[Double]]) {
    let p = matrix.count
    var a = matrix
    // Rows are the vectors.
    var v = (0..<p).map { i in (0..<p).map { $0 == i ? 1.0 : 0 } }
    for _ in 0..<60 {
      var rest = 0.0
      for i in 0..<p { for j in 0..<i { rest += a[i][j] * a[i][j] } }
      var size = 0.0
      for i in 0..<p { size += a[i][i] * a[i][i] }
      if rest <= 1e-32 * size { break }
      for i in 0..<p {
        for j in 0..<i where a[i][j] != 0 {
          let theta: Double = (a[i][i] - a[j][j]) / (2 * a[i][j])
          let sum: Double = theta.magnitude + (theta * theta + 1).squareRoot()
          let t: Double = theta < 0 ? -1 / sum : 1 / sum
          let cosine = 1 / (t * t + 1).squareRoot()
          let sine = t * cosine
          for k in 0..<p {
            let x: Double = a[k][j]
            let y: Double = a[k][i]
            a[k][j] = cosine * x - sine * y
            a[k][i] = sine * x + cosine * y
          }
          Self.rotate(&a, j, i, cosine, sine)
          Self.rotate(&v, j, i, cosine, sine)
        }
      }
    }
    let diagonal: [Double] = (0..<p).map { a[$0][$0] }
    let order = (0..<p).sorted { i, j in
      diagonal[i] == diagonal[j] ? i < j : diagonal[i] > diagonal[j]
    }
    vectors = order.map { v[$0] }
    values = order.map { diagonal[$0] }
  }

  /// Rotates two rows.
  private static func rotate(
    _ rows: inout [[Double]], _ j: Int, _ i: Int, _ cosine: Double, _ sine: Double
  ) {
    for k in rows.indices {
      let x: Double = rows[j][k]
      let y: Double = rows[i][k]
      rows[j][k] = cosine * x - sine * y
      rows[i][k] = sine * x + cosine * y
    }
  }
}
