/// Iteratively reweighted least squares: every step solves least squares with the weights ρ′(r)/r of the
/// residuals before it (P. Holland and R. Welsch, "Robust regression using iteratively reweighted
/// least-squares", 1977; Barron 2019, §1).
///
/// For α ≤ 2 the loss is concave in r², so the weighted squares lie above it and touch it where the step
/// begins: no step raises the loss. For α > 2 that is not so; `LBFGS` minimises those.
public struct ReweightedLeastSquares: Hashable, Sendable {
  /// The imbalance of the points' pulls (see `Outcome`) at which it has converged, in (0, 1).
  public var tolerance: Double
  /// The most steps it may take, at least 0.
  public var maximumSteps: Int

  /// Settings, by default: an imbalance of 10⁻⁹, 1000 steps.
  public init(tolerance: Double = 1e-9, maximumSteps: Int = 1000) {
    self.tolerance = tolerance
    self.maximumSteps = maximumSteps
  }

  func validate() throws(OptimizationError) {
    try require(tolerance > 0 && tolerance < 1, "tolerance", tolerance, "above 0 and below 1")
    try require(maximumSteps >= 0, "maximumSteps", Double(maximumSteps), "at least 0")
  }
}

extension ReweightedLeastSquares {
  /// Takes steps from a start, and records every state. It ends when the points' pulls balance, at the step
  /// limit, or when there is no step to take; the outcome says which.
  package func minimize(
    _ objective: some ReweightedObjective, from start: [Double]
  ) throws(OptimizationError) -> Minimum {
    var objective = objective
    var minimum = Minimum()
    try minimize(&objective, from: start, into: &minimum)
    return minimum
  }

  /// Appends the state before every step and the one after the last.
  func minimize(
    _ objective: inout some ReweightedObjective, from start: [Double], into minimum: inout Minimum
  ) throws(OptimizationError) {
    try validate()
    var variables = start
    var steps = 0
    while true {
      let (value, imbalance) = objective.visit(variables)
      try minimum.record(variables, value)
      minimum.outcome = Outcome(imbalance: imbalance, tolerance: tolerance, steps: steps)
      guard case .stepLimit = minimum.outcome, steps < maximumSteps else { return }
      do throws(NoStep) {
        let next = try objective.next()
        // Nothing moves any more: what imbalance is left is rounding.
        if next == variables {
          minimum.outcome = .converged
          return
        }
        variables = next
      } catch {
        minimum.outcome = .stuck(reason: error.reason)
        return
      }
      steps += 1
    }
  }
}
