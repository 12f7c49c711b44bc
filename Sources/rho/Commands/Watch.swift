import ArgumentParser
import Figures
import Foundation

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw the figures again whenever the config or its data change.",
    discussion: """
      Draws what is not up to date, then waits: saving the config or a table that it reads draws what \
      the change touches. A mistake is shown with its place, and the last good pictures stay. Ends \
      with Ctrl-C.

      With --serve a page in the browser shows the pictures, and the mistakes over them, and follows \
      every change. It is served to this machine alone.

      Examples:
        rho watch
        rho watch talk.yaml --only sweep --serve
      """)

  @OptionGroup var config: ConfigArgument
  @OptionGroup var drawing: DrawingOptions

  @Flag(help: "Show the pictures in a page of the browser.")
  var serve = false

  @Option(
    help: ArgumentHelp("The page's port; the next free one is taken if it is not.", valueName: "n"))
  var port: UInt16 = 8123

  func validate() throws {
    if config.file == "-" {
      throw ValidationError("Standard input cannot be watched; name a file.")
    }
    if port == 0 { throw ValidationError("--port must lie between 1 and 65535.") }
  }

  func run() throws {
    Signals.ignorePipe()
    let path = try config.path
    let preview = Preview()
    let current = Box<Renderer?>(nil)
    let guardian = InterruptGuard { current.value?.cancel() }
    defer { guardian.end() }
    var server: PreviewServer?
    var watcher = FileWatcher()
    watcher.watch([path])
    while true {
      if let drawn = draw(path, preview, current) {
        watcher.watch([path] + drawn.file.dataFiles)
        if serve, server == nil {
          let new = PreviewServer(preview: preview, folder: drawn.folder)
          Terminal.errors.write(
            "the pictures are at http://127.0.0.1:\(try Self.start(new, port))/\n")
          server = new
        }
      }
      watcher.waitForChange()
    }
  }

  /// Draws what is not up to date and says so; tells of mistakes.
  /// - Returns: what was drawn; nil if it could not be.
  private func draw(_ path: String, _ preview: Preview, _ current: Box<Renderer?>) -> Renderer? {
    let start = ContinuousClock.now
    do {
      let renderer = try Renderer(try config.load(), options: try drawing.options())
      for warning in renderer.warnings { Failure.warn(warning) }
      current.value = renderer
      let result = try renderer.run()
      preview.show(Self.figures(of: renderer))
      let time = start.duration(to: .now)
      let milliseconds =
        time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
      Terminal.errors.write(
        result.written == 0
          ? "up to date\n"
          : "\(result.written) file\(result.written == 1 ? "" : "s") written in \(milliseconds) ms\n"
      )
      return renderer
    } catch {
      preview.show(error: Failure.text(error))
      Failure.tell(error)
      return nil
    }
  }

  private static func start(_ server: PreviewServer, _ port: UInt16) throws -> UInt16 {
    do {
      return try server.start(port: port)
    } catch {
      throw FigureError("cannot serve at port \(port): \(error.localizedDescription)")
    }
  }

  /// A value that one thread leaves for another.
  private final class Box<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var held: Value
    var value: Value {
      get { lock.withLock { held } }
      set { lock.withLock { held = newValue } }
    }
    init(_ value: Value) { held = value }
  }

  /// The figures with the files that show them best: animations before stills, SVG before PNG.
  private static func figures(of renderer: Renderer) -> [Preview.Figure] {
    var result: [Preview.Figure] = []
    for picture in renderer.pictures {
      let endings = ["-animated.svg", ".svg", "-animated.png", ".png"]
      let folder = renderer.folder.isEmpty ? "" : renderer.folder + "/"
      guard
        let file = endings.map({ picture.stem + $0 })
          .first(where: { ConfigFile.exists(folder + $0) })
      else { continue }
      let name = picture.figure.name
      if result.last?.name != name {
        result.append(
          Preview.Figure(
            name: name, title: picture.figure.title ?? name,
            alternativeText: picture.figure.alternativeText))
      }
      if picture.theme.name == "dark" {
        result[result.count - 1].dark = file
      } else {
        result[result.count - 1].light = file
      }
    }
    return result
  }
}
