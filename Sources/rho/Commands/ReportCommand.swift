import ArgumentParser
import Figures
import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the figures of a config as one page to read and to send.",
    discussion: """
      The page has every figure with its title, caption and alternative text, a slider for figures \
      that move, a picture of the loss whose shape and scale its reader changes, and the config. It is \
      one HTML file that needs nothing else and follows the reader's preference for light or dark. \
      With --format md it is Markdown, with the pictures in a folder beside it.

      Examples:
        rho report
        rho report talk.yaml --out talk.html --theme dark
        rho report --format md --out docs/figures.md
        rho report --only weights --out - > weights.html
      """)

  @OptionGroup var config: ConfigArgument

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Only these figures.", valueName: "id"))
  var only: [String] = []

  @Option(help: "html or md.")
  var format: ReportFile.Format?

  @Option(
    help: ArgumentHelp(
      "The file to write; report.html or report.md beside the config unless given, '-' prints HTML.",
      valueName: "file"), completion: .file(extensions: ["html", "md"]))
  var out: String?

  @Option(help: "light, dark, or both: then the reader's preference decides.")
  var theme = FigureFile.ThemeChoice.both

  @Flag(name: [.short, .long], help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    if let out, out.isEmpty || out.hasSuffix("/") {
      throw ValidationError("--out needs the name of a file.")
    }
    if out == "-", format == .md {
      throw ValidationError("Markdown has pictures beside it; name a file with --out.")
    }
  }

  func run() throws {
    Signals.ignorePipe()
    let (file, source) = try config.loadWithSource()
    var options = Renderer.Options()
    options.only = only.flatMap { $0.split(separator: ",").map(String.init) }
    options.theme = theme
    options.jobs = Machine.cores
    options.hasWords = false
    let renderer = try Renderer(file, options: options)
    if !quiet { for warning in renderer.warnings { Failure.warn(warning) } }
    let report = try Report.ofFigures(
      renderer, source: source, program: "rho \(Rho.version)")
    let name = "report.\((format ?? .html).rawValue)"
    var target = ReportFile(path: out ?? ReportFile.path(name, beside: file.path), format: format)
    target.theme = theme
    for path in try target.write(report) where !quiet { Terminal.errors.write("\(path)\n") }
  }
}
