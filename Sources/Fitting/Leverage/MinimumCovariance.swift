import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The mean and covariance of that half of the points whose covariance has the smallest determinant.
enum MinimumCovariance {
  /// Found from the six first guesses of the deterministic algorithm; nil if in all of them the points lie in
  /// a plane.
  /// - Parameters:
  ///   - columns: each with the median 0 and Qn 1.
  ///   - bulk: how many points it is of.
  static func smallest(_ columns: [[Double]], bulk: Int) -> Scatter? {
    var best: (scatter: Scatter, determinant: Double)?
    for guess in guesses(columns) {
      guard let start = refined(columns, guess),
        let end = concentrated(columns, start, bulk: bulk), let determinant = end.logDeterminant
      else { continue }
      if determinant < best?.determinant ?? .infinity { best = (end, determinant) }
    }
    return best?.scatter
  }

  /// Steps to the nearest points, until they stay the same: no step raises the determinant.
  private static func concentrated(
    _ columns: [[Double]], _ start: Scatter, bulk: Int
  ) -> Scatter? {
    guard var distances = start.distances(columns) else { return nil }
    // The nearest half first, and from there the bulk.
    var rows = nearest(distances, (distances.count + 1) / 2)
    for _ in 0..<100 {
      guard let scatter = Scatter(columns, rows: rows), let next = scatter.distances(columns)
      else { return nil }
      distances = next
      let nearest = nearest(distances, bulk)
      if nearest == rows { return scatter }
      rows = nearest
    }
    return Scatter(columns, rows: rows)
  }

  /// The numbers of the nearest points, in their order; the first of equals.
  private static func nearest(_ distances: [Double], _ count: Int) -> [Int] {
    distances.indices.sorted {
      distances[$0] == distances[$1] ? $0 < $1 : distances[$0] < distances[$1]
    }.prefix(count).sorted()
  }

  /// A guess with the spread along its axes measured by Qn, and a centre to go with it.
  private static func refined(_ columns: [[Double]], _ guess: [[Double]]) -> Scatter? {
    let vectors = Eigenvectors(guess).vectors
    let p = columns.count
    let projected = vectors.map { vector in
      columns[0].indices.map { i in
        (0..<p).reduce(0) { $0 + vector[$1] * columns[$1][i] }
      }
    }
    let scales = projected.map(Qn.scale)
    guard scales.allSatisfy({ $0 > 0 }) else { return nil }
    let covariance = (0..<p).map { j in
      (0..<p).map { k in
        vectors.indices.reduce(0) {
          $0 + scales[$1] * scales[$1] * vectors[$1][j] * vectors[$1][k]
        }
      }
    }
    // Σ^½·median(X·Σ^−½), Σ^±½ = V·diag(s^±1)·Vᵀ.
    let round = (0..<p).map { j in
      columns[0].indices.map { i in
        vectors.indices.reduce(0) { $0 + vectors[$1][j] * projected[$1][i] / scales[$1] }
      }
    }
    let middle = round.map { median($0) }
    let along = vectors.map { vector in (0..<p).reduce(0) { $0 + vector[$1] * middle[$1] } }
    let center = (0..<p).map { j in
      vectors.indices.reduce(0) { $0 + vectors[$1][j] * scales[$1] * along[$1] }
    }
    return Scatter(center: center, covariance: covariance)
  }

  // MARK: Guesses

  private static func guesses(_ z: [[Double]]) -> [[[Double]]] {
    let n = z[0].count
    let lengths = (0..<n).map { i in
      z.reduce(0) { $0 + $1[i] * $1[i] }.squareRoot()
    }
    let ranks = z.map(ranks)
    let signs = z.map { column in
      column.indices.map { lengths[$0] > 0 ? column[$0] / lengths[$0] : 0 }
    }
    let near = nearest(lengths, (n + 1) / 2)
    return [
      correlation(z.map { $0.map(tanh) }),
      correlation(ranks),
      correlation(
        ranks.map { $0.map { normalQuantile(($0 - 1.0 / 3) / (Double(n) + 1.0 / 3)) } }),
      z.indices.map { j in
        z.indices.map { k in blockedSum(n) { signs[j][$0] * signs[k][$0] } / Double(n) }
      },
      Scatter(z, rows: near)?.covariance ?? [],
      orthogonalized(z),
    ].filter { !$0.isEmpty && $0.allSatisfy { $0.allSatisfy(\.isFinite) } }
  }

  /// Covariances of pairs by the scales of their sums and differences (R. Gnanadesikan and J. Kettenring,
  /// "Robust estimates, residuals, and outlier detection with multiresponse data", 1972).
  private static func orthogonalized(_ z: [[Double]]) -> [[Double]] {
    z.indices.map { j in
      z.indices.map { k in
        if j == k { return 1 }
        let sum = Qn.scale(zip(z[j], z[k]).map { $0 + $1 })
        let difference = Qn.scale(zip(z[j], z[k]).map { $0 - $1 })
        return (sum * sum - difference * difference) / 4
      }
    }
  }

  private static func correlation(_ columns: [[Double]]) -> [[Double]] {
    guard let scatter = Scatter(columns, rows: Array(columns[0].indices)) else { return [] }
    let sizes = columns.indices.map { scatter.covariance[$0][$0].squareRoot() }
    return columns.indices.map { j in
      columns.indices.map { k in scatter.covariance[j][k] / (sizes[j] * sizes[k]) }
    }
  }

  /// From 1; equal values share the mean of theirs.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted {
      values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1]
    }
    var result = values
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
      for place in first...last { result[order[place]] = Double(first + last) / 2 + 1 }
      first = last + 1
    }
    return result
  }
}
