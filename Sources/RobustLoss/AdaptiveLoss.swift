/// The adaptive loss: the negative log-likelihood of `RobustDistribution`, with one shape and one scale for
/// every column of an n × d matrix of residuals, to be minimised together with the model
/// (Barron 2019, §3). Its users know it as `AdaptiveLossFunction`.
///
/// Optimisers see latent numbers that may be anything; shapes and scales follow from them by
/// `AffineSigmoid` and `AffineSoftplus`. Equal bounds fix a parameter.
///
///     var loss = try AdaptiveLoss(dimensions: 1)
///     let gradient = loss.evaluate(residuals)
///     loss.shapeLatents[0] -= rate * gradient.shapeLatents[0]
///
/// Residuals are in row-major order: the d residuals of the first sample, those of the second, and so on.
public struct AdaptiveLoss: Hashable, Sendable {
  /// The bounds and starting points.
  public let settings: AdaptiveLossSettings
  /// d, the number of columns.
  public let dimensions: Int
  /// The latent number of every column's shape; without effect if the shape is fixed.
  public var shapeLatents: [Double]
  /// The latent number of every column's scale; without effect if the scale is fixed.
  public var scaleLatents: [Double]

  /// An adaptive loss at its starting point.
  ///
  /// - Throws: `InvalidSetting` if a setting is out of its range.
  public init(
    dimensions: Int, settings: AdaptiveLossSettings = AdaptiveLossSettings()
  ) throws(InvalidSetting) {
    try InvalidSetting.check("dimensions", Double(dimensions), dimensions >= 1, "[1, ∞)")
    try settings.validate()
    self.settings = settings
    self.dimensions = dimensions
    let start = settings.shapeMap.isFixed ? 0 : settings.shapeMap.latent(settings.shapeAtStart)
    shapeLatents = Array(repeating: start, count: dimensions)
    scaleLatents = Array(repeating: 0, count: dimensions)
  }

  /// α of every column.
  public var shapes: [Double] { shapeLatents.map(settings.shapeMap.value) }

  /// c of every column.
  public var scales: [Double] { scaleLatents.map(settings.scaleMap.value) }

  /// The negative log-likelihood of every residual, in the order of the residuals. It may be negative.
  ///
  /// - Precondition: the count of the residuals is a multiple of `dimensions`.
  public func losses(_ residuals: [Double]) -> [Double] {
    let columns = self.columns
    checkShape(residuals)
    return residuals.indices.map { i in
      let column = columns[i % dimensions]
      return column.loss.value(residuals[i]) + column.normalizer
    }
  }

  /// The loss of all residuals, with its gradient in the residuals and in the latent numbers.
  ///
  /// - Precondition: the count of the residuals is a multiple of `dimensions`.
  public func evaluate(
    _ residuals: [Double], reduction: LossReduction = .mean
  ) -> AdaptiveLossGradient {
    checkShape(residuals)
    let columns = self.columns
    var result = AdaptiveLossGradient(count: residuals.count, dimensions: dimensions)
    for i in residuals.indices {
      let j = i % dimensions
      let e = columns[j].loss.evaluate(residuals[i])
      result.loss += e.value + columns[j].normalizer
      result.residuals[i] = e.derivative
      // A fixed shape may be 2, where this is infinite, and needs no derivative.
      if !settings.shapeMap.isFixed {
        result.shapeLatents[j] += e.shapeDerivative + columns[j].shapeSlope
      }
      result.scaleLatents[j] += e.scaleDerivative + columns[j].scaleSlope
    }
    for j in 0..<dimensions {
      result.shapeLatents[j] *= settings.shapeMap.derivative(shapeLatents[j])
      result.scaleLatents[j] *= settings.scaleMap.derivative(scaleLatents[j])
    }
    if reduction == .mean { result.divide(by: Double(residuals.count)) }
    return result
  }

  /// What is the same for every residual of a column.
  private struct Column {
    let loss: GeneralLoss<Double>
    let normalizer: Double
    let shapeSlope: Double
    let scaleSlope: Double
  }

  private var columns: [Column] {
    zip(shapes, scales).map { shape, scale in
      let loss = GeneralLoss(shape: shape, scale: scale)
      if let limit = settings.truncation {
        let distribution = TruncatedRobustDistribution(loss, limit: limit)
        return Column(
          loss: loss, normalizer: distribution.logNormalizer,
          shapeSlope: distribution.logNormalizerShapeDerivative,
          scaleSlope: distribution.logNormalizerScaleDerivative)
      }
      let distribution = RobustDistribution(loss)
      return Column(
        loss: loss, normalizer: distribution.logNormalizer,
        shapeSlope: PartitionFunction.derivative(shape), scaleSlope: 1 / scale)
    }
  }

  private func checkShape(_ residuals: [Double]) {
    precondition(
      residuals.count.isMultiple(of: dimensions),
      "\(residuals.count) residuals are no whole number of rows of \(dimensions)")
  }
}

/// How the losses of many residuals become one number.
public enum LossReduction: Hashable, Sendable {
  /// Their sum.
  case sum
  /// Their sum divided by their number; NaN if there are none.
  case mean
}

/// The loss of many residuals and its gradient.
public struct AdaptiveLossGradient: Hashable, Sendable {
  /// The sum or mean of the negative log-likelihoods.
  public var loss: Double
  /// The derivatives in the residuals, in their order: multiply by the model's Jacobian.
  public var residuals: [Double]
  /// The derivatives in the latent numbers of the shapes (of log ν for Student's t), one a column;
  /// zero if fixed.
  public var shapeLatents: [Double]
  /// The derivatives in the latent numbers of the scales, one a column; zero if fixed.
  public var scaleLatents: [Double]

  init(count: Int, dimensions: Int) {
    loss = 0
    residuals = Array(repeating: 0, count: count)
    shapeLatents = Array(repeating: 0, count: dimensions)
    scaleLatents = shapeLatents
  }

  mutating func divide(by count: Double) {
    loss /= count
    residuals = residuals.map { $0 / count }
    shapeLatents = shapeLatents.map { $0 / count }
    scaleLatents = scaleLatents.map { $0 / count }
  }
}
