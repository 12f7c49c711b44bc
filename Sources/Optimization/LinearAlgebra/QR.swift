/// Householder's triangularisation of some columns and a right-hand side, in place.
package struct QR {
  private var columns: [[Double]]
  private var target: [Double]
  /// Which column is the k-th of R.
  private var order: [Int]

  package init(_ columns: [[Double]], _ target: [Double]) {
    self.columns = columns
    self.target = target
    order = Array(columns.indices)
  }

  /// Reflects until R is triangular. Returns a column of which nothing above the tolerance is left, if
  /// there is one; the first column always stands.
  package mutating func eliminate(tolerance: Double) -> Int? {
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
  package func solution() -> [Double] { backSubstitution(target) }

  /// R⁻¹·v, in the order of the columns given.
  private func backSubstitution(_ v: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columns.count)
    for k in columns.indices.reversed() {
      var sum = v[k]
      for j in order[(k + 1)...] { sum -= columns[j][k] * result[j] }
      result[order[k]] = sum / columns[order[k]][k]
    }
    return result
  }

  /// (AᵀA)⁻¹·v = R⁻¹·R⁻ᵀ·v, where A is the columns given.
  package func gramInverse(times v: [Double]) -> [Double] {
    var w = order.map { v[$0] }
    for k in w.indices {
      let column = columns[order[k]]
      for i in 0..<k { w[k] -= column[i] * w[i] }
      w[k] /= column[k]
    }
    return backSubstitution(w)
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
