import Optimization
import RobustLoss

/// The state of a fit before one of its steps.
public struct FitStep: Hashable, Sendable {
  /// The number of the step, from 0, the start. The last entry of a trace is the state after the last
  /// step.
  public var step: Int
  /// The model's parameters, in its order.
  public var parameters: [Double]
  /// α of the loss in this step.
  public var shape: Double
  /// c of the loss in this step, in the units of the targets.
  public var scale: Double
  /// What the fit minimises, the mean over the points, with these parameters, α and c.
  public var loss: Double

  /// A state with the given parts.
  public init(step: Int, parameters: [Double], shape: Double, scale: Double, loss: Double) {
    self.step = step
    self.parameters = parameters
    self.shape = shape
    self.scale = scale
    self.loss = loss
  }

  /// ρ(·, α, c) of this step.
  public var generalLoss: GeneralLoss<Double> { GeneralLoss(shape: shape, scale: scale) }
}

/// A fitted model, with every step that led to it.
public struct Fit: Sendable {
  /// The model and the points.
  public let regression: Regression

  /// The trace: the state at the start, and after every step. Never empty; `steps[k].step == k`.
  public let steps: [FitStep]

  /// Whether the result is a minimum, and if not why.
  public let outcome: Outcome

  /// The loss, if it is none of the family.
  var classicLoss: HuberLoss?

  init(_ regression: Regression, _ steps: [FitStep], _ outcome: Outcome) {
    self.regression = regression
    self.steps = steps
    self.outcome = outcome
  }

  /// The last state, the result.
  public var last: FitStep { steps[steps.count - 1] }

  /// The parameters of the result, in the model's order.
  public var parameters: [Double] { last.parameters }

  /// The model's predictions at every x, with the parameters of a step or of the result; for a model of
  /// one input.
  public func predictions(at x: [Double], step: Int? = nil) -> [Double] {
    regression.model.predictions(at: x, parameters: state(step).parameters)
  }

  /// y − f(x) at every point, in a step or in the result.
  public func residuals(step: Int? = nil) -> [Double] {
    regression.residuals(state(step).parameters)
  }

  /// How much every point counts, in a step or in the result: ρ′(r)/r at its residual r, the weight with
  /// which it would pull as much in least squares. A point on the curve has 1/c², the most if α ≤ 2.
  public func weights(step: Int? = nil) -> [Double] {
    loss(step: step).weights(residuals(step: step))
  }

  /// The loss of a residual in a step or in the result.
  public func loss(step: Int? = nil) -> any ResidualLoss {
    classicLoss ?? state(step).generalLoss
  }

  func state(_ step: Int?) -> FitStep { step.map { steps[$0] } ?? last }
}
