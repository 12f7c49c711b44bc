import Figures
import Fitting
import RobustLoss

/// What a report says of a fit, as plain values: names, numbers, rows.
public struct FitFindings: Sendable {
  /// The title, as it stands; no markup.
  public var title: String
  /// The model, the parameters with their errors, α and c, the outcome.
  public var summary: FitSummary
  /// What the inputs and the target are called.
  public var labels: FitLabels
  /// The rows that were fitted.
  public var rows: [Row]
  /// The distribution that belongs to the loss; nil if there is none, as for α < 0.
  public var distribution: RobustDistribution<Double>?
  /// The standard deviation of the inliers; nil if there are too few.
  public var deviation: Double?
  /// Whether the loss is the general one, of the summary's shape and scale.
  public var isGeneralLoss: Bool
  /// The steps of the fit as a picture in frames; nil if there is none.
  public var path: Picture?
  /// How the program was called, to do it again; nil if it was not.
  public var command: String?

  /// A row of the data, and what the fit makes of it.
  public struct Row: Hashable, Sendable {
    /// Its number in the user's file.
    public var number: Int
    /// The inputs.
    public var inputs: [Double]
    /// The target.
    public var target: Double
    /// The target minus what the model says.
    public var residual: Double
    /// How much the row counts, as a share of the most.
    public var weight: Double
    /// Whether it is an outlier.
    public var isOutlier: Bool

    /// What the model says.
    public var fitted: Double { target - residual }

    /// Describes a row.
    public init(
      number: Int, inputs: [Double], target: Double, residual: Double, weight: Double,
      isOutlier: Bool
    ) {
      self.number = number
      self.inputs = inputs
      self.target = target
      self.residual = residual
      self.weight = weight
      self.isOutlier = isOutlier
    }
  }

  /// Findings from plain values.
  public init(
    title: String, summary: FitSummary, labels: FitLabels, rows: [Row],
    distribution: RobustDistribution<Double>?, deviation: Double?, isGeneralLoss: Bool = true,
    path: Picture? = nil, command: String? = nil
  ) {
    self.title = title
    self.summary = summary
    self.labels = labels
    self.rows = rows
    self.distribution = distribution
    self.deviation = deviation
    self.isGeneralLoss = isGeneralLoss
    self.path = path
    self.command = command
  }

  /// The findings of a fit.
  /// - Parameters:
  ///   - rowNumbers: the number of every row in the user's file; from 1 if nil.
  ///   - path: the steps, see `FitPicture.picture`.
  public init(
    _ fit: Fit, _ summary: FitSummary, _ labels: FitLabels, rowNumbers: [Int]?,
    path: Picture? = nil, command: String? = nil
  ) {
    let residuals = fit.residuals()
    let weights = fit.weights()
    let outliers = fit.outliers()
    let most = fit.loss().weight(0)
    let hasModel = fit.regression.model.parameterCount > 0
    let rows = residuals.indices.map { i in
      Row(
        number: rowNumbers?[i] ?? i + 1,
        inputs: hasModel ? fit.regression.inputs.map { $0[i] } : [],
        target: fit.regression.targets[i], residual: residuals[i], weight: weights[i] / most,
        isOutlier: outliers[i])
    }
    let general = fit.loss() as? GeneralLoss<Double>
    let distribution = general.map(RobustDistribution.init)
    self.init(
      title: labels.title, summary: summary, labels: labels, rows: rows,
      distribution: distribution?.isValid == true ? distribution : nil,
      deviation: fit.inlierStandardDeviation(), isGeneralLoss: general != nil, path: path,
      command: command)
  }

  /// Whether there is a model, or residuals alone.
  var hasModel: Bool { !summary.parameters.isEmpty }
}
