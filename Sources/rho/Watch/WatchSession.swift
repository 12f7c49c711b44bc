import Basics
import Figures
import Foundation

/// Draws again whenever a file changes, and tells of it on the terminal and in the page.
final class WatchSession: Sendable {
  /// The config.
  let path: String
  let options: Renderer.Options
  /// What browsers are shown.
  let preview: Preview
  let isQuiet: Bool
  private let drawing = Drawing()

  init(path: String, options: Renderer.Options, preview: Preview, isQuiet: Bool) {
    self.path = path
    self.options = options
    self.preview = preview
    self.isQuiet = isQuiet
  }

  /// Draws and waits for changes, until a signal ends the program.
  func run() -> Never {
    var watcher = FileWatcher()
    watcher.watch([path])
    var said: Set<String> = []
    while true {
      do {
        let file = try FigureFile(ConfigFile.readAgain(path), path: path)
        // Also if they cannot be drawn: the table may have the mistake.
        watcher.watch([path] + file.inputs)
        for input in file.inputs { try ConfigFile.refuseOthers(than: input) }
        let renderer = try Renderer(file, options: options)
        for warning in renderer.warnings where !isQuiet && said.insert(warning).inserted {
          Failure.warn(warning)
        }
        try draw(renderer)
        preview.show(Preview.figures(of: renderer))
      } catch {
        drawing.waitIfOver()
        preview.show(mistakes: Failure.texts(error))
        Failure.tell(error)
      }
      watcher.waitForChange()
    }
  }

  /// Takes half-written files away, before a signal ends the program.
  func end() { drawing.end() }

  /// Draws what is not up to date, and says in a line what that was and how long it took.
  private func draw(_ renderer: Renderer) throws {
    let start = ContinuousClock.now
    drawing.begin(renderer)
    let isWatched = Terminal.output.isInteractive && Terminal.errors.isInteractive
    let display = ProgressDisplay(isQuiet: isQuiet || !isWatched, isVerbose: false)
    let log = RedrawLog(renderer)
    defer { display.clear() }
    _ = try renderer.run {
      display.show($0)
      log.add($0)
    }
    display.clear()
    if !isQuiet { Terminal.errors.say(log.line(after: start.duration(to: .now))) }
  }

  /// The renderer at work, for whoever has to end it.
  private final class Drawing: Sendable {
    private let state = Locked<(renderer: Renderer?, isOver: Bool)>((nil, false))

    func begin(_ renderer: Renderer) {
      state.with {
        $0.renderer = renderer
        if $0.isOver { renderer.cancel() }
      }
    }

    func end() {
      state.with {
        $0.isOver = true
        $0.renderer?.cancel()
      }
    }

    /// Lets the signal do its work: what fails because of it is nobody's mistake.
    func waitIfOver() {
      while state.with({ $0.isOver }) { sleep(1) }
    }
  }
}
