/// A model that predicts a number from one or more inputs and is linear in its parameters:
/// f(x; θ) = Σ θⱼ·φⱼ(x).
///
/// The terms φⱼ need not be linear in x: a line has the terms x and 1, a parabola 1, x and x². Being
/// linear in θ is what lets least squares be solved at once, and a fit evaluate every term once and not
/// at every step.
///
/// To write a model of one's own, give the number of inputs, a name for every parameter, and the terms.
public protocol RegressionModel: Sendable {
  /// The number of inputs, the length of x.
  var inputCount: Int { get }

  /// The parameters' names, in the order in which every list of parameters has them.
  var parameterNames: [String] { get }

  /// f(·; θ) of a model of one input, as a function that is called many times. Models that know a
  /// shorter way than by their terms may take it.
  func curve(_ parameters: [Double]) -> @Sendable (Double) -> Double

  /// φ₁(x), φ₂(x), …, one for every parameter. This is also the gradient of the prediction in the
  /// parameters. `input` has `inputCount` numbers.
  func terms(at input: [Double]) -> [Double]
}

extension RegressionModel {
  /// The number of parameters.
  public var parameterCount: Int { parameterNames.count }

  /// f(x; θ) at one input of `inputCount` numbers, with `parameterCount` parameters.
  public func prediction(at input: [Double], parameters: [Double]) -> Double {
    zip(terms(at: input), parameters).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// f(·; θ) by the model's terms.
  public func curve(_ parameters: [Double]) -> @Sendable (Double) -> Double {
    { prediction(at: [$0], parameters: parameters) }
  }

  /// f(x; θ) at every x, for a model of one input.
  public func predictions(at x: [Double], parameters: [Double]) -> [Double] {
    x.map { prediction(at: [$0], parameters: parameters) }
  }
}
