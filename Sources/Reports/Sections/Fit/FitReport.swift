import Drawing
import Figures
import Optimization
import Fitting
import Plotting

extension Report {
  /// The report about a fit: what was found, how it was found, and whether to believe it.
  /// - Parameters:
  ///   - findings: what there is to say.
  ///   - themes: the looks of its pictures: one, or a light and a dark one.
  ///   - program: the program and its version.
  /// - Throws: `PlotError` if a picture cannot be drawn.
  public static func ofFit(
    _ findings: FitFindings, in themes: [Theme], _ typesetter: Typesetter, program: String
  ) throws -> Report {
    var sections: [Section] = []
    if findings.hasModel { sections.append(.parameters(findings)) }
    if let path = findings.path { sections.append(.path(path, rows: findings.rows.count)) }
    sections.append(try .residuals(findings, in: themes, typesetter))
    sections.append(.largestResiduals(findings))
    if let explorer = try Section.explorer(of: findings, in: themes, typesetter) {
      sections.append(explorer)
    }
    if let command = findings.command { sections.append(.command(command)) }
    return Report(
      title: Markup.quoted(findings.title), lead: Markup.quoted(findings.summary.equation),
      facts: facts(findings), sections: sections, program: program)
  }

  /// The report about a fit of the user's own table, light and dark.
  /// - Parameters:
  ///   - fit: the fit, with its steps.
  ///   - summary: its parameters and their errors.
  ///   - labels: what the data are called.
  ///   - rowNumbers: the number of every row in the user's file; from 1 if nil.
  ///   - command: how the program was called.
  ///   - program: the program and its version.
  ///   - jobs: how many pictures are drawn at once.
  /// - Throws: `FigureError` if a picture cannot be drawn, `FontError`.
  public static func ofFit(
    _ fit: Fit, _ summary: FitSummary, _ labels: FitLabels, rowNumbers: [Int]?, command: String?,
    program: String, jobs: Int = 1
  ) throws -> Report {
    let typesetter = Typesetter(fonts: try FontSet.find().fonts)
    // Without a model nothing moves but α and c.
    let moves = fit.steps.count > 1 && fit.regression.model.parameterCount > 0
    let path =
      moves
      ? try FitPicture(fit, labels, moves: true, atMostPoints: Section.mostMovingPoints)
        .picture(in: [.light, .dark], typesetter, jobs: jobs) : nil
    let findings = FitFindings(
      fit, summary, labels, rowNumbers: rowNumbers, path: path, command: command)
    do {
      return try ofFit(findings, in: [.light, .dark], typesetter, program: program)
    } catch let error as PlotError {
      // Nobody has written the panels that an error of a plot tells of.
      throw FigureError("the fit cannot be drawn: \(error.message)", isMistake: true)
    }
  }

  private static func facts(_ findings: FitFindings) -> [Fact] {
    let summary = findings.summary
    var facts = [
      Fact("Loss", Markup.quoted(summary.loss)),
      Fact("Shape $\\alpha$", NumberCell.text(summary.shape, 4)),
      Fact("Scale $c$", NumberCell.text(summary.scale, 4)),
      Fact("Rows", "\(summary.rows)"), Fact("Outliers", "\(summary.outliers)"),
    ]
    if let deviation = findings.deviation {
      facts.append(Fact("Inliers’ $\\sigma$", NumberCell.text(deviation, 4)))
    }
    facts.append(
      Fact("Outcome", Markup.quoted("\(summary.outcome)")))
    facts.append(Fact("Steps", "\(summary.steps)"))
    return facts
  }
}

extension Section {
  /// How the program was called.
  static func command(_ command: String) -> Section {
    Section(
      id: "command", heading: "What made it",
      blocks: [.source(name: "Command", text: command + "\n")])
  }
}
