import Config
import Drawing
import Figures

extension Section {
  /// The rows with the largest residuals, at most twenty: where to look for mistakes in the data.
  static func largestResiduals(_ findings: FitFindings) -> Section {
    let rows = findings.rows.enumerated().sorted { a, b in
      let (left, right) = (a.element.residual.magnitude, b.element.residual.magnitude)
      return left == right ? a.offset < b.offset : left > right
    }.prefix(20).map(\.element)
    let hasModel = findings.hasModel
    var columns = ["Row"]
    if hasModel {
      columns += findings.labels.inputs.map(Markup.quoted)
      columns += [Markup.quoted(findings.labels.target), "Fitted"]
    }
    columns += ["Residual", "Weight", "Outlier"]
    let cells = rows.map { row in
      var cells = ["\(row.number)"]
      if hasModel {
        cells +=
          (row.inputs + [row.target]).map(NumberCell.datum) + [NumberCell.text(row.fitted, 5)]
      }
      return cells + [
        NumberCell.text(row.residual, 4), NumberCell.text(row.weight, 3),
        row.isOutlier ? "yes" : "no",
      ]
    }
    let count = findings.summary.outliers
    return Section(
      id: "largest", heading: "The largest residuals",
      blocks: [
        .paragraph(
          (count == 0
            ? "No row is an outlier. "
            : "\(count) of \(counted(findings.summary.rows, "row")) \(count == 1 ? "is an outlier" : "are outliers"). ")
            + "The weight says how much a row counts, as a share of one that lies on the curve."),
        .table(
          Table(
            caption:
              "The \(cells.count == 1 ? "row" : "\(cells.count) rows") farthest from the fit, of "
              + "\(findings.summary.rows).", columns: columns, rows: Array(cells))),
      ])
  }
}
