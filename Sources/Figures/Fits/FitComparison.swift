import Config
import Fitting

/// Fits of the same data under several losses, as a table and as JSON.
public struct FitComparison: Sendable {
  private struct Row: Sendable {
    var summary: FitSummary
    var score: CrossValidation
  }

  private let labels: FitLabels
  private var rows: [Row] = []

  /// A comparison without fits.
  public init(_ labels: FitLabels) { self.labels = labels }

  /// Adds a fit, with how well its loss predicts.
  public mutating func add(_ fit: Fit, loss: String, _ score: CrossValidation) {
    rows.append(
      Row(
        summary: FitSummary(
          fit, loss: loss, labels, standardErrors: fit.standardErrors(),
          method: "sandwich estimator"),
        score: score))
  }

  /// Whether a row predicts best, or within one standard error of the best.
  private func isBest(_ row: Row) -> Bool {
    guard
      let best = rows.min(by: {
        $0.score.meanNegativeLogLikelihood < $1.score.meanNegativeLogLikelihood
      })
    else { return false }
    return row.score.meanNegativeLogLikelihood
      <= best.score.meanNegativeLogLikelihood + best.score.standardError
  }

  /// The table, one loss a line.
  public var text: String {
    guard let first = rows.first else { return "" }
    var columns = [["loss"] + rows.map(\.summary.loss)]
    for (j, parameter) in first.summary.parameters.enumerated() {
      columns.append(
        [parameter.name] + rows.map { FitSummary.text($0.summary.parameters[j].estimate, 5) })
    }
    columns.append(["α"] + rows.map { FitSummary.text($0.summary.shape, 3) })
    columns.append(["c"] + rows.map { FitSummary.text($0.summary.scale, 3) })
    columns.append(["outliers"] + rows.map { "\($0.summary.outliers)" })
    columns.append(
      ["held-out"]
        + rows.map { FitSummary.text($0.score.meanNegativeLogLikelihood, 4) })
    columns.append(["±"] + rows.map { FitSummary.text($0.score.standardError, 2) })
    columns.append([""] + rows.map { isBest($0) ? "*" : "" })
    return first.summary.equation.forTerminal + "\n\n"
      + FitSummary.table(columns).joined(separator: "\n") + "\n"
  }

  /// The same for programs.
  public var json: String {
    JSON.object([
      (
        "losses",
        .list(
          rows.map { row in
            guard case .object(let pairs) = row.summary.object else { return .null }
            return .object(
              pairs + [
                (
                  "heldOutNegativeLogLikelihood",
                  FitSummary.number(row.score.meanNegativeLogLikelihood)
                ),
                ("heldOutStandardError", FitSummary.number(row.score.standardError)),
                ("isBest", .bool(isBest(row))),
              ])
          })
      )
    ]).text() + "\n"
  }
}
