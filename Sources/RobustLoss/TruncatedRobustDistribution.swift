/// The distribution that belongs to the loss, cut off at ±τ: exp(−ρ(x, α, c)) over its integral on
/// [−τ, τ] (Chebrolu, Läbe, Vysotska, Behley and Stachniss, "Adaptive Robust Kernels for Non-Linear
/// Least Squares Problems", 2021).
///
/// Unlike `RobustDistribution` it exists for every α in [−∞, ∞], because the interval is finite. τ is in
/// the units of x; results are NaN unless α is a number and c and τ are positive and finite.
/// Making one costs two quadratures, some tens of microseconds.
public struct TruncatedRobustDistribution<Scalar: RobustScalar>: Hashable, Sendable {
  /// The loss, with the same shape and scale.
  public let loss: GeneralLoss<Scalar>
  /// τ, in the units of x.
  public let limit: Scalar
  /// log ∫₋τ^τ exp(−ρ(x, α, c)) dx.
  private let logMass: Double
  /// The mean of ∂ρ/∂α, or, at α = 2, of (x/c)².
  private let mean: Double

  /// The distribution of shape α in [−∞, ∞] and scale c > 0 on [−limit, limit].
  public init(shape: Scalar, scale: Scalar, limit: Scalar) {
    self.init(GeneralLoss(shape: shape, scale: scale), limit: limit)
  }

  /// The distribution of a loss on [−limit, limit].
  public init(_ loss: GeneralLoss<Scalar>, limit: Scalar) {
    self.loss = loss
    self.limit = limit
    let kernel = loss.kernel
    let end = limit.asDouble / kernel.scale
    guard kernel.kind != .invalid, limit > 0, limit.isFinite, end > 0, end.isFinite else {
      logMass = .nan
      mean = .nan
      return
    }
    let half = LossQuadrature(shape: kernel.shape).integral(from: 0, to: end, moments: true)
    logMass = half.logMass + logarithm(2) + logarithm(kernel.scale)
    mean = (kernel.kind == .quadratic ? half.squareMoment : half.shapeMoment) / half.mass
  }

  /// α.
  public var shape: Scalar { loss.shape }

  /// c, in the units of x.
  public var scale: Scalar { loss.scale }

  /// Whether there is such a distribution.
  public var isValid: Bool { !logMass.isNaN }

  /// log ∫₋τ^τ exp(−ρ(x, α, c)) dx, what the negative log-likelihood adds to the loss.
  public var logNormalizer: Scalar { Scalar(nearest: logMass) }

  /// The derivative of `logNormalizer` in α: minus the mean of ∂ρ/∂α; −∞ at α = 2.
  public var logNormalizerShapeDerivative: Scalar {
    Scalar(nearest: isValid && loss.kernel.kind == .quadratic ? -.infinity : -mean)
  }

  /// The derivative of `logNormalizer` in c, in units of 1/c: minus the mean of ∂ρ/∂c.
  public var logNormalizerScaleDerivative: Scalar {
    Scalar(nearest: scaleSlope)
  }

  /// −log p(x): ρ(x, α, c) + `logNormalizer` on [−τ, τ], ∞ outside.
  public func negativeLogLikelihood(_ x: Scalar) -> Scalar {
    guard isValid, !x.isNaN else { return .nan }
    return contains(x) ? Scalar(nearest: loss.kernel.value(x.asDouble) + logMass) : .infinity
  }

  /// The derivative of `negativeLogLikelihood` in x, ∂ρ/∂x. NaN outside [−τ, τ].
  public func derivative(_ x: Scalar) -> Scalar {
    contains(x) ? loss.derivative(x) : .nan
  }

  /// The derivative of `negativeLogLikelihood` in α. NaN outside [−τ, τ].
  ///
  /// At α = 2, ±∞ by the sign of (x/c)² less its mean, and 0 where they are equal.
  public func shapeDerivative(_ x: Scalar) -> Scalar {
    guard contains(x) else { return .nan }
    guard loss.kernel.kind == .quadratic else {
      return Scalar(nearest: loss.kernel.shapeDerivative(x.asDouble) - mean)
    }
    let ratio = x.asDouble / loss.kernel.scale
    let excess = ratio * ratio - mean
    return excess == 0 ? 0 : (excess > 0 ? .infinity : -.infinity)
  }

  /// The derivative of `negativeLogLikelihood` in c. NaN outside [−τ, τ].
  public func scaleDerivative(_ x: Scalar) -> Scalar {
    guard contains(x) else { return .nan }
    return Scalar(nearest: loss.kernel.scaleDerivative(x.asDouble) + scaleSlope)
  }

  /// p(x), in units of 1/x; zero outside [−τ, τ].
  public func density(_ x: Scalar) -> Scalar {
    guard isValid, !x.isNaN else { return .nan }
    return contains(x)
      ? Scalar(nearest: exponential(-(loss.kernel.value(x.asDouble) + logMass))) : 0
  }

  /// The probability of a number below x, by quadrature, with an absolute error below 10⁻¹⁴.
  public func cumulative(_ x: Scalar) -> Scalar {
    guard isValid, !x.isNaN else { return .nan }
    guard contains(x) else { return x < 0 ? 0 : 1 }
    let scale = loss.kernel.scale
    let tail = LossQuadrature(shape: loss.kernel.shape)
      .integral(from: x.asDouble.magnitude / scale, to: limit.asDouble / scale)
    let share =
      tail.mass == 0 ? 0 : exponential(tail.logMass + logarithm(scale) - logMass)
    let probability = min(0.5, share)
    return Scalar(nearest: x < 0 ? probability : 1 - probability)
  }

  /// A sample, or NaN if there is no such distribution.
  ///
  /// By rejection from steps: ρ grows with |x|, so on [s, 2s] exp(−ρ) ≤ exp(−ρ(s)).
  public func sample<G: RandomNumberGenerator>(using generator: inout G) -> Scalar {
    samples(1, using: &generator)[0]
  }

  /// A number of independent samples, all of which share the making of the steps.
  public func samples<G: RandomNumberGenerator>(_ count: Int, using generator: inout G) -> [Scalar]
  {
    guard isValid else { return Array(repeating: .nan, count: count) }
    let steps = Steps(loss.kernel, limit: limit.asDouble)
    return (0..<count).map { _ in Scalar(nearest: steps.sample(&generator)) }
  }

  /// d log ∫ exp(−ρ)/dc = (1 − 2τ·p(τ))/c: stretching x with c, only the ends of the interval move.
  private var scaleSlope: Double {
    let tau = limit.asDouble
    let atEnd = exponential(-(loss.kernel.value(tau) + logMass))
    return (1 - 2 * tau * atEnd) / loss.kernel.scale
  }

  private func contains(_ x: Scalar) -> Bool { isValid && x.magnitude <= limit }
}

/// A function of |x| in steps that lies above exp(−ρ) on [0, τ].
private struct Steps {
  let kernel: LossKernel
  /// The lower ends, and τ.
  private(set) var ends: [Double]
  /// ρ at the lower ends.
  private(set) var heights: [Double] = []
  /// The areas of the steps, summed.
  private(set) var areas: [Double] = []

  init(_ kernel: LossKernel, limit: Double) {
    self.kernel = kernel
    ends = [0]
    var end = 0.5 * kernel.scale
    var area = 0.0
    while let start = ends.last, start < limit {
      let height = kernel.value(start)
      let next = min(end, limit)
      area += (next - start) * exponential(-height)
      heights.append(height)
      areas.append(area)
      ends.append(next)
      end *= start < 2 * kernel.scale ? 1.5 : 2
    }
  }

  func sample<G: RandomNumberGenerator>(_ generator: inout G) -> Double {
    while true {
      let place = uniform(&generator) * (areas.last ?? 0)
      let step = areas.firstIndex { place < $0 } ?? areas.count - 1
      let x = ends[step] + uniform(&generator) * (ends[step + 1] - ends[step])
      let acceptance = exponential(heights[step] - kernel.value(x))
      let draw = generator.next()
      if Double(draw >> 11) * 0x1p-53 < acceptance { return draw & 1 == 0 ? x : -x }
    }
  }
}
