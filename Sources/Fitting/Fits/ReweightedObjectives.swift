import Optimization
import RobustLoss

/// The mean of a loss over the points, with weighted squares above it that touch it at chosen variables: for
/// every loss that is concave in r².
struct ConcaveLossObjective<Loss: ResidualLoss>: ReweightedObjective {
  let points: FitPoints
  var loss: Loss
  private var variables: [Double] = []
  private var residuals: [Double] = []

  init(_ points: FitPoints, _ loss: Loss) {
    self.points = points
    self.loss = loss
  }

  mutating func visit(_ variables: [Double]) -> (value: Double, imbalance: Double) {
    self.variables = variables
    residuals = points.residuals(variables)
    let values = loss.values(residuals)
    let mean = blockedSum(values.count) { values[$0] } / Double(values.count)
    return (mean, mean.isFinite ? points.imbalance(loss, variables, residuals: residuals) : .nan)
  }

  mutating func next() throws(NoStep) -> [Double] {
    let step = try points.step(residuals, weights: loss.weights(residuals))
    return zip(variables, step).map { $0 + $1 }
  }
}

extension ConcaveLossObjective: GraduatedObjective where Loss == GeneralLoss<Double> {
  var shape: Double {
    get { loss.shape }
    set { loss = GeneralLoss(shape: newValue, scale: loss.scale) }
  }
}
