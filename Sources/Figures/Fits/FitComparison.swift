import Config
import Fitting

/// Fits of the same data under several losses and models, as tables and as JSON.
public struct FitComparison: Sendable {
  private struct Row: Sendable {
    var summary: FitSummary
    var score: CrossValidation
  }

  private let labels: FitLabels
  private var rows: [Row] = []

  /// A comparison without fits.
  public init(_ labels: FitLabels) { self.labels = labels }

  /// Adds a fit, with how well its plan predicts.
  public mutating func add(_ fit: Fit, loss: String, _ score: CrossValidation) {
    rows.append(
      Row(
        summary: FitSummary(
          fit, loss: loss, labels, standardErrors: fit.standardErrors(),
          method: FitSummary.sandwich),
        score: score))
  }

  /// Which row predicts best, the first of equals.
  private var best: Int? {
    rows.indices.min {
      rows[$0].score.meanNegativeLogLikelihood < rows[$1].score.meanNegativeLogLikelihood
    }
  }

  /// How much worse a row is than the best, and the standard error of that.
  private func difference(_ row: Int) -> (mean: Double, standardError: Double) {
    rows[row].score.difference(to: rows[best!].score)
  }

  /// Whether a row is within one standard error of the best, in the same parts.
  private func isEqual(_ row: Int) -> Bool {
    let (mean, error) = difference(row)
    return row != best && mean <= error
  }

  /// The tables, a model each and a loss a line.
  public var text: String {
    var result = ""
    var first = 0
    while first < rows.count {
      let equation = rows[first].summary.equation
      let group =
        first..<(rows[first...].firstIndex { $0.summary.equation != equation } ?? rows.count)
      result += equation.forTerminal + "\n\n" + table(group).joined(separator: "\n") + "\n"
      first = group.upperBound
      if first < rows.count { result += "\n" }
    }
    return result
  }

  private func table(_ group: Range<Int>) -> [String] {
    let fits = rows[group].map(\.summary)
    var columns = [["loss"] + fits.map(\.loss)]
    for (j, parameter) in fits[0].parameters.enumerated() {
      columns.append(
        [parameter.name] + fits.map { FitSummary.text($0.parameters[j].estimate, 5) })
    }
    columns.append(["α"] + fits.map { $0.robustScale == nil ? FitSummary.text($0.shape, 3) : "" })
    columns.append(["c"] + fits.map { FitSummary.text($0.scale, 3) })
    columns.append(["outliers"] + fits.map { "\($0.outliers)" })
    columns.append(
      ["held-out"]
        + group.map { FitSummary.text(rows[$0].score.meanNegativeLogLikelihood, 4) })
    columns.append(
      ["worse by"] + group.map { $0 == best ? "" : FitSummary.text(difference($0).mean, 2) })
    columns.append(
      ["±"] + group.map { $0 == best ? "" : FitSummary.text(difference($0).standardError, 2) })
    columns.append([""] + group.map { $0 == best ? "*" : isEqual($0) ? "=" : "" })
    return FitSummary.table(columns)
  }

  /// The same for programs.
  public var json: String {
    JSON.object([
      (
        "losses",
        .list(
          rows.indices.map { i in
            guard case .object(let pairs) = rows[i].summary.object else { return .null }
            let (mean, error) = difference(i)
            return .object(
              pairs + [
                (
                  "heldOutNegativeLogLikelihood",
                  FitSummary.number(rows[i].score.meanNegativeLogLikelihood)
                ),
                ("heldOutStandardError", FitSummary.number(rows[i].score.standardError)),
                ("worseBy", FitSummary.number(mean)),
                ("worseByStandardError", FitSummary.number(error)),
                ("isBest", .bool(i == best)), ("isEqualToBest", .bool(isEqual(i))),
              ])
          })
      )
    ]).text() + "\n"
  }
}
