/// The adaptive loss with a generalised Student's t-distribution in place of the robust one: one ν and one
/// σ for every column. Its users know it as `StudentsTLossFunction`.
///
/// ν = exp(latent), starting from 1; σ as c in `AdaptiveLoss`. Residuals are in row-major order.
public struct AdaptiveStudentsT: Hashable, Sendable {
  /// The map from a latent number to σ.
  public let scaleMap: AffineSoftplus
  /// d, the number of columns.
  public let dimensions: Int
  /// log ν of every column.
  public var degreesLatents: [Double]
  /// The latent number of every column's scale; without effect if the scale is fixed.
  public var scaleLatents: [Double]

  /// An adaptive Student's t at its starting point, ν = 1 and σ = `scaleReference`; σ is fixed if that is
  /// `scaleLow`.
  ///
  /// - Throws: `InvalidSetting` if a setting is out of its range.
  public init(
    dimensions: Int, scaleLow: Double = 1e-5, scaleReference: Double = 1
  ) throws(InvalidSetting) {
    try InvalidSetting.check("dimensions", Double(dimensions), dimensions >= 1, "[1, ∞)")
    scaleMap = AffineSoftplus(low: scaleLow, reference: scaleReference)
    try InvalidSetting.check(scaleMap)
    self.dimensions = dimensions
    degreesLatents = Array(repeating: 0, count: dimensions)
    scaleLatents = degreesLatents
  }

  /// ν of every column.
  public var degrees: [Double] { degreesLatents.map { exponential($0) } }

  /// σ of every column.
  public var scales: [Double] { scaleLatents.map(scaleMap.value) }

  /// The negative log-likelihood of every residual, in the order of the residuals. It may be negative.
  ///
  /// - Precondition: the count of the residuals is a multiple of `dimensions`.
  public func losses(_ residuals: [Double]) -> [Double] {
    checkShape(residuals)
    let columns = self.columns
    return residuals.indices.map { columns[$0 % dimensions].negativeLogLikelihood(residuals[$0]) }
  }

  /// The loss of all residuals, with its gradient in the residuals and in the latent numbers; those of
  /// ν are called `shapeLatents`.
  ///
  /// - Precondition: the count of the residuals is a multiple of `dimensions`.
  public func evaluate(
    _ residuals: [Double], reduction: LossReduction = .mean
  ) -> AdaptiveLossGradient {
    checkShape(residuals)
    let columns = self.columns
    var result = AdaptiveLossGradient(count: residuals.count, dimensions: dimensions)
    for (i, x) in residuals.enumerated() {
      let j = i % dimensions
      result.loss += columns[j].negativeLogLikelihood(x)
      result.residuals[i] = columns[j].derivative(x)
      result.shapeLatents[j] += columns[j].degreesDerivative(x)
      result.scaleLatents[j] += columns[j].scaleDerivative(x)
    }
    for j in 0..<dimensions {
      result.shapeLatents[j] *= columns[j].degrees
      result.scaleLatents[j] *= scaleMap.derivative(scaleLatents[j])
    }
    if reduction == .mean { result.divide(by: Double(residuals.count)) }
    return result
  }

  private var columns: [StudentsT] {
    zip(degrees, scales).map { StudentsT(degrees: $0, scale: $1) }
  }

  private func checkShape(_ residuals: [Double]) {
    precondition(
      residuals.count.isMultiple(of: dimensions),
      "\(residuals.count) residuals are no whole number of rows of \(dimensions)")
  }
}
