import Optimization
import RobustLoss

/// The mean of a loss over the points, with weighted squares above it that touch it at chosen parameters:
/// for every loss that is concave in r².
struct ConcaveLossObjective<Loss: ResidualLoss>: ReweightedObjective {
  let regression: Regression
  var loss: Loss
  private var residuals: [Double] = []

  init(_ regression: Regression, _ loss: Loss) {
    self.regression = regression
    self.loss = loss
  }

  mutating func visit(_ variables: [Double]) -> (value: Double, imbalance: Double) {
    residuals = regression.residuals(variables)
    let mean = loss.values(residuals).reduce(0, +) / Double(residuals.count)
    return (mean, mean.isFinite ? regression.imbalance(loss, variables) : .nan)
  }

  mutating func next() throws(NoStep) -> [Double] {
    do throws(FitError) {
      return try regression.solve(weights: loss.weights(residuals))
    } catch {
      throw NoStep("of the points that still have any weight, \(error)")
    }
  }
}

extension ConcaveLossObjective: GraduatedObjective where Loss == GeneralLoss<Double> {
  var shape: Double {
    get { loss.shape }
    set { loss = GeneralLoss(shape: newValue, scale: loss.scale) }
  }
}
