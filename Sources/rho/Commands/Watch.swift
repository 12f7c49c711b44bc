import ArgumentParser
import Figures
import Foundation

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Draw the figures again whenever the config or its data change.",
    discussion: """
      Draws what is not up to date, then waits: saving the config, or a table or font that it names, \
      draws what the change touches. A mistake is shown with its place, and the last good pictures \
      stay. Ends with Ctrl-C.

      With --serve a page in the browser shows the pictures, and the mistakes over them, and follows \
      every change. It is served to this machine alone.

      Examples:
        rho watch
        rho watch --serve --open
        rho watch talk.yaml --only sweep --theme dark --serve --port 9000
      """)

  @OptionGroup var config: ConfigArgument
  @OptionGroup var drawing: DrawingOptions

  @Flag(help: "Show the pictures in a page of the browser.")
  var serve = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The page's port; the next free one if it is taken; 8123 unless given. Goes with --serve.",
      valueName: "n"))
  var port: Int?

  @Flag(help: "Open the page in the browser; goes with --serve.")
  var open = false

  @Flag(name: [.short, .long], help: "Print nothing but errors and the page's address.")
  var quiet = false

  mutating func validate() throws {
    drawing.only = config.takeBack(from: drawing.only)
    if config.file == "-" {
      throw ValidationError("Standard input cannot be watched; name a file.")
    }
    if let port, !(1...65535).contains(port) {
      throw ValidationError("--port must lie between 1 and 65535.")
    }
    if port != nil, !serve { throw ValidationError("--port is that of --serve; add it.") }
    if open, !serve { throw ValidationError("--open opens the page of --serve; add it.") }
  }

  func run() throws {
    Signals.ignorePipe()
    let path = try config.path
    guard ConfigFile.exists(path) else {
      throw FigureError("cannot read '\(path)': No such file or directory", isMistake: true)
    }
    let preview = Preview(source: path)
    let session = WatchSession(
      path: path, options: try drawing.options(), preview: preview, isQuiet: quiet)
    let guardian = InterruptGuard { session.end() }
    defer { guardian.end() }
    if serve {
      let address =
        "http://127.0.0.1:\(try PreviewServer(preview: preview).start(port: UInt16(port ?? 8123)))/"
      Terminal.errors.say("the pictures are at \(address)")
      if open { Browser.open(address) }
    }
    session.run()
  }
}
