/// The probability distribution that belongs to the loss (Barron 2019, eq. 15):
///
///     p(x | α, c) = exp(−ρ(x, α, c))/(c·Z(α)),   α in [0, ∞], c > 0
///
/// A Cauchy distribution of scale c√2 at α = 0, normal with standard deviation c at α = 2. For α < 0 the
/// loss is bounded and there is no such distribution on the whole line; every result is NaN there,
/// as it is for input that the loss itself does not take. See `TruncatedRobustDistribution` for those.
public struct RobustDistribution<Scalar: RobustScalar>: Hashable, Sendable {
  /// The loss, with the same shape and scale.
  public let loss: GeneralLoss<Scalar>
  /// log Z(α).
  private let logZ: Double
  /// log(c·Z(α)), what the negative log-likelihood adds to the loss.
  private let logNormalizerOfDouble: Double
  /// d log Z/dα.
  private let slope: Double

  /// A distribution of shape α in [0, ∞] and scale c > 0, in the units of x.
  public init(shape: Scalar, scale: Scalar) {
    self.init(GeneralLoss(shape: shape, scale: scale))
  }

  /// The distribution of a loss of shape α in [0, ∞].
  public init(_ loss: GeneralLoss<Scalar>) {
    self.loss = loss
    let kernel = loss.kernel
    let valid = kernel.kind != .invalid && kernel.shape >= 0
    logZ = valid ? PartitionFunction.logZ(kernel.shape) : .nan
    slope = valid ? PartitionFunction.derivative(kernel.shape) : .nan
    logNormalizerOfDouble = valid ? logarithm(kernel.scale) + logZ : .nan
  }

  /// d log Z/dα.
  var logZDerivative: Double { slope }

  /// α.
  public var shape: Scalar { loss.shape }

  /// c, in the units of x.
  public var scale: Scalar { loss.scale }

  /// Whether there is such a distribution: α in [0, ∞], and c positive and finite.
  public var isValid: Bool { !logZ.isNaN }

  /// log(c·Z(α)), what the negative log-likelihood adds to the loss.
  public var logNormalizer: Scalar { Scalar(nearest: logNormalizerOfDouble) }

  /// −log p(x) = ρ(x, α, c) + log c + log Z(α).
  ///
  /// It is a density's logarithm and no loss: where c is small the density is above 1, and this is
  /// negative.
  public func negativeLogLikelihood(_ x: Scalar) -> Scalar {
    Scalar(nearest: loss.kernel.value(x.asDouble) + logNormalizerOfDouble)
  }

  /// The derivative of `negativeLogLikelihood` in x, ∂ρ/∂x.
  public func derivative(_ x: Scalar) -> Scalar {
    isValid ? loss.derivative(x) : .nan
  }

  /// The derivative of `negativeLogLikelihood` in α, ∂ρ/∂α + d log Z/dα.
  ///
  /// At α = 2 both have vertical tangents, and the sum is ±∞ by the sign of |x| − c; at |x| = c they
  /// cancel, to ¼(γ + log 2) − ½.
  public func shapeDerivative(_ x: Scalar) -> Scalar {
    Scalar(nearest: shapeDerivative(x.asDouble, loss.kernel.shapeDerivative(x.asDouble)))
  }

  /// The derivative of `negativeLogLikelihood` in c, ∂ρ/∂c + 1/c = (1 − x·ρ′(x))/c.
  public func scaleDerivative(_ x: Scalar) -> Scalar {
    Scalar(nearest: scaleDerivativeOfDouble(x.asDouble))
  }

  /// −log p, its three derivatives and the weight (that of the loss) at once.
  public func evaluate(_ x: Scalar) -> RobustLossEvaluation<Scalar> {
    let x = x.asDouble
    let e = loss.kernel.evaluate(x)
    return RobustLossEvaluation(
      value: Scalar(nearest: e.value + logNormalizerOfDouble),
      derivative: Scalar(nearest: isValid ? e.derivative : .nan),
      shapeDerivative: Scalar(nearest: shapeDerivative(x, e.shapeDerivative)),
      scaleDerivative: Scalar(nearest: scaleDerivativeOfDouble(x)),
      weight: Scalar(nearest: isValid ? e.weight : .nan))
  }

  /// p(x), in units of 1/x.
  public func density(_ x: Scalar) -> Scalar {
    guard isValid else { return .nan }
    let exponent = -(loss.kernel.value(x.asDouble) + logZ)
    if exponent.isNaN { return .nan }
    let power = exponential(DoubleDouble(max(exponent, -0x1p16)))
    return Scalar(nearest: (power * loss.kernel.inverse).rounded)
  }

  /// The probability of a number below x, by quadrature, with an absolute error below 4·10⁻¹⁵; in the
  /// lower tail, where x < 0 and the result is small, also relative to the result.
  public func cumulative(_ x: Scalar) -> Scalar {
    let x = x.asDouble
    guard isValid, !x.isNaN else { return .nan }
    if x == 0 { return 0.5 }
    let kernel = loss.kernel
    let tail = LossQuadrature(shape: kernel.shape)
      .integral(from: x.magnitude / kernel.scale, to: .infinity)
    let probability = min(0.5, tail.mass == 0 ? 0 : exponential(tail.logMass - logZ))
    return Scalar(nearest: x < 0 ? probability : 1 - probability)
  }

  private func shapeDerivative(_ x: Double, _ ofLoss: Double) -> Double {
    guard loss.kernel.kind == .quadratic else { return ofLoss + slope }
    if x.isNaN { return .nan }
    // With b = |α − 2| → 0, ∂ρ/∂α → (z/4)(log(z/b) − 2) and d log Z/dα → ¼(log b + γ + log 2).
    if x.magnitude == loss.kernel.scale { return -0.18240928863463046 }
    return x.magnitude > loss.kernel.scale ? .infinity : -.infinity
  }

  private func scaleDerivativeOfDouble(_ x: Double) -> Double {
    isValid ? loss.kernel.scaleDerivativePlusInverse(x) : .nan
  }
}
