import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How far each point lies from the bulk of the points, in standard deviations of the bulk: for one column by
/// the median and Qn, for more by the minimum covariance determinant.
///
/// The latter is found without chance (M. Hubert, P. Rousseeuw and T. Verdonck, "A deterministic algorithm for
/// robust location and scatter", 2012): six first guesses, from each of them steps to the points that are
/// nearest to those chosen so far, and the smallest determinant of all, reweighted by the points within the
/// 97.5 % quantile.
struct RobustDistances: Sendable {
  /// One a point.
  let distances: [Double]
  /// How many columns they are of.
  let dimensions: Int

  /// The 97.5 % quantile of the distances of normal points.
  var cutoff: Double { ChiSquared(degrees: dimensions).quantile(0.975).squareRoot() }

  /// - Parameters:
  ///   - columns: lists of one count, finite. Those of which more than half of the values are equal have no
  ///     bulk to measure by, and are left out.
  ///   - parameters: how many parameters the model has, which the size of the bulk depends on.
  /// - Returns: nil if no column is left, or the bulk lies in a plane.
  init?(_ columns: [[Double]], parameters: Int) {
    let n = columns.first?.count ?? 0
    var standardized: [[Double]] = []
    for column in columns {
      let scale = Qn.scale(column)
      guard scale > 0, scale.isFinite else { continue }
      let middle = median(column)
      standardized.append(column.map { ($0 - middle) / scale })
    }
    guard !standardized.isEmpty, n > 2 * standardized.count else { return nil }
    dimensions = standardized.count
    if standardized.count == 1 {
      distances = standardized[0].map(\.magnitude)
      return
    }
    let bulk = (n + parameters + 1) / 2
    let limit = HighBreakdownStart().sampleSize
    let rows = n > limit ? HighBreakdownStart.sample(limit, of: n) : Array(0..<n)
    let sample = standardized.map { column in rows.map { column[$0] } }
    let size = max(rows.count * bulk / max(n, 1), standardized.count + 1)
    guard let raw = MinimumCovariance.smallest(sample, bulk: size),
      let all = raw.distances(standardized)
    else { return nil }
    // The bulk has less than its share of the spread; the middle of all distances says how much less.
    let p = standardized.count
    let middle = median(all.map { $0 * $0 }) / ChiSquared(degrees: p).quantile(0.5)
    let within = ChiSquared(degrees: p).quantile(0.975)
    let kept = all.indices.filter { all[$0] * all[$0] <= within * middle }
    guard let final = Scatter(standardized, rows: kept), let squares = final.distances(standardized)
    else { return nil }
    // What the points beyond the quantile would have added to the spread of normal points.
    let factor = ChiSquared(degrees: p + 2).cumulative(within) / 0.975
    distances = squares.map { $0 * factor.squareRoot() }
  }
}

/// The mean and the covariance of some points.
struct Scatter: Sendable {
  var center: [Double]
  /// Row by row.
  var covariance: [[Double]]

  init(center: [Double], covariance: [[Double]]) {
    self.center = center
    self.covariance = covariance
  }

  /// Of the points with these numbers; nil if they are none.
  init?(_ columns: [[Double]], rows: [Int]) {
    guard rows.count > 1 else { return nil }
    let n = Double(rows.count)
    let means = columns.map { column in blockedSum(rows.count) { column[rows[$0]] } / n }
    center = means
    covariance = columns.indices.map { j in
      columns.indices.map { k in
        blockedSum(rows.count) {
          (columns[j][rows[$0]] - means[j]) * (columns[k][rows[$0]] - means[k])
        } / (n - 1)
      }
    }
  }

  /// Mahalanobis' distances of points; nil if the covariance is not positive.
  func distances(_ columns: [[Double]]) -> [Double]? {
    let p = columns.count
    guard let inverse = Cholesky(covariance.flatMap { $0 }, size: p, tolerance: 1e-10)?.inverse
    else { return nil }
    var difference = [Double](repeating: 0, count: p)
    return columns[0].indices.map { i in
      for j in 0..<p { difference[j] = columns[j][i] - center[j] }
      var sum = 0.0
      for j in 0..<p {
        for k in 0..<p { sum += difference[j] * inverse[j * p + k] * difference[k] }
      }
      return max(sum, 0).squareRoot()
    }
  }

  /// The logarithm of the determinant; nil if it is not positive.
  var logDeterminant: Double? {
    let values = Eigenvectors(covariance).values
    return values.allSatisfy { $0 > 0 } ? values.reduce(0) { $0 + log($1) } : nil
  }
}
