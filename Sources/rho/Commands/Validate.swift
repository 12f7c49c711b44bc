import ArgumentParser
import Config
import Figures

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Report every mistake in a config, and write nothing.",
    discussion: """
      Reads the config and its data, computes the fits and lays out each figure. All mistakes are \
      reported at once, with file, line and column. Exits with 2 if there are any.
      """)

  @OptionGroup var config: ConfigArgument

  @Flag(name: [.short, .long], help: "Print nothing but mistakes.")
  var quiet = false

  func run() throws {
    let file = try config.load()
    let renderer = try Renderer(file)
    if !quiet { for warning in renderer.warnings { Failure.warn(warning) } }
    try renderer.validate()
    if !quiet {
      Terminal.errors.say(
        "\(file.path): \(counted(file.figures.count, "figure")), no mistakes")
    }
  }
}
