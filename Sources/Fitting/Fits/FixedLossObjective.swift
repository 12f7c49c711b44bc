import Optimization
import RobustLoss

/// The mean of ρ(r, α, c) over the points, as a function of the variables of their terms.
///
/// Sums run over the points in their order, so the same input gives the same bits.
struct FixedLossObjective: Objective {
  let points: FitPoints
  let loss: GeneralLoss<Double>
  /// Where a minimum is told from what is none, if not at the points themselves.
  private let balance: OwnTermsBalance?
  private(set) var residuals: [Double]
  private var values: [Double]
  private var slopes: [Double]
  private var weights: [Double]
  /// The largest weight of a point where the loss was evaluated last.
  private var largestWeight = 0.0

  init(_ points: FitPoints, _ loss: GeneralLoss<Double>, balance: OwnTermsBalance? = nil) {
    self.points = points
    self.loss = loss
    self.balance = balance
    residuals = [Double](repeating: 0, count: points.count)
    (values, slopes, weights) = (residuals, residuals, residuals)
  }

  mutating func evaluate(_ variables: [Double], gradient: inout [Double]) -> Double {
    points.matrix.residuals(variables, targets: points.targets, into: &residuals)
    let loss = loss
    Self.fill(&values, residuals) { loss.values($0, into: &$1) }
    Self.fill(&slopes, residuals) { loss.derivatives($0, into: &$1) }
    if balance == nil {
      Self.fill(&weights, residuals) { loss.weights($0, into: &$1) }
      largestWeight = weights.reduce(0, max)
    }
    // ∂r/∂θⱼ = −aᵢⱼ.
    let share = -1 / Double(residuals.count)
    for j in variables.indices {
      gradient[j] = share * points.matrix.product(ofColumn: j, slopes)
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
    balance?.imbalance(loss, variables) ?? points.imbalance(loss, variables)
  }

  func preconditioned(_ vector: [Double]) -> [Double] {
    // The terms are orthogonal: with equal weights w the weighted squares, which the loss is near to, have
    // the second derivatives w.
    guard largestWeight > 0 else { return vector }
    return vector.map { $0 / largestWeight }
  }
}

/// Imbalance of a model's own parameters, told in the coordinates in which points are fitted: there a mean
/// far beyond the spread hides none.
struct OwnTermsBalance {
  private let regression: Regression

  init(_ regression: Regression) { self.regression = regression }

  func imbalance(_ loss: GeneralLoss<Double>, _ parameters: [Double]) -> Double {
    guard let basis = try? regression.basis else {
      return regression.ownPoints.imbalance(loss, parameters)
    }
    return basis.points.imbalance(
      GeneralLoss(shape: loss.shape, scale: loss.scale / basis.map.unit),
      basis.coordinates(parameters))
  }
}
