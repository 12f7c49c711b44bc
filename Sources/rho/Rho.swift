import ArgumentParser
import Basics
import Config
import Figures

@main
struct Rho: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rho",
    abstract: "Draws figures of the general and adaptive robust loss from one declarative file.",
    discussion: """
      Begin with `rho new`, which writes a small figures.yaml to change, and `rho render`, which \
      draws what it declares as SVG and PNG. Pictures that are up to date are not drawn again.

      Without a file, commands take figures.yaml or figures/figures.yaml; '-' stands for standard \
      input. rho exits with 2 if what you wrote has a mistake, and with 1 if the machine refused.
      """,
    version: version,
    // Commands say their names: finding them from their types' is a third of what it takes to read the arguments.
    subcommands: [
      Render.self, ReportCommand.self, Watch.self, Check.self, List.self, Validate.self,
      PrintSchema.self, New.self, Eval.self, FitCommand.self, Compare.self,
    ])

  /// The version, as `--version` prints it.
  static let version = "0.1.0"

  static func main() {
    StandardStreams.fill()
    Signals.ignoreFileSizeLimit()
    do {
      try Descriptors.requireRoom()
      try refuseUnknownCommand()
      HelpWidth.widen()
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.exit(error)
    }
  }

  /// Says which command was meant: the library would call its name an unexpected argument.
  private static func refuseUnknownCommand() throws {
    var words = CommandLine.arguments.dropFirst()
    let asksForHelp = words.first == "help"
    if asksForHelp { words = words.dropFirst() }
    guard let word = words.first, !word.hasPrefix("-"), !word.isEmpty else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !names.contains(word) else { return }
    let hint =
      if let name = Suggestion.nearest(to: word, among: names) {
        "did you mean `rho \(asksForHelp ? "help " : "")\(name)`?"
      } else if !asksForHelp, word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
        "did you mean `rho render \(Shell.quoted(word))`?"
      } else {
        "there are \(names.joined(separator: ", "))"
      }
    throw FigureError("there is no command '\(word)'; \(hint)", isMistake: true)
  }
}
