import ArgumentParser
import Figures

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the figures of a config.",
    discussion: "Prints each figure's id and title, or with --json all that a script may want.")

  @OptionGroup var config: ConfigArgument

  @Flag(help: "Print ids, titles, captions, alternative texts and files as JSON.")
  var json = false

  func run() throws {
    let file = try config.load()
    let text = json ? Renderer.listing(of: file) : table(file)
    try Terminal.output.writeAll(Array(text.utf8))
  }

  private func table(_ file: FigureFile) -> String {
    let width = file.figures.map(\.name.count).max() ?? 0
    return file.figures.map { figure in
      let gap = String(repeating: " ", count: width - figure.name.count)
      return figure.name + (figure.title.map { "\(gap)  \($0)" } ?? "") + "\n"
    }.joined()
  }
}
