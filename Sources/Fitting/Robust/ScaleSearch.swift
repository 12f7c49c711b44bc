import Optimization
import RobustLoss

/// Some points made ready for thousands of passes: row after row, the terms and then the target, with room for
/// what a pass needs.
struct ScaleSearch {
  let count: Int
  let size: Int
  private let scale: MScale
  private let isBisquare: Bool
  /// `count` rows of `size` terms and the target.
  private let rows: [Double]
  private(set) var residuals: [Double]
  private var weights: [Double]
  /// The cross product of the weighted terms and residuals, as equations.
  private var equations: [Double]

  init(_ points: FitPoints, _ scale: MScale) {
    let (n, p) = (points.count, points.matrix.columnCount)
    (count, size, self.scale) = (n, p, scale)
    isBisquare = scale.loss == .bisquare
    var rows = [Double](repeating: 0, count: n * (p + 1))
    for j in 0..<p {
      for i in 0..<n { rows[i * (p + 1) + j] = points.matrix.elements[j * n + i] }
    }
    for i in 0..<n { rows[i * (p + 1) + p] = points.targets[i] }
    self.rows = rows
    residuals = [Double](repeating: 0, count: n)
    weights = residuals
    equations = [Double](repeating: 0, count: p * (p + 1))
  }

  /// The variables that leave no residual at these points; nil if the points do not determine them.
  mutating func solution(_ chosen: [Int]) -> [Double]? {
    let width = size + 1
    for (i, row) in chosen.enumerated() {
      for j in 0..<width { equations[i * width + j] = rows[row * width + j] }
    }
    // The terms are of size 1.
    return Self.solve(&equations, size: size, least: 1e-9)
  }

  /// Places the residuals of variables.
  mutating func place(_ variables: [Double]) {
    let (n, p, width) = (count, size, size + 1)
    rows.withUnsafeBufferPointer { rows in
      residuals.withUnsafeMutableBufferPointer { residuals in
        variables.withUnsafeBufferPointer { variables in
          var row = 0
          for i in 0..<n {
            var sum = rows[row + p]
            for j in 0..<p { sum -= rows[row + j] * variables[j] }
            residuals[i] = sum
            row += width
          }
        }
      }
    }
  }

  /// The median of the residuals' magnitudes, consistent for the deviation of normal ones.
  mutating func medianDeviation() -> Double {
    for i in 0..<count { weights[i] = residuals[i].magnitude }
    let middle = count / 2
    let upper = Selection.value(&weights, rank: middle)
    if count % 2 == 1 { return upper / 0.6745 }
    // The largest of the lower half, which now stands before it.
    let lower = weights.withUnsafeBufferPointer { weights in
      var largest = 0.0
      for i in 0..<middle { largest = max(largest, weights[i]) }
      return largest
    }
    return (lower / 2 + upper / 2) / 0.6745
  }

  /// Σ ρ(r/(k·s))/(n − p) over ½.
  func excess(_ s: Double) -> Double {
    if !isBisquare { return scale.excess(residuals, scale: s, parameters: size) }
    let unit = 1 / (scale.factor * s)
    let n = count
    let sum = residuals.withUnsafeBufferPointer { residuals in
      var sum = 0.0
      for i in 0..<n {
        let r = residuals[i] * unit
        let z = r * r
        sum += z < 1 ? z * (3 - z * (3 - z)) : 1
      }
      return sum
    }
    return 2 * sum / Double(max(count - size, 1))
  }

  /// The step that reweighting takes from where the residuals are; nil if the points of positive weight do not
  /// determine it.
  mutating func step(_ s: Double) -> [Double]? {
    if !isBisquare {
      weights = scale.loss.loss(scale: scale.factor * s).weights(residuals)
    }
    let (n, p, width) = (count, size, size + 1)
    let unit = 1 / (scale.factor * s)
    let isBisquare = isBisquare
    for k in equations.indices { equations[k] = 0 }
    rows.withUnsafeBufferPointer { rows in
      residuals.withUnsafeBufferPointer { residuals in
        weights.withUnsafeBufferPointer { weights in
          equations.withUnsafeMutableBufferPointer { equations in
            var row = -width
            for i in 0..<n {
              row += width
              var weight = 0.0
              if isBisquare {
                let r = residuals[i] * unit
                let rest = 1 - r * r
                if rest <= 0 { continue }
                weight = rest * rest
              } else {
                weight = weights[i]
              }
              for j in 0..<p {
                let weighted = weight * rows[row + j]
                let place = j * width
                for k in j..<p { equations[place + k] += weighted * rows[row + k] }
                equations[place + p] += weighted * residuals[i]
              }
            }
          }
        }
      }
    }
    for j in 0..<p { for k in 0..<j { equations[j * width + k] = equations[k * width + j] } }
    let largest = (0..<p).reduce(0) { max($0, equations[$1 * width + $1]) }
    return Self.solve(&equations, size: p, least: 1e-10 * largest)
  }

  /// The solution of a square system whose rows have the right side last, by elimination with the largest
  /// pivots; nil if one is less than `least`.
  private static func solve(_ a: inout [Double], size p: Int, least: Double) -> [Double]? {
    let width = p + 1
    for k in 0..<p {
      var best = k
      for i in k + 1..<max(p, k + 1)
      where a[i * width + k].magnitude > a[best * width + k].magnitude {
        best = i
      }
      let pivot = a[best * width + k]
      if !(pivot.magnitude > least) { return nil }
      if best != k { for j in k..<width { a.swapAt(k * width + j, best * width + j) } }
      for i in k + 1..<max(p, k + 1) {
        let factor = a[i * width + k] / pivot
        if factor == 0 { continue }
        for j in k..<width { a[i * width + j] -= factor * a[k * width + j] }
      }
    }
    var x = [Double](repeating: 0, count: p)
    for k in (0..<p).reversed() {
      var sum = a[k * width + p]
      for j in k + 1..<max(p, k + 1) { sum -= a[k * width + j] * x[j] }
      x[k] = sum / a[k * width + k]
    }
    return x
  }

  /// The M-scale of the residuals, from a first guess.
  mutating func solvedScale(from start: Double) -> Double {
    var s = start
    if !(s > 0) { return scale.scale(residuals, parameters: size) }
    for _ in 0..<500 {
      let next = s * excess(s).squareRoot()
      if next < 1e-300 { return 0 }
      if (next - s).magnitude <= 1e-13 * s { return next }
      s = next
    }
    return s
  }
}

/// A value by its rank, without sorting (C. Hoare, "Algorithm 65: find", 1961).
enum Selection {
  /// The value of rank k from 0; afterwards those before it are no larger and those behind no smaller.
  static func value(_ values: inout [Double], rank k: Int) -> Double {
    values.withUnsafeMutableBufferPointer { a in
      var (low, high) = (0, a.count - 1)
      while low < high {
        // The middle of three, so that what is sorted already is no worst case.
        let middle = low + (high - low) / 2
        let (x, y, z) = (a[low], a[middle], a[high])
        let pivot = max(min(x, y), min(max(x, y), z))
        var (i, j) = (low, high)
        while i <= j {
          while a[i] < pivot { i += 1 }
          while pivot < a[j] { j -= 1 }
          if i <= j {
            let value = a[i]
            a[i] = a[j]
            a[j] = value
            i += 1
            j -= 1
          }
        }
        if k <= j {
          high = j
        } else if k >= i {
          low = i
        } else {
          break
        }
      }
      return a[k]
    }
  }
}
