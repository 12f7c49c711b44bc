/// A loss of one residual, as iteratively reweighted least squares sees it: the family of `GeneralLoss`,
/// and what stands beside it.
public protocol ResidualLoss: Sendable {
  /// The loss of a residual, at least 0.
  func value(_ x: Double) -> Double
  /// Its derivative, the influence of the residual.
  func derivative(_ x: Double) -> Double
  /// derivative(x)/x, and its limit at 0.
  func weight(_ x: Double) -> Double
  /// The loss of every residual.
  func values(_ x: [Double]) -> [Double]
  /// The derivative at every residual.
  func derivatives(_ x: [Double]) -> [Double]
  /// The weight of every residual.
  func weights(_ x: [Double]) -> [Double]
}

extension ResidualLoss {
  /// The loss of every residual, one by one.
  public func values(_ x: [Double]) -> [Double] { x.map(value) }
  /// The derivative at every residual, one by one.
  public func derivatives(_ x: [Double]) -> [Double] { x.map(derivative) }
  /// The weight of every residual, one by one.
  public func weights(_ x: [Double]) -> [Double] { x.map(weight) }
}

extension GeneralLoss: ResidualLoss where Scalar == Double {}

/// Huber's loss: ½(x/k)² within k, |x|/k − ½ beyond (P. Huber, "Robust estimation of a location
/// parameter", 1964). `GeneralLoss` of shape 1 is its smooth form.
public struct HuberLoss: ResidualLoss, Hashable {
  /// k > 0, in the units of x: where the parabola ends.
  public let threshold: Double

  /// Huber's loss with a threshold k > 0, in the units of x; else every result is NaN.
  public init(threshold: Double) {
    self.threshold = threshold > 0 && threshold < .infinity ? threshold : .nan
  }

  /// The loss of a residual.
  public func value(_ x: Double) -> Double {
    let r = x.magnitude / threshold
    return r <= 1 ? 0.5 * r * r : r - 0.5
  }

  /// The loss's derivative: x/k² within k, ±1/k beyond.
  public func derivative(_ x: Double) -> Double {
    let r = x / threshold
    return max(-1, min(1, r)) / threshold
  }

  /// The derivative over x: 1/k² within k, 1/(k|x|) beyond.
  public func weight(_ x: Double) -> Double {
    1 / (threshold * max(threshold, x.magnitude))
  }
}
