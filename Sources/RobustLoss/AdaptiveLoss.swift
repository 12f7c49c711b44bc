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
    let columns = (0..<dimensions).map(column)
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
    var result = AdaptiveLossGradient(count: residuals.count, dimensions: dimensions)
    evaluate(residuals, into: &result, reduction: reduction)
    return result
  }

  /// The same into a gradient that an evaluation of as many residuals has given before, whose memory is
  /// used again.
  ///
  /// - Precondition: the count of the residuals is a multiple of `dimensions`.
  public func evaluate(
    _ residuals: [Double], into result: inout AdaptiveLossGradient,
    reduction: LossReduction = .mean
  ) {
    checkShape(residuals)
    if result.residuals.count != residuals.count || result.shapeLatents.count != dimensions {
      result = AdaptiveLossGradient(count: residuals.count, dimensions: dimensions)
    }
    result.loss = 0
    for j in 0..<dimensions {
      let column = column(j)
      result.terms.evaluate(
        column.loss, residuals, column: j, of: dimensions,
        hasShape: !settings.shapeMap.isFixed)
      result.add(column, j, of: dimensions, hasShape: !settings.shapeMap.isFixed)
      result.shapeLatents[j] *= settings.shapeMap.derivative(shapeLatents[j])
      result.scaleLatents[j] *= settings.scaleMap.derivative(scaleLatents[j])
    }
    if reduction == .mean { result.divide(by: Double(residuals.count)) }
  }

  /// What is the same for every residual of a column.
  fileprivate struct Column {
    let loss: GeneralLoss<Double>
    let normalizer: Double
    let shapeSlope: Double
    let scaleSlope: Double
  }

  private func column(_ j: Int) -> Column {
    let shape = settings.shapeMap.value(shapeLatents[j])
    let scale = settings.scaleMap.value(scaleLatents[j])
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
      shapeSlope: distribution.logZDerivative, scaleSlope: 1 / scale)
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
  /// What is summed up, kept for the next time.
  var terms = LossTerms()

  /// A gradient of zeros, for `AdaptiveLoss.evaluate(_:into:reduction:)`.
  public init(count: Int, dimensions: Int) {
    loss = 0
    residuals = Array(repeating: 0, count: count)
    shapeLatents = Array(repeating: 0, count: dimensions)
    scaleLatents = shapeLatents
  }

  /// Adds what the residuals of a column have.
  fileprivate mutating func add(
    _ column: AdaptiveLoss.Column, _ j: Int, of dimensions: Int, hasShape: Bool
  ) {
    var (shape, scale) = (0.0, 0.0)
    for k in 0..<terms.count {
      loss += terms.value[k] + column.normalizer
      residuals[k * dimensions + j] = terms.derivative[k]
      // A fixed shape may be 2, where this is infinite, and needs no derivative.
      if hasShape { shape += terms.shapeDerivative[k] + column.shapeSlope }
      scale += terms.scaleDerivative[k] + column.scaleSlope
    }
    shapeLatents[j] = shape
    scaleLatents[j] = scale
  }

  mutating func divide(by count: Double) {
    loss /= count
    for i in residuals.indices { residuals[i] /= count }
    for j in shapeLatents.indices {
      shapeLatents[j] /= count
      scaleLatents[j] /= count
    }
  }
}

/// The loss of the residuals of a column, and its derivatives. It says nothing of a gradient that the
/// gradient does not say, so that all are equal.
struct LossTerms: Hashable, Sendable {
  private(set) var count = 0
  private(set) var value: [Double] = []
  private(set) var derivative: [Double] = []
  private(set) var shapeDerivative: [Double] = []
  private(set) var scaleDerivative: [Double] = []
  private var residuals: [Double] = []

  static func == (a: LossTerms, b: LossTerms) -> Bool { true }
  func hash(into hasher: inout Hasher) {}

  /// Evaluates at every residual of one column of several.
  mutating func evaluate(
    _ loss: GeneralLoss<Double>, _ all: [Double], column: Int, of columns: Int, hasShape: Bool
  ) {
    count = all.count / columns
    if value.count != count {
      value = Array(repeating: 0, count: count)
      (derivative, shapeDerivative, scaleDerivative) = (value, value, value)
      residuals = columns > 1 ? value : []
    }
    if columns > 1 {
      for k in 0..<count { residuals[k] = all[k * columns + column] }
      loss.evaluate(
        residuals, value: &value, derivative: &derivative, shapeDerivative: &shapeDerivative,
        scaleDerivative: &scaleDerivative, hasShape: hasShape)
    } else {
      loss.evaluate(
        all, value: &value, derivative: &derivative, shapeDerivative: &shapeDerivative,
        scaleDerivative: &scaleDerivative, hasShape: hasShape)
    }
  }
}
