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

      The whole table is held in memory: about 8 bytes a cell, and the file while it is read.

      Examples:
        rho fit data.csv --x year --y calls
        rho fit data.csv --x 1 --x 2 --y 3 --loss huber --figure fit.svg
        rho fit residuals.csv --residual error --json
      """)

  @OptionGroup var data: DataArguments

  @Option(help: ArgumentHelp("\(LossArgument.forms).", valueName: "loss"))
  var loss = LossArgument(argument: "adaptive")!

  @Option(help: "How the loss is minimised; what suits it unless given.")
  var optimizer = OptimizerArgument.auto

  @Option(help: ArgumentHelp("The number of Adam's steps.", valueName: "n"))
  var steps = 2000

  @Option(help: ArgumentHelp("Adam's rate, in units of the parameters.", valueName: "number"))
  var rate = 0.01

  @Option(
    help: ArgumentHelp(
      "Standard errors from so many bootstrap samples; by the sandwich estimator unless given.",
      valueName: "n"))
  var bootstrap: Int?

  @Option(help: ArgumentHelp("The seed of the bootstrap.", valueName: "n"))
  var seed: UInt64 = 1

  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write each row with its fitted value, residual, weight and whether it is an outlier.",
      valueName: "file.csv"), completion: .file(extensions: ["csv"]))
  var csv: String?

  @Option(
    help: ArgumentHelp("Draw the fit, as .svg or .png.", valueName: "file"),
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
    if let report, !report.hasSuffix(".html"), !report.hasSuffix(".md") {
      throw ValidationError("--report is written as .html or .md, not as '\(report)'.")
    }
    if let bootstrap, !(2...1_000_000).contains(bootstrap) {
      throw ValidationError("--bootstrap must lie between 2 and 1000000.")
    }
    if !(0...10_000_000).contains(steps) {
      throw ValidationError("--steps must lie between 0 and 10000000.")
    }
    if data.residual != nil, loss.name.prefix(8) != "adaptive" {
      throw ValidationError("--residual fits the adaptive loss; leave --loss out.")
    }
  }

  func run() throws {
    let table = try data.read()
    table.warnOfSkipped()
    let plan = FitPlan(loss.loss, with: optimizer.optimizer(steps: steps, rate: rate))
    let fit = try table.regression.fit(plan)
    let (errors, method) = try standardErrors(fit, plan)
    let summary = FitSummary(
      fit, loss: loss.name, table.labels, standardErrors: errors, method: method)
    if let csv { try FitTable(fit, table.labels, rowNumbers: table.rowNumbers).write(to: csv) }
    if let figure { try FitPicture(fit, table.labels).write(to: figure) }
    if let animation {
      try FitPicture(fit, table.labels, moves: true)
        .writeAnimation(to: animation, jobs: Machine.cores)
    }
    if let report {
      let command = (["rho"] + CommandLine.arguments.dropFirst()).map(Shell.quoted)
      _ = try ReportFile(path: report).write(
        try Report.ofFit(
          fit, summary, table.labels, rowNumbers: table.rowNumbers,
          command: command.joined(separator: " "), program: "rho \(Rho.version)",
          jobs: Machine.cores))
    }
    try Terminal.output.writeAll(Array((json ? summary.json : summary.text).utf8))
  }

  private func standardErrors(_ fit: Fit, _ plan: FitPlan) throws -> ([Double]?, String) {
    // Least absolute deviations have a slope that jumps, which the sandwich estimator cannot take.
    let isSmooth = plan.loss != .leastAbsoluteDeviations
    if bootstrap == nil, isSmooth, let errors = fit.standardErrors() {
      return (errors, "sandwich estimator")
    }
    let count = bootstrap ?? 200
    if bootstrap == nil, fit.regression.count > 10_000 { return (nil, "none; try --bootstrap") }
    let errors = try fit.bootstrapErrors(plan, samples: count, seed: seed)
    return (errors, "bootstrap, \(count) samples, seed \(seed)")
  }
}
