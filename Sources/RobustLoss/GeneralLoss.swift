/// The general robust loss ρ(x, α, c) of Barron, "A General and Adaptive Robust Loss Function",
/// CVPR 2019 (arXiv 1701.03077), eq. 8, at one shape α and one scale c:
///
///     ρ(x, α, c) = (|α − 2|/α)·(((x/c)²/|α − 2| + 1)^(α/2) − 1)
///
/// and its limits (x/c)²/2 at α = 2, log((x/c)²/2 + 1) at α = 0, 1 − exp(−(x/c)²/2) at α = −∞ and
/// exp((x/c)²/2) − 1 at α = +∞.
///
/// ρ is smooth, zero at x = 0, increasing in |x| and in α. For |x| < c its derivative is nearly linear
/// whatever α is. For larger x it goes on growing (α > 1), saturates at 1/c (α = 1) or falls back to zero
/// (α < 1), so that far outliers stop pulling.
///
/// Domain: every α in [−∞, ∞], every finite c > 0, every x including ±∞. Nothing is clamped.
/// If α or x is NaN, or c is NaN, infinite, zero or negative, every result is NaN.
///
/// Accuracy: `value`, `derivative`, `scaleDerivative` and `weight` are within 1.1 units in the last
/// place, `shapeDerivative` within 10⁻¹⁴, on the whole domain; results too large are
/// infinite, results too small subnormal or zero. The bits are the same on every machine and in every
/// build configuration.
///
///     let loss = GeneralLoss.cauchy(scale: 0.5)
///     loss.value(2.0)
///     GeneralLoss<Float>(shape: -.infinity, scale: 1).weight(3)
public struct GeneralLoss<Scalar: RobustScalar>: Sendable {
  @usableFromInline
  var kernel: LossKernel

  /// A loss of shape α in [−∞, ∞] and scale c > 0, in the units of x.
  @inlinable
  public init(shape: Scalar, scale: Scalar) {
    kernel = LossKernel(shape: shape.asDouble, scale: scale.asDouble)
  }

  /// α: the smaller, the more robust.
  @inlinable
  public var shape: Scalar {
    get { Scalar(nearest: kernel.shape) }
    set { kernel = LossKernel(shape: newValue.asDouble, scale: kernel.scale) }
  }

  /// c, in the units of x: residuals of up to about c count as inliers.
  @inlinable
  public var scale: Scalar {
    get { Scalar(nearest: kernel.scale) }
    set { kernel = LossKernel(shape: kernel.shape, scale: newValue.asDouble) }
  }

  /// Whether α is a number and c is positive and finite; if not, every result is NaN.
  public var isValid: Bool { kernel.kind != .invalid }

  /// ρ(x, α, c) ≥ 0, eq. 8. At x = ±∞: (α − 2)/α for α < 0 (1 at −∞), else ∞.
  @inlinable
  public func value(_ x: Scalar) -> Scalar {
    Scalar(nearest: kernel.value(x.asDouble))
  }

  /// ∂ρ/∂x, eq. 9, the influence function, in units of 1/x. At x = ±∞: 0 for α < 1, ±1/c at α = 1,
  /// else ±∞.
  @inlinable
  public func derivative(_ x: Scalar) -> Scalar {
    Scalar(nearest: kernel.derivative(x.asDouble))
  }

  /// ∂ρ/∂α ≥ 0. At α = 2, +∞ where x ≠ 0 (a vertical tangent); at α = ±∞, 0. At x = ±∞: 2/α² for
  /// α < 0, else ∞.
  @inlinable
  public func shapeDerivative(_ x: Scalar) -> Scalar {
    Scalar(nearest: kernel.shapeDerivative(x.asDouble))
  }

  /// ∂ρ/∂c = −(x/c)·∂ρ/∂x ≤ 0, in units of 1/c. At x = ±∞: 0 for α < 0, −2/c at α = 0, else −∞.
  @inlinable
  public func scaleDerivative(_ x: Scalar) -> Scalar {
    Scalar(nearest: kernel.scaleDerivative(x.asDouble))
  }

  /// ρ′(x)/x, the weight of iteratively reweighted least squares; at x = 0 its limit 1/c².
  /// At x = ±∞: 0 for α < 2, 1/c² at α = 2, else ∞.
  @inlinable
  public func weight(_ x: Scalar) -> Scalar {
    Scalar(nearest: kernel.weight(x.asDouble))
  }

  /// All five at once, with the same bits as one at a time, for less than twice the time of one.
  @inlinable
  public func evaluate(_ x: Scalar) -> RobustLossEvaluation<Scalar> {
    let e = kernel.evaluate(x.asDouble)
    return RobustLossEvaluation(
      value: Scalar(nearest: e.value), derivative: Scalar(nearest: e.derivative),
      shapeDerivative: Scalar(nearest: e.shapeDerivative),
      scaleDerivative: Scalar(nearest: e.scaleDerivative), weight: Scalar(nearest: e.weight))
  }
}

extension GeneralLoss: Hashable {
  /// Whether shape and scale are equal; as with numbers, never when one of them is NaN.
  @inlinable
  public static func == (a: GeneralLoss, b: GeneralLoss) -> Bool {
    a.kernel.shape == b.kernel.shape && a.kernel.scale == b.kernel.scale
  }

  /// Feeds shape and scale to the hasher.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kernel.shape)
    hasher.combine(kernel.scale)
  }
}
