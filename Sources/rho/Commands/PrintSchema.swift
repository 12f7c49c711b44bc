import ArgumentParser
import Figures

struct PrintSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the config.",
    discussion: """
      With it, editors complete keys and underline mistakes. Save it with \
      `rho schema > schema.json` and make this the first line of a config:

        # yaml-language-server: $schema=schema.json
      """)

  func run() throws { try Terminal.output.writeAll(Array(FigureFile.schema.utf8)) }
}
