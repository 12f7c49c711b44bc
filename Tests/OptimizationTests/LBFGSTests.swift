import Optimization
import Testing

@Suite("L-BFGS")
struct LBFGSTests {
  @Test func findsTheEndOfACurvedValley() throws {
    let minimum = try LBFGS(tolerance: 1e-10).minimize(Valley(), from: [-1.2, 1, -1.2, 1])
    #expect(minimum.outcome == .converged, "\(minimum.outcome)")
    for x in minimum.last.variables { #expect(abs(x - 1) < 1e-9) }
    #expect(zip(minimum.path, minimum.path.dropFirst()).allSatisfy { $1.value <= $0.value })
    #expect(minimum.path.count < 80)
  }

  /// Every step goes along −H·∇f, H being built from exactly the last `memory` steps by the textbook's
  /// formula for matrices: with one pair more or less it would point elsewhere.
  @Test(arguments: [1, 2, 3, 5])
  func remembersAsManyStepsAsItIsTold(memory: Int) throws {
    let minimum = try LBFGS(memory: memory, maximumSteps: 14)
      .minimize(Valley(), from: [-1.2, 1, -0.7, 0.4])
    let points = minimum.path.map(\.variables)
    try #require(points.count == 15)
    for k in memory + 1..<points.count - 1 {
      let step = difference(points[k + 1], points[k])
      let last = direction(points, at: k, pairs: memory)
      #expect(angle(step, last) < 1e-6, "step \(k)")
      #expect(angle(step, direction(points, at: k, pairs: memory + 1)) > 1e-4, "step \(k)")
      if memory > 1 {
        #expect(angle(step, direction(points, at: k, pairs: memory - 1)) > 1e-4, "step \(k)")
      }
    }
  }

  @Test func endsAtItsLimit() throws {
    let minimum = try LBFGS(maximumSteps: 3).minimize(Valley(), from: [-1.2, 1, -1.2, 1])
    #expect(minimum.path.count == 4)
    guard case .stepLimit(3, let imbalance) = minimum.outcome else {
      Issue.record("\(minimum.outcome)")
      return
    }
    #expect(imbalance > 0)
  }

  @Test func whatIsNotFiniteIsAnErrorWithItsPlace() throws {
    #expect(
      throws: OptimizationError.notFinite(step: 0, value: .infinity, variables: [1e200, 0, 0, 0])
    ) { try LBFGS().minimize(Valley(), from: [1e200, 0, 0, 0]) }
  }

  // MARK: By matrices

  /// The direction at a point, by BFGS' update of the inverse of the second derivatives.
  private func direction(_ points: [[Double]], at k: Int, pairs: Int) -> [Double] {
    let count = points[k].count
    var inverse = (0..<count).map { i in (0..<count).map { $0 == i ? 1.0 : 0 } }
    for j in max(0, k - pairs)..<k {
      let s = difference(points[j + 1], points[j])
      let y = difference(Valley.gradient(points[j + 1]), Valley.gradient(points[j]))
      let product = dot(s, y)
      // H ← (1 − syᵀ/sᵀy)·H·(1 − ysᵀ/sᵀy) + ssᵀ/sᵀy.
      let left = (0..<count).map { a in
        (0..<count).map { b in (a == b ? 1 : 0) - s[a] * y[b] / product }
      }
      if j == max(0, k - pairs) {
        let scale = lastProduct(points, k) / lastSquare(points, k)
        for i in 0..<count { inverse[i][i] = scale }
      }
      var next = inverse
      for a in 0..<count {
        for b in 0..<count {
          next[a][b] = s[a] * s[b] / product
          for c in 0..<count {
            for d in 0..<count { next[a][b] += left[a][c] * inverse[c][d] * left[b][d] }
          }
        }
      }
      inverse = next
    }
    let gradient = Valley.gradient(points[k])
    return inverse.map { -dot($0, gradient) }
  }

  private func lastProduct(_ points: [[Double]], _ k: Int) -> Double {
    dot(
      difference(points[k], points[k - 1]),
      difference(Valley.gradient(points[k]), Valley.gradient(points[k - 1])))
  }

  private func lastSquare(_ points: [[Double]], _ k: Int) -> Double {
    let y = difference(Valley.gradient(points[k]), Valley.gradient(points[k - 1]))
    return dot(y, y)
  }

  private func angle(_ a: [Double], _ b: [Double]) -> Double {
    let (u, v) = (a.map { $0 / dot(a, a).squareRoot() }, b.map { $0 / dot(b, b).squareRoot() })
    return dot(difference(u, v), difference(u, v)).squareRoot()
  }

  private func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }
  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
