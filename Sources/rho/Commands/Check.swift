import ArgumentParser
import Config
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

  func validate() throws { try FileArgument.refuseOutput(diff, "--diff", "a folder") }

  mutating func run() throws {
    drawing.only = config.takeBack(from: drawing.only)
    Signals.ignorePipe()
    let renderer = try Renderer(try config.load(), options: try drawing.options())
    if !quiet { for warning in renderer.warnings { Failure.warn(warning) } }
    let (differences, count) = try renderer.check(diff: diff)
    for difference in differences { Failure.complain("\(difference)") }
    if differences.isEmpty {
      if !quiet {
        Terminal.errors.say(
          "\(counted(count, "file")) \(count == 1 ? "is" : "are") what the config gives")
      }
      return
    }
    let isOne = differences.count == 1
    Terminal.errors.say(
      "\(differences.count) of \(counted(count, "file")) \(isOne ? "is" : "are") not what the config gives; "
        + "`rho render --force` draws \(isOne ? "it" : "them") anew")
    throw ExitCode(1)
  }
}
