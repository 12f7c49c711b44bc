import RobustLoss

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How well a plan predicts points that it has not seen.
public struct CrossValidation: Hashable, Sendable {
  /// The mean of −log p(r) over the points of every part, with their residuals about the fit of the other
  /// parts: part after part, and deal after deal. Less is better; 0.1 less is 10 % more likely a point.
  public var partScores: [Double]
  /// How many parts a deal has.
  public var parts: Int

  /// The mean over the parts.
  public var meanNegativeLogLikelihood: Double { Self.mean(partScores) }

  /// The standard error of the mean.
  public var standardError: Double { Self.error(partScores, parts) }

  /// How much worse this plan is than another whose points were dealt in the same way, part by part, and the
  /// standard error of that.
  public func difference(to other: CrossValidation) -> (mean: Double, standardError: Double) {
    let differences = zip(partScores, other.partScores).map { $0 - $1 }
    return (Self.mean(differences), Self.error(differences, parts))
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(values.count, 1))
  }

  /// Parts have most of the points that they are predicted from in common, so their mean is less sure than
  /// as many samples would make it: (1/J + 1/(k − 1))·s², k parts a deal and J in all (C. Nadeau and Y. Bengio,
  /// "Inference for the generalization error", 2003).
  private static func error(_ values: [Double], _ parts: Int) -> Double {
    let mean = mean(values)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = squares / Double(max(values.count - 1, 1))
    return (variance * (1 / Double(max(values.count, 1)) + 1 / Double(max(parts - 1, 1))))
      .squareRoot()
  }
}

extension Regression {
  /// Cross-validates a plan: the points are dealt at random, by a seed, into parts; each part is predicted
  /// by the fit of the others; and that several times.
  ///
  /// A plan is judged by the distribution that its loss belongs to, fitted with it: the normal one for least
  /// squares, Laplace's for least absolute deviations, Huber's, that of α and c for the family. Losses that
  /// belong to none, those of α < 0 and MM-estimates, are judged by the member of the family, α in [0, 2),
  /// that suits their residuals best.
  ///
  /// - Parameters:
  ///   - plan: what to validate.
  ///   - parts: how many parts, at least 2 and at most the number of points.
  ///   - repeats: how often the points are dealt, at least once.
  ///   - seed: the same seed deals in the same way.
  /// - Throws: `FitError.invalidCount` for a number of parts outside its range, and what fits throw.
  public func crossValidate(
    _ plan: FitPlan, parts: Int = 5, repeats: Int = 5, seed: UInt64 = 1
  ) throws(FitError) -> CrossValidation {
    if parts < 2 || parts > count {
      throw .invalidCount(
        name: "parts", count: parts, range: "from 2 to the number of points, \(count)")
    }
    if repeats < 1 { throw .invalidCount(name: "repeats", count: repeats, range: "at least 1") }
    let least = count - (count + parts - 1) / parts
    let p = model.parameterCount
    if least <= p { throw .tooFewPoints(count: least, parameters: p + 1) }
    var generator = Xoshiro256(seed: seed)
    var result = CrossValidation(partScores: [], parts: parts)
    for _ in 0..<repeats {
      var order = Array(0..<count)
      for i in stride(from: count - 1, to: 0, by: -1) {
        order.swapAt(i, Int(generator.uniform() * Double(i + 1)))
      }
      for part in 0..<parts {
        let held = order.indices.filter { $0 % parts == part }.map { order[$0] }.sorted()
        let kept = order.indices.filter { $0 % parts != part }.map { order[$0] }.sorted()
        let fit = try rows(kept).fit(plan)
        let distribution = try fit.distribution(of: plan.loss)
        let residuals = try fit.residuals(
          inputs: inputs.map { input in held.map { input[$0] } },
          targets: held.map { targets[$0] })
        let sum = residuals.reduce(0) { $0 + distribution.negativeLogLikelihood($1) }
        result.partScores.append(sum / Double(held.count))
      }
    }
    return result
  }
}

/// The distribution that the residuals of a loss are judged by.
enum ScoringDistribution {
  case member(RobustDistribution<Double>)
  /// Laplace's with this mean magnitude.
  case laplace(Double)
  /// Normal within k scales and falling off like Laplace's beyond, as Huber's loss has it (P. Huber, 1964).
  case huber(scale: Double)

  func negativeLogLikelihood(_ x: Double) -> Double {
    switch self {
    case .member(let distribution): distribution.negativeLogLikelihood(x)
    case .laplace(let mean): x.magnitude / mean + log(2 * mean)
    case .huber(let scale):
      Self.huberNormalizer + log(scale) + Self.huberLoss(x / scale)
    }
  }

  private static let k = HuberLoss.efficientThreshold

  private static func huberLoss(_ u: Double) -> Double {
    u.magnitude <= k ? 0.5 * u * u : k * u.magnitude - 0.5 * k * k
  }

  /// log of ∫ e^(−ρ): the middle of a normal distribution and two tails.
  private static let huberNormalizer = log(
    (2 * Double.pi).squareRoot() * erf(k / 2.0.squareRoot()) + 2 / k * exp(-0.5 * k * k))

  /// The scale at which residuals are likeliest, by halving an interval for its logarithm in golden sections.
  static func huber(_ residuals: [Double], near deviation: Double) -> ScoringDistribution {
    func score(_ logScale: Double) -> Double {
      let scale = exp(logScale)
      return residuals.reduce(0) { $0 + huberLoss($1 / scale) } / Double(residuals.count) + logScale
    }
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (log(deviation) - 7, log(deviation) + 7)
    var (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atA, atB) = (score(a), score(b))
    for _ in 0..<70 {
      if atA < atB {
        (high, b, atB) = (b, a, atA)
        a = high - ratio * (high - low)
        atA = score(a)
      } else {
        (low, a, atA) = (a, b, atB)
        b = low + ratio * (high - low)
        atB = score(b)
      }
    }
    return .huber(scale: exp((low + high) / 2))
  }
}

extension Fit {
  /// The distribution that the residuals are judged by that are not among those fitted.
  func distribution(of loss: FitPlan.Loss) throws(FitError) -> ScoringDistribution {
    let residuals = residuals()
    let n = Double(residuals.count)
    // What is exact has no width; the least that can be told from nothing is one.
    let floor = max(regression.targets.reduce(0) { max($0, $1.magnitude) } * 1e-12, 1e-300)
    switch loss {
    case .adaptive:
      return .member(RobustDistribution(shape: last.shape, scale: max(last.scale, floor)))
    case .leastAbsoluteDeviations:
      return .laplace(max(residuals.reduce(0) { $0 + $1.magnitude } / n, floor))
    case .huber:
      return ScoringDistribution.huber(residuals, near: max(last.scale, floor))
    case .member(let shape, _) where shape == 2:
      let square = residuals.reduce(0) { $0 + $1 * $1 } / n
      return .member(RobustDistribution(shape: 2, scale: max(square.squareRoot(), floor)))
    case .member(let shape, _) where shape >= 0 && shape < .infinity:
      return try learned(AdaptiveLossSettings(shapeLow: shape, shapeHigh: shape), residuals, floor)
    case .member, .mm:
      return try learned(AdaptiveLossSettings(), residuals, floor)
    }
  }

  private func learned(
    _ settings: AdaptiveLossSettings, _ residuals: [Double], _ floor: Double
  ) throws(FitError) -> ScoringDistribution {
    let noise = try Regression(ZeroModel(), inputs: [], targets: residuals)
      .fit(FitPlan(.adaptive(settings)))
    return .member(
      RobustDistribution(shape: noise.last.shape, scale: max(noise.last.scale, floor)))
  }
}
