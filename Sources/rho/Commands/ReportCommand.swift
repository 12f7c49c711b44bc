import ArgumentParser
import Figures
import Fitting
import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the figures of a config, or the fit of a table, as a page to read and send.",
    discussion: """
      The page has every figure with its title, caption and alternative text, a slider for figures \
      that move, a picture of the loss whose shape and scale its reader changes, and the config. It is \
      one HTML file that needs nothing else and follows the reader's preference for light or dark. \
      With --format md it is Markdown, with the pictures in a folder beside it.

      With --x and --y, or --residual, the file is a table, and the page is about its fit: the \
      parameters, the steps with a slider, the residuals, the rows that are fitted worst. \
      See `rho fit --help` for the columns and the loss.

      Examples:
        rho report
        rho report talk.yaml --out talk.html --theme dark
        rho report --format md --out docs/figures.md
        rho report --only weights --out - > weights.html
        rho report data.csv --x year --y calls
      """)

  @Argument(
    help: ArgumentHelp(
      "The config, figures.yaml or figures/figures.yaml unless given, or a table in CSV; '-' for "
        + "standard input.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json", "csv", "tsv", "txt"]))
  var file: String?

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Only these figures.", valueName: "id"))
  var only: [String] = []

  @Option(help: "html or md.")
  var format: ReportFile.Format?

  @Option(
    help: ArgumentHelp(
      "The file to write; report.html or report.md beside the file unless given, '-' prints HTML.",
      valueName: "file"), completion: .file(extensions: ["html", "md"]))
  var out: String?

  @Option(help: "light, dark, or both: then the reader's preference decides.")
  var theme = FigureFile.ThemeChoice.both

  @Flag(name: [.short, .long], help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup(title: "Options for a table") var columns: ColumnArguments

  @OptionGroup(title: "Options for its fit") var plan: PlanArguments

  mutating func validate() throws {
    var config = ConfigArgument()
    config.file = file
    only = config.takeBack(from: only)
    _ = try DrawingOptions.figures(named: only)
    file = config.file
    let endings = [".csv", ".tsv", ".txt"]
    if !columns.areNamed, let file, endings.contains(where: file.lowercased().hasSuffix) {
      throw ValidationError("for a table, give --x and --y, or --residual; each names a column.")
    }
    if !columns.areNamed, let option = columns.given ?? plan.given {
      throw ValidationError(
        "\(option) is about the fit of a table; give --x and --y, or leave it out.")
    }
    if columns.areNamed {
      if file == nil { throw ValidationError("name the table, or '-' for standard input.") }
      if !only.isEmpty { throw ValidationError("--only names figures of a config, not of a fit.") }
      try plan.validate(for: columns)
    }
    if let out, out.isEmpty || out.hasSuffix("/") {
      throw ValidationError("--out needs the name of a file.")
    }
    if out == "-", format == .md {
      throw ValidationError("Markdown has pictures beside it; name a file with --out.")
    }
  }

  func run() throws {
    Signals.ignorePipe()
    try columns.areNamed ? writeFit() : writeFigures()
  }

  private func writeFigures() throws {
    var config = ConfigArgument()
    config.file = file
    let (file, source) = try config.loadWithSource()
    var options = Renderer.Options()
    options.only = try DrawingOptions.figures(named: only)
    options.theme = theme
    options.jobs = Machine.cores
    options.hasWords = false
    let renderer = try Renderer(file, options: options)
    if !quiet { for warning in renderer.warnings { Failure.warn(warning) } }
    try write(
      try Report.ofFigures(renderer, source: source, program: "rho \(Rho.version)"),
      beside: file.path, Renderer.roles(of: file))
  }

  private func writeFit() throws {
    let table = try TableFile(path: file ?? "-", columns: columns).read()
    if !quiet { table.warnOfSkipped() }
    let (fit, summary) = try plan.fit(table)
    try write(
      try Report.ofFit(fit, summary, table), beside: file == "-" ? "" : file ?? "",
      FileRoles(reading: [(file ?? "-", "the table")]))
  }

  private func write(_ report: Report, beside path: String, _ roles: FileRoles) throws {
    let name = "report.\((format ?? .html).rawValue)"
    var target = ReportFile(path: out ?? ReportFile.path(name, beside: path), format: format)
    target.theme = theme
    for path in try target.write(report, roles) where !quiet { Terminal.errors.say(path) }
  }
}
