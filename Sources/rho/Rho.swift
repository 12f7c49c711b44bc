import ArgumentParser

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
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.exit(error)
    }
  }
}
