import ArgumentParser
import Config
import Figures

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the figures of a config.",
    discussion: """
      Prints each figure's id and title, with --files the paths of all files that the config makes, or \
      with --json all that a script may want. How many frames a fit gives is known only when it is \
      done, so --files and --json compute those fits whose steps become numbered files.
      """)

  @OptionGroup var config: ConfigArgument

  @Flag(help: "Print ids, titles, captions, alternative texts and files as JSON.")
  var json = false

  @Flag(help: "Print the path of every file that the config makes.")
  var files = false

  func validate() throws {
    if json && files {
      throw ValidationError("Choose --json or --files; JSON holds the files, too.")
    }
  }

  func run() throws {
    let file = try config.load()
    if files { return try printFiles(of: file) }
    let text = json ? try Renderer.listing(of: file) : table(file)
    try Terminal.output.writeAll(Array(text.utf8))
  }

  /// Prints paths as they come, many at a time.
  private func printFiles(of file: FigureFile) throws {
    let isInteractive = Terminal.output.isInteractive
    var bytes: [UInt8] = []
    try Renderer.forEachFile(of: file) { path in
      bytes += (isInteractive ? path.forTerminal : path).utf8
      bytes.append(UInt8(ascii: "\n"))
      guard bytes.count > 1 << 16 else { return }
      try Terminal.output.writeAll(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    try Terminal.output.writeAll(bytes)
  }

  private func table(_ file: FigureFile) -> String {
    let width = file.figures.map(\.name.count).max() ?? 0
    return file.figures.map { figure in
      let gap = String(repeating: " ", count: width - figure.name.count)
      return (figure.name + (figure.title.map { "\(gap)  \($0)" } ?? "")).forTerminal + "\n"
    }.joined()
  }
}
