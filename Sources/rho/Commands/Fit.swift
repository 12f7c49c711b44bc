import ArgumentParser
import Figures
import Fitting
import Reports

struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a model, and the loss with it, to a table of your own.",
    discussion: """
      Prints the parameters with their standard errors, the shape α and scale c of the loss, the \
      deviation of the inliers, how many rows are outliers, and whether the fit converged.

      Columns are named, or numbered from 1. Comma, semicolon and tab are told apart, and so is a \
      first line that names the columns. A value that is missing or no number is an error with its \
      line and column; --skip-bad leaves such rows out and counts them.

      Losses that may have several minima begin from several starts and keep the lowest; another \
      minimum worth a word is told, and so is all else that the numbers do not say. Rows whose inputs \
      lie far off are told as good or bad leverage, up to 100000 rows; --loss mm resists the bad ones.

      Columns that are not named cost no memory, and plain least squares (--loss l2, nothing drawn \
      or written) none that grows with the file. Every other loss needs its rows again and again: \
      about 8 bytes a row for each of the columns, and twice that for each parameter.

      Examples:
        rho fit data.csv --x year --y calls
        rho fit data.csv --x 1 --x 2 --y 3 --loss huber --figure fit.svg
        rho fit residuals.csv --residual error --json
      """)

  @OptionGroup var data: DataArguments

  @OptionGroup var plan: PlanArguments

  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write each row with its fitted value, residual, weight, whether it is an outlier, and its leverage.",
      valueName: "file.csv"), completion: .file(extensions: ["csv"]))
  var csv: String?

  @Option(
    help: ArgumentHelp("Draw the fit, as \(PictureFormat.endings).", valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var figure: String?

  @Option(
    help: ArgumentHelp("Draw its steps, as .svg, .png, .gif, .mp4 or .webm.", valueName: "file"),
    completion: .file(extensions: ["svg", "png", "gif", "mp4", "webm"]))
  var animation: String?

  @Option(
    help: ArgumentHelp("Write a page about the fit, as .html or .md.", valueName: "file"),
    completion: .file(extensions: ["html", "md"]))
  var report: String?

  func validate() throws {
    if let report, report != "-", !report.hasSuffix(".html"), !report.hasSuffix(".md") {
      throw ValidationError("--report is written as .html or .md, not as '\(report)'.")
    }
    for (path, option) in outputs + [(report, "--report")] {
      try FileArgument.refuseOutput(path, option)
    }
    try plan.validate(for: data.columns)
  }

  private var outputs: [(path: String?, option: String)] {
    [(csv, "--csv"), (figure, "--figure"), (animation, "--animation")]
  }

  func run() throws {
    var roles = FileRoles(reading: [(data.file, "the table")])
    for case (let path?, let option) in outputs { try roles.claim(path, as: option) }
    if let report {
      // Its own file is known before there is a fit; what stands beside it, once it is written.
      var all = roles
      try all.claim(report, as: "--report")
    }
    if try printsStreamed() { return }
    let table = try data.table.read()
    table.warnOfSkipped()
    let (fit, summary) = try plan.fit(table)
    if let report {
      _ = try ReportFile(path: report).write(try Report.ofFit(fit, summary, table), roles)
    }
    if let csv {
      try FitTable(
        fit, table.labels, rowNumbers: table.rowNumbers, leverage: summary.leverage
      ).write(to: csv)
    }
    if let figure {
      try FitPicture(fit, table.labels, leverage: summary.leverage).write(to: figure)
    }
    if let animation {
      try FitPicture(fit, table.labels, moves: true)
        .writeAnimation(to: animation, jobs: Machine.cores)
    }
    try print(summary)
  }

  /// Least squares, if nothing is asked for but its numbers, never have the table in memory.
  private func printsStreamed() throws -> Bool {
    let asksForRows = csv ?? figure ?? animation ?? report
    guard asksForRows == nil, plan.isPlainLeastSquares, let fit = try data.table.leastSquares()
    else { return false }
    TableFile.warn(ofSkipped: fit.skippedRowCount, fit.skippedRows)
    try print(
      FitSummary(
        fit, of: data.columns.chosenModel, loss: plan.loss.name,
        data.table.labels(
          fit.inputNames, fit.targetName, hasNames: !fit.firstLineIsRow),
        notes: fit.firstLineIsRow ? [TableFile.firstLineNote] : []))
    return true
  }

  private func print(_ summary: FitSummary) throws {
    try Terminal.output.writeAll(Array((json ? summary.json : summary.text).utf8))
  }
}

extension Report {
  /// The report about a fit, with the command that the program was given.
  static func ofFit(_ fit: Fit, _ summary: FitSummary, _ table: TableFile.Table) throws -> Report {
    let command = (["rho"] + CommandLine.arguments.dropFirst()).map(Shell.quoted)
    return try Report.ofFit(
      fit, summary, table.labels, rowNumbers: table.rowNumbers,
      command: command.joined(separator: " "), program: "rho \(Rho.version)",
      jobs: Machine.cores)
  }
}
