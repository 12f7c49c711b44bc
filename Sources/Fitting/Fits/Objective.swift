import RobustLoss

/// What an optimiser minimises: a smooth function of some variables.
///
/// The variables are the model's parameters and, for an adaptive loss, what stands for α and c.
protocol Objective {
  /// The function's value; writes its gradient, one number a variable. May be infinite or NaN.
  mutating func evaluate(_ variables: [Double], gradient: inout [Double]) -> Double

  /// The largest component of the gradient relative to what the points contribute to it: 0 at a minimum
  /// up to rounding. Infinite if no point contributes anything although some are off the curve.
  mutating func imbalance(_ variables: [Double]) -> Double

  /// The entry of the trace.
  func state(step: Int, _ variables: [Double], loss: Double) -> FitStep

  /// A rough inverse of the second derivatives, times a vector.
  func preconditioned(_ vector: [Double]) -> [Double]
}

/// The mean of ρ(r, α, c) over the points, as a function of the model's parameters.
///
/// Sums run over the points in their order, so the same input gives the same bits.
struct FixedLossObjective: Objective {
  let regression: Regression
  let loss: GeneralLoss<Double>
  private let preconditioner: GramInverse?
  private(set) var residuals: [Double]
  private var values: [Double]
  private var slopes: [Double]
  private var weights: [Double]
  /// The largest weight of a point where the loss was evaluated last.
  private var largestWeight = 0.0

  init(_ regression: Regression, _ loss: GeneralLoss<Double>, preconditioner: GramInverse? = nil) {
    self.regression = regression
    self.loss = loss
    self.preconditioner = preconditioner
    residuals = [Double](repeating: 0, count: regression.count)
    (values, slopes, weights) = (residuals, residuals, residuals)
  }

  mutating func evaluate(_ variables: [Double], gradient: inout [Double]) -> Double {
    regression.design.residuals(variables, targets: regression.targets, into: &residuals)
    let loss = loss
    Self.fill(&values, residuals) { loss.values($0, into: &$1) }
    Self.fill(&slopes, residuals) { loss.derivatives($0, into: &$1) }
    if preconditioner != nil {
      Self.fill(&weights, residuals) { loss.weights($0, into: &$1) }
      largestWeight = weights.reduce(0, max)
    }
    // ∂r/∂θⱼ = −aᵢⱼ.
    let share = -1 / Double(residuals.count)
    for j in variables.indices {
      gradient[j] = share * regression.design.product(ofColumn: j, slopes)
    }
    return values.reduce(0, +) / Double(residuals.count)
  }

  private static func fill(
    _ result: inout [Double], _ residuals: [Double],
    _ function: (Span<Double>, inout MutableSpan<Double>) -> Void
  ) {
    var target = result.mutableSpan
    function(residuals.span, &target)
  }

  mutating func imbalance(_ variables: [Double]) -> Double {
    regression.imbalance(loss, variables)
  }

  func state(step: Int, _ variables: [Double], loss value: Double) -> FitStep {
    FitStep(
      step: step, parameters: variables, shape: loss.shape, scale: loss.scale, loss: value)
  }

  func preconditioned(_ vector: [Double]) -> [Double] {
    // With equal weights w the weighted squares, which the loss is near to, have w·AᵀA/n.
    guard let preconditioner, largestWeight > 0 else { return vector }
    let factor = Double(residuals.count) / largestWeight
    return preconditioner.times(vector).map { factor * $0 }
  }
}
