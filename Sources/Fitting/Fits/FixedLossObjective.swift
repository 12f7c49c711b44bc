import Optimization
import RobustLoss

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

  func preconditioned(_ vector: [Double]) -> [Double] {
    // With equal weights w the weighted squares, which the loss is near to, have w·AᵀA/n.
    guard let preconditioner, largestWeight > 0 else { return vector }
    let factor = Double(residuals.count) / largestWeight
    return preconditioner.times(vector).map { factor * $0 }
  }
}
