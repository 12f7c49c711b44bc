/// The loss at one x with everything that is derived from it.
public struct RobustLossEvaluation<Scalar: RobustScalar>: Hashable, Sendable {
  /// ρ(x, α, c).
  public var value: Scalar
  /// ∂ρ/∂x.
  public var derivative: Scalar
  /// ∂ρ/∂α.
  public var shapeDerivative: Scalar
  /// ∂ρ/∂c.
  public var scaleDerivative: Scalar
  /// ρ′(x)/x, and its limit 1/c² at x = 0.
  public var weight: Scalar

  /// An evaluation with the given parts.
  @inlinable
  public init(
    value: Scalar, derivative: Scalar, shapeDerivative: Scalar, scaleDerivative: Scalar,
    weight: Scalar
  ) {
    self.value = value
    self.derivative = derivative
    self.shapeDerivative = shapeDerivative
    self.scaleDerivative = scaleDerivative
    self.weight = weight
  }
}
