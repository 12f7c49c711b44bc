import Drawing
import Figures

extension Section {
  /// The parameters with their standard errors, where these are known.
  static func parameters(_ findings: FitFindings) -> Section {
    let parameters = findings.summary.parameters
    let hasErrors = parameters.contains { $0.standardError != nil }
    var columns = ["Parameter", "Estimate"]
    if hasErrors { columns += ["Standard error", "95 % interval"] }
    let rows = parameters.map { parameter in
      var row = [Markup.quoted(parameter.name), NumberCell.text(parameter.estimate, 6)]
      if hasErrors { row += Self.error(parameter) }
      return row
    }
    let table = Table(
      caption: hasErrors
        ? "Standard errors by: \(Markup.quoted(findings.summary.method)). The interval takes "
          + "estimates to be normal: 1.96 standard errors either way."
        : "Standard errors could not be told.",
      columns: columns, rows: rows)
    let leverage = findings.summary.leverageText.map { ["Leverage: \($0)."] } ?? []
    let notes = (leverage + findings.summary.notes.map { "Note: \($0)." })
      .map { Block.paragraph(Markup.quoted($0)) }
    return Section(id: "parameters", heading: "Parameters", blocks: [.table(table)] + notes)
  }

  private static func error(_ parameter: FitSummary.Parameter) -> [String] {
    guard let error = parameter.standardError else { return ["–", "–"] }
    let ends = [-1.96, 1.96].map { NumberCell.text(parameter.estimate + $0 * error, 4) }
    return [NumberCell.text(error, 3), ends.joined(separator: " to ")]
  }
}
