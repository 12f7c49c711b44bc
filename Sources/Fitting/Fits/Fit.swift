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
  /// The coordinates of `WorkingBasis` if it was fitted in these.
  var coordinates: [Double]?

  /// A state with the given parts.
  public init(step: Int, parameters: [Double], shape: Double, scale: Double, loss: Double) {
    self.init(
      step: step, parameters: parameters, shape: shape, scale: scale, loss: loss, coordinates: nil)
  }

  init(
    step: Int, parameters: [Double], shape: Double, scale: Double, loss: Double,
    coordinates: [Double]?
  ) {
    self.step = step
    self.parameters = parameters
    self.shape = shape
    self.scale = scale
    self.loss = loss
    self.coordinates = coordinates
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

  /// Which loss it is whose α and c the steps have.
  let kind: LossKind

  /// Other minima of the loss that were found, the lowest first.
  public internal(set) var otherMinima: [FitStep] = []

  /// The bounds of α and c, in the units of the targets, if they were learned.
  var settings: AdaptiveLossSettings?

  /// The quantile of |r| that the scale was told by, if not the median; 1 if by rounding.
  var quantile: Double?

  /// What an MM-estimate was made of.
  var mm: MMDetails?

  /// The S-estimate of the scale of the residuals, if the fit is an MM-estimate.
  public var robustScale: Double? { mm?.scale }

  init(
    _ regression: Regression, _ steps: [FitStep], _ outcome: Outcome, _ kind: LossKind = .member
  ) {
    self.regression = regression
    self.steps = steps
    self.outcome = outcome
    self.kind = kind
  }

  /// The last state, the result.
  public var last: FitStep { steps[steps.count - 1] }

  /// The parameters of the result, in the model's order.
  public var parameters: [Double] { last.parameters }

  /// The model's predictions at every x, with the parameters of a step or of the result; for a model of
  /// one input.
  public func predictions(at x: [Double], step: Int? = nil) -> [Double] {
    x.map(curve(step: step))
  }

  /// The fitted curve of a model of one input, in a step or in the result.
  public func curve(step: Int? = nil) -> @Sendable (Double) -> Double {
    let state = state(step)
    if let coordinates = state.coordinates,
      let prediction = try? regression.basis.prediction(coordinates)
    {
      return { prediction([$0]) }
    }
    return regression.model.curve(state.parameters)
  }

  /// y − f(x) at every point, in a step or in the result.
  public func residuals(step: Int? = nil) -> [Double] { regression.residuals(state(step)) }

  /// y − f(x) at other points, with the inputs of the model one list each, in a step or in the result.
  public func residuals(
    inputs: [[Double]], targets: [Double], step: Int? = nil
  ) throws(FitError) -> [Double] {
    let other = try Regression(regression.model, inputs: inputs, targets: targets)
    let state = state(step)
    guard let coordinates = state.coordinates,
      let prediction = try? regression.basis.prediction(coordinates)
    else { return other.residuals(state.parameters) }
    return targets.indices.map { i in targets[i] - prediction(inputs.map { $0[i] }) }
  }

  /// How much every point counts, in a step or in the result: ρ′(r)/r at its residual r, the weight with
  /// which it would pull as much in least squares. A point on the curve has 1/c², the most if α ≤ 2.
  public func weights(step: Int? = nil) -> [Double] {
    loss(step: step).weights(residuals(step: step))
  }

  /// The same as shares of what a point on the curve has: from 0 to 1 if α ≤ 2.
  public func relativeWeights(step: Int? = nil) -> [Double] {
    let (loss, residuals) = scaled(step)
    let most = loss.weight(0)
    return loss.weights(residuals).map { $0 / most }
  }

  /// The loss of a residual in a step or in the result.
  public func loss(step: Int? = nil) -> any ResidualLoss {
    let state = state(step)
    return kind.loss(shape: state.shape, scale: state.scale)
  }

  /// The loss and the residuals in the unit in which points are fitted, where nothing overflows.
  func scaled(_ step: Int?) -> (loss: any ResidualLoss, residuals: [Double]) {
    let state = state(step)
    guard let basis = try? regression.basis else {
      return (loss(step: step), residuals(step: step))
    }
    let residuals =
      if let coordinates = state.coordinates {
        basis.points.residuals(coordinates)
      } else {
        regression.residuals(state.parameters).map { $0 / basis.map.unit }
      }
    return (kind.loss(shape: state.shape, scale: state.scale / basis.map.unit), residuals)
  }

  /// The residuals that may be rounding are no larger than these, in the unit in which points are fitted.
  func rounding(_ step: Int?) -> [Double] {
    let state = state(step)
    guard let basis = try? regression.basis else {
      return regression.ownPoints.rounding(state.parameters)
    }
    return basis.points.rounding(state.coordinates ?? basis.coordinates(state.parameters))
  }

  func state(_ step: Int?) -> FitStep { step.map { steps[$0] } ?? last }
}
