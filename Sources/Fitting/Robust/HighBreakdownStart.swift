import Optimization
import RobustLoss

/// An S-estimate: the variables that make the M-scale of the residuals smallest. Almost half of the points
/// may be anything, wherever they lie, and it still follows the others (P. Rousseeuw and V. Yohai, "Robust
/// regression by means of S-estimators", 1984).
///
/// Found as M. Salibián-Barrera and V. Yohai do it ("A fast algorithm for S-regression estimates", 2006):
/// from the variables that so few points determine, many times, with two steps of reweighting each; the best
/// ten go on to the end. Nothing is drawn by chance: all subsets are taken where there are few, and a
/// generator with a fixed seed draws them where there are many.
struct HighBreakdownStart: Sendable {
  /// How many subsets are drawn where there are more than `allSubsets`.
  var subsets = 500
  /// Up to so many are all taken.
  var allSubsets = 5000
  /// With more points than this, so many of them, drawn by a fixed seed, are searched.
  var sampleSize = 10_000

  /// Variables, and the scale of the residuals that they leave.
  struct Estimate: Sendable {
    var variables: [Double]
    var scale: Double
  }

  /// - Throws: `NoStep` if no subset determines the variables.
  func estimate(_ points: FitPoints, _ scale: MScale) throws(NoStep) -> Estimate {
    let isLarge = points.count > sampleSize
    let sample = isLarge ? points.rows(Self.sample(sampleSize, of: points.count)) : points
    var search = ScaleSearch(sample, scale)
    var best: [Estimate] = []
    forEachSubset(of: &search) { search, variables in
      guard
        let candidate = Self.concentrated(
          &search, variables, worst: best.count == 10 ? best[9].scale : nil)
      else { return }
      let place = best.firstIndex { candidate.scale < $0.scale } ?? best.count
      best.insert(candidate, at: place)
      if best.count > 10 { best.removeLast() }
    }
    if best.isEmpty { throw NoStep("no points determine the variables") }
    var ends: [Estimate] = []
    for candidate in best {
      // Many of ten often end at one place; a few steps show it.
      let near = Self.converged(&search, candidate, steps: 10)
      if ends.contains(where: { Self.isSame($0, near) }) { continue }
      ends.append(Self.converged(&search, near, steps: 200))
    }
    let result = ends.min { $0.scale < $1.scale }!
    guard isLarge else { return result }
    var all = ScaleSearch(points, scale)
    return Self.converged(&all, result, steps: 200)
  }

  /// Whether one estimate lies on the way to another that has been followed to its end.
  private static func isSame(_ end: Estimate, _ near: Estimate) -> Bool {
    guard (near.scale - end.scale).magnitude <= 1e-6 * end.scale else { return false }
    return zip(end.variables, near.variables).allSatisfy {
      ($0 - $1).magnitude <= 1e-4 * end.scale
    }
  }

  /// So many of the rows, in their order.
  static func sample(_ size: Int, of count: Int) -> [Int] {
    var generator = Xoshiro256(seed: 1)
    var rows: [Int] = []
    rows.reserveCapacity(size)
    // Each row by the share of those still wanted among those still to come (D. Knuth, The Art of Computer
    // Programming 2, algorithm S).
    for row in 0..<count where generator.uniform() * Double(count - row) < Double(size - rows.count)
    {
      rows.append(row)
    }
    return rows
  }

  // MARK: Subsets

  /// The variables that each subset of as many points determines.
  private func forEachSubset(
    of search: inout ScaleSearch, _ body: (inout ScaleSearch, [Double]) -> Void
  ) {
    let (n, p) = (search.count, search.size)
    if Self.isAtMost(allSubsets, n, choose: p) {
      var chosen = Array(0..<p)
      while true {
        if let variables = search.solution(chosen) { body(&search, variables) }
        // The next in the order of the dictionary.
        guard let k = chosen.indices.last(where: { chosen[$0] < n - p + $0 }) else { return }
        chosen[k] += 1
        for j in k + 1..<max(p, k + 1) { chosen[j] = chosen[j - 1] + 1 }
      }
    }
    var generator = Xoshiro256(seed: 1)
    var (drawn, failures) = (0, 0)
    while drawn < subsets && failures < 20 * subsets {
      var chosen: [Int] = []
      while chosen.count < p {
        let row = Int(generator.uniform() * Double(n))
        if !chosen.contains(row) { chosen.append(row) }
      }
      guard let variables = search.solution(chosen) else {
        failures += 1
        continue
      }
      drawn += 1
      body(&search, variables)
    }
  }

  private static func isAtMost(_ limit: Int, _ n: Int, choose p: Int) -> Bool {
    var count = 1.0
    for k in 0..<p { count *= Double(n - k) / Double(k + 1) }
    return count <= Double(limit) + 0.5
  }

  // MARK: Steps

  /// Two steps from variables; nil if their scale is above the worst that is kept.
  private static func concentrated(
    _ search: inout ScaleSearch, _ variables: [Double], worst: Double?
  ) -> Estimate? {
    var variables = variables
    search.place(variables)
    var s = search.medianDeviation()
    for _ in 0..<2 {
      if !(s > 0) { break }
      s *= search.excess(s).squareRoot()
      guard s > 0, let step = search.step(s) else { break }
      for j in variables.indices { variables[j] += step[j] }
      search.place(variables)
    }
    if let worst, worst <= 0 || search.excess(worst) >= 1 { return nil }
    return Estimate(
      variables: variables, scale: search.solvedScale(from: s.isFinite ? s : 0))
  }

  /// So many steps, or to the end.
  private static func converged(
    _ search: inout ScaleSearch, _ start: Estimate, steps: Int
  ) -> Estimate {
    var estimate = start
    search.place(estimate.variables)
    estimate.scale = search.solvedScale(from: start.scale)
    for _ in 0..<steps {
      // Where half of the points lie on the curve, there is nothing below.
      guard estimate.scale > 0, let step = search.step(estimate.scale) else { return estimate }
      let next = zip(estimate.variables, step).map { $0 + $1 }
      search.place(next)
      let scale = search.solvedScale(from: estimate.scale)
      // The terms are of size 1, so steps are measured by the scale.
      let length = step.reduce(0) { max($0, $1.magnitude) }
      if !(scale <= estimate.scale) { return estimate }
      estimate = Estimate(variables: next, scale: scale)
      if length <= 1e-10 * scale { return estimate }
    }
    return estimate
  }
}
