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
      result.evaluate(column, residuals, j, hasShape: !settings.shapeMap.isFixed)
      result.shapeLatents[j] *= column.shapeStretch
      result.scaleLatents[j] *= column.scaleStretch
    }
    if reduction == .mean { result.divide(by: Double(residuals.count)) }
  }

  /// What is the same for every residual of a column.
  fileprivate struct Column {
    let loss: GeneralLoss<Double>
    /// The derivatives of the shape and the scale in their latent numbers.
    let shapeStretch: Double
    let scaleStretch: Double
    let normalizer: Double
    let shapeSlope: Double
    let scaleSlope: Double
  }

  private func column(_ j: Int) -> Column {
    let (shape, shapeStretch) = settings.shapeMap.valueAndDerivative(shapeLatents[j])
    let (scale, scaleStretch) = settings.scaleMap.valueAndDerivative(scaleLatents[j])
    let loss = GeneralLoss(shape: shape, scale: scale)
    if let limit = settings.truncation {
      let distribution = TruncatedRobustDistribution(loss, limit: limit)
      return Column(
        loss: loss, shapeStretch: shapeStretch, scaleStretch: scaleStretch,
        normalizer: distribution.logNormalizer,
        shapeSlope: distribution.logNormalizerShapeDerivative,
        scaleSlope: distribution.logNormalizerScaleDerivative)
    }
    let (logZ, slope) = PartitionFunction.logZAndDerivative(shape)
    return Column(
      loss: loss, shapeStretch: shapeStretch, scaleStretch: scaleStretch,
      normalizer: logZ + logarithm(scale), shapeSlope: slope, scaleSlope: 1 / scale)
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

  /// Adds what the residuals of a column have, and writes its derivatives.
  fileprivate mutating func evaluate(
    _ column: AdaptiveLoss.Column, _ all: [Double], _ j: Int, hasShape: Bool
  ) {
    let dimensions = shapeLatents.count
    let count = Double(all.count / dimensions)
    terms.evaluate(
      column.loss, all, column: j, of: dimensions, derivative: &residuals, hasShape: hasShape)
    loss += sum(terms.value) + count * column.normalizer
    // A fixed shape may be 2, where this is infinite, and needs no derivative.
    shapeLatents[j] = hasShape ? sum(terms.shapeDerivative) + count * column.shapeSlope : 0
    scaleLatents[j] = sum(terms.scaleDerivative) + count * column.scaleSlope
  }

  mutating func divide(by count: Double) {
    loss /= count
    residuals.withUnsafeMutableBufferPointer { residuals in
      for i in residuals.indices { residuals[i] /= count }
    }
    for j in shapeLatents.indices {
      shapeLatents[j] /= count
      scaleLatents[j] /= count
    }
  }
}

/// The loss of the residuals of a column, and its derivatives. It says nothing of a gradient that the
/// gradient does not say, so that all are equal.
struct LossTerms: Hashable, Sendable {
  private(set) var value: [Double] = []
  private(set) var shapeDerivative: [Double] = []
  private(set) var scaleDerivative: [Double] = []
  /// The residuals of one column of several, and the derivatives in them.
  private var column: [Double] = []
  private var derivative: [Double] = []

  static func == (a: LossTerms, b: LossTerms) -> Bool { true }
  func hash(into hasher: inout Hasher) {}

  /// Evaluates at every residual of one column of several, and writes the derivatives into theirs.
  mutating func evaluate(
    _ loss: GeneralLoss<Double>, _ all: [Double], column j: Int, of columns: Int,
    derivative result: inout [Double], hasShape: Bool
  ) {
    let count = all.count / columns
    if value.count != count {
      value = Array(repeating: 0, count: count)
      (shapeDerivative, scaleDerivative) = (value, value)
      if columns > 1 { (column, derivative) = (value, value) }
    }
    guard columns > 1 else {
      return loss.evaluate(
        all, value: &value, derivative: &result, shapeDerivative: &shapeDerivative,
        scaleDerivative: &scaleDerivative, hasShape: hasShape)
    }
    for k in 0..<count { column[k] = all[k * columns + j] }
    loss.evaluate(
      column, value: &value, derivative: &derivative, shapeDerivative: &shapeDerivative,
      scaleDerivative: &scaleDerivative, hasShape: hasShape)
    for k in 0..<count { result[k * columns + j] = derivative[k] }
  }
}
