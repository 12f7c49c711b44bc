/// The limited-memory BFGS method: a quasi-Newton method that keeps the last few steps in place of the
/// second derivatives (J. Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of
/// Computation 35, 1980), with a line search for the weak Wolfe conditions by bisection (A. Lewis and
/// M. Overton, Mathematical Programming 141, 2013).
///
/// It starts from the rough second derivatives that the objective knows, so units and correlated variables
/// do not slow it down.
public struct LBFGS: Hashable, Sendable {
  /// How many steps it remembers, at least 1.
  public var memory: Int
  /// The imbalance of the points' pulls (see `Outcome`) at which it has converged, in (0, 1).
  public var tolerance: Double
  /// The most steps it may take, at least 0.
  public var maximumSteps: Int

  /// Settings, by default: 10 steps remembered, an imbalance of 10⁻⁸, 1000 steps.
  public init(memory: Int = 10, tolerance: Double = 1e-8, maximumSteps: Int = 1000) {
    self.memory = memory
    self.tolerance = tolerance
    self.maximumSteps = maximumSteps
  }

  func validate() throws(OptimizationError) {
    try require(memory >= 1, "memory", Double(memory), "at least 1")
    try require(tolerance > 0 && tolerance < 1, "tolerance", tolerance, "above 0 and below 1")
    try require(maximumSteps >= 0, "maximumSteps", Double(maximumSteps), "at least 0")
  }
}

extension LBFGS {
  /// A point with the function's value and gradient there.
  private struct Point {
    var x: [Double]
    var value: Double
    var gradient: [Double]
  }

  /// One step remembered: how far it went, by how much that changed the gradient, and their product.
  private struct Pair {
    var step: [Double]
    var change: [Double]
    var product: Double

    init(from a: Point, to b: Point) {
      step = zip(b.x, a.x).map { $0 - $1 }
      change = zip(b.gradient, a.gradient).map { $0 - $1 }
      product = dot(step, change)
    }
  }

  /// Takes steps from a start, and records every state.
  package func minimize(
    _ objective: some Objective, from start: [Double]
  ) throws(OptimizationError) -> Minimum {
    try validate()
    var objective = objective
    var point = Self.evaluate(&objective, start)
    var pairs: [Pair] = []
    var minimum = Minimum()
    while true {
      let step = minimum.path.count
      try minimum.record(point.x, point.value)
      let imbalance = objective.imbalance(point.x)
      minimum.outcome = Outcome(imbalance: imbalance, tolerance: tolerance, steps: step)
      guard case .stepLimit = minimum.outcome, step < maximumSteps else { return minimum }

      var next = Self.search(&objective, from: point, along: direction(objective, point, pairs))
      if next == nil {
        // What it remembers may mislead it; the plain direction descends unless rounding is all.
        pairs = []
        next = Self.search(&objective, from: point, along: direction(objective, point, pairs))
      }
      // Near the tolerance that no step is lower says that rounding is all that is left.
      if next == nil, imbalance <= 100 * tolerance {
        minimum.outcome = .converged
        return minimum
      }
      guard let next else {
        let reason =
          "no step lowers the value any further, and the points' pulls leave \(Outcome.rounded(imbalance)) of their "
          + "sum; that may be rounding"
        minimum.outcome = .stuck(reason: reason)
        return minimum
      }
      let pair = Pair(from: point, to: next)
      // Only steps along which the function curves upwards keep the inverse positive.
      if pair.product > 0 {
        pairs.append(pair)
        if pairs.count > memory { pairs.removeFirst() }
      }
      point = next
    }
  }

  /// −H·∇f by Nocedal's two loops, H₀ being the objective's preconditioner scaled to the last step.
  private func direction(
    _ objective: some Objective, _ point: Point, _ pairs: [Pair]
  ) -> [Double] {
    var q = point.gradient
    var factors: [Double] = []
    for pair in pairs.reversed() {
      let factor = dot(pair.step, q) / pair.product
      add(-factor, pair.change, to: &q)
      factors.append(factor)
    }
    var r = objective.preconditioned(q)
    if let last = pairs.last {
      let scale = last.product / dot(last.change, objective.preconditioned(last.change))
      for i in r.indices { r[i] *= scale }
    }
    for (pair, factor) in zip(pairs, factors.reversed()) {
      add(factor - dot(pair.change, r) / pair.product, pair.step, to: &r)
    }
    return r.map { -$0 }
  }

  /// A point along a direction that lowers the function enough and is not too near; `nil` if there is
  /// none.
  private static func search(
    _ objective: inout some Objective, from start: Point, along direction: [Double]
  ) -> Point? {
    let slope = dot(start.gradient, direction)
    guard slope < 0, slope.isFinite else { return nil }
    var (low, high) = (0.0, Double.infinity)
    var length = 1.0
    // Beside a minimum, differences of the value are rounding; there the slopes decide (W. Hager and
    // H. Zhang, SIAM Journal on Optimization 16, 2005).
    let rounding = 1e-14 * start.value.magnitude
    for _ in 0..<100 {
      var x = start.x
      add(length, direction, to: &x)
      let point = evaluate(&objective, x)
      let newSlope = dot(point.gradient, direction)
      let isLower =
        point.value <= start.value + 1e-4 * length * slope
        || point.value <= start.value + rounding && newSlope <= -0.8 * slope
      if !(isLower && newSlope.isFinite) {
        high = length
      } else if newSlope < 0.9 * slope {
        low = length
      } else {
        return x == start.x ? nil : point
      }
      length = high.isFinite ? (low + high) / 2 : 2 * length
    }
    return nil
  }

  private static func evaluate(_ objective: inout some Objective, _ x: [Double]) -> Point {
    var point = Point(x: x, value: 0, gradient: [Double](repeating: 0, count: x.count))
    point.value = objective.evaluate(x, gradient: &point.gradient)
    return point
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

private func add(_ factor: Double, _ a: [Double], to b: inout [Double]) {
  for i in b.indices { b[i] += factor * a[i] }
}
