import ArgumentParser
import Figures

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compare the pictures on disk with what the config gives now.",
    discussion: """
      Draws everything in memory, numbered frames and animations too, and names each file that is \
      missing or differs by as much as a bit. A video that is as rho wrote it from the same input \
      counts as right; any other is encoded anew to be compared. Nothing is written, except with \
      --diff. Exits with 1 if a file differs.
      """)

  @OptionGroup var config: ConfigArgument
  @OptionGroup var drawing: DrawingOptions

  @Option(
    help: ArgumentHelp(
      "A folder for each changed picture as it is now, and for a picture of the difference.",
      valueName: "folder"),
    completion: .directory)
  var diff: String?

  @Flag(name: [.short, .long], help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    Signals.ignorePipe()
    let renderer = try Renderer(try config.load(), options: try drawing.options())
    if !quiet { for warning in renderer.warnings { Failure.warn(warning) } }
    let (differences, count) = try renderer.check(diff: diff)
    for difference in differences { Failure.complain("\(difference)") }
    if differences.isEmpty {
      if !quiet { Terminal.errors.write("\(count) files are what the config gives\n") }
      return
    }
    Terminal.errors.write(
      "\(differences.count) of \(count) files are not what the config gives; "
        + "`rho render --force` draws them anew\n")
    throw ExitCode(1)
  }
}
