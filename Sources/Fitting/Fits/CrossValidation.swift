import RobustLoss

/// How well a plan predicts points that it has not seen.
public struct CrossValidation: Hashable, Sendable {
  /// The mean over the points of −log p(r) of their residuals, each about a fit without the point's part
  /// of the data, p being the distribution of α and c that suits the other residuals best. Less is
  /// better; a difference of 0.1 is 10 % more likely a point.
  public var meanNegativeLogLikelihood: Double
  /// Its standard error, from point to point.
  public var standardError: Double
}

extension Regression {
  /// Cross-validates a plan: the points are dealt at random, by a seed, into parts; each part is predicted
  /// by the fit of the others.
  ///
  /// Every loss is judged by the same measure, a likelihood whose shape and scale are fitted to the
  /// residuals of the other parts, so that losses that belong to no distribution can be compared too.
  ///
  /// - Parameters:
  ///   - plan: what to validate.
  ///   - parts: how many parts, at least 2 and at most the number of points.
  ///   - seed: the same seed deals in the same way.
  /// - Throws: `FitError.invalidSetting` for a number of parts outside its range, and what fits throw.
  public func crossValidate(
    _ plan: FitPlan, parts: Int = 5, seed: UInt64 = 1
  ) throws(FitError) -> CrossValidation {
    let range = "from 2 to the number of points, \(count)"
    try require(parts >= 2 && parts <= count, "parts", Double(parts), range)
    var generator = Xoshiro256(seed: seed)
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(i, Int(generator.uniform() * Double(i + 1)))
    }
    var scores: [Double] = []
    for part in 0..<parts {
      let held = order.indices.filter { $0 % parts == part }.map { order[$0] }.sorted()
      let kept = order.indices.filter { $0 % parts != part }.map { order[$0] }.sorted()
      let training = try rows(kept)
      let fit = try training.fit(plan)
      let noise = try Regression(ZeroModel(), inputs: [], targets: fit.residuals())
        .fit(FitPlan(.adaptive()))
      let distribution = RobustDistribution(shape: noise.last.shape, scale: noise.last.scale)
      let residuals = try rows(held).residuals(fit.parameters)
      scores += residuals.map(distribution.negativeLogLikelihood)
    }
    let mean = scores.reduce(0, +) / Double(count)
    let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return CrossValidation(
      meanNegativeLogLikelihood: mean,
      standardError: (squares / Double(max(count - 1, 1)) / Double(count)).squareRoot())
  }
}
