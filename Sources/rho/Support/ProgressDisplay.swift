import Basics
import Config
import Drawing
import Figures

/// Shows how far the drawing is: a line that changes on a terminal, paths in a pipe.
struct ProgressDisplay: Sendable {
  var isQuiet: Bool
  var isVerbose: Bool
  private let clock = ContinuousClock()
  private let start = ContinuousClock.now
  private let isInteractive = Terminal.output.isInteractive && Terminal.errors.isInteractive
  /// The first line that could not be written.
  private let failure = Locked<FigureError?>(nil)

  init(isQuiet: Bool, isVerbose: Bool) {
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
  }

  /// Shows what happened to a file.
  func show(_ event: Renderer.Event) {
    guard !isQuiet else { return }
    if isVerbose {
      let what = event.bytes.map { "\(Self.size($0)) written" } ?? "up to date"
      print("\(event.path): \(what)".forTerminal)
    } else if isInteractive {
      let line = "[\(event.done)/\(event.total)]\(pace(event)) \(event.path)".forTerminal
      Terminal.errors.write("\r\u{1B}[K" + line.prefix(max(20, Terminal.errors.columns - 1)))
    } else if event.bytes != nil {
      print(Terminal.output.path(event.path))
    }
  }

  /// Writes a line; the pictures go on also if nobody gets it.
  private func print(_ line: String) {
    do {
      try Terminal.output.writeAll(Array((line + "\n").utf8))
    } catch let error as FigureError {
      failure.with { $0 = $0 ?? error }
    } catch {}  // Who has closed a pipe has read enough.
  }

  /// Ends the display.
  /// - Throws: `FigureError` if a line could not be written.
  func finish() throws {
    clear()
    if let failure = failure.with({ $0 }) { throw failure }
  }

  /// How fast it goes and how long it will take yet, once that can be told.
  private func pace(_ event: Renderer.Event) -> String {
    let elapsed = start.duration(to: clock.now)
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    guard event.bytes != nil, event.done > 4, seconds > 0.5 else { return "" }
    let rate = Double(event.done) / seconds
    let left = Int((Double(event.total - event.done) / rate).rounded(.up))
    let rest = left < 60 ? "\(left) s" : "\(left / 60) min \(left % 60) s"
    return " \(Int(rate.rounded()))/s, \(rest) left"
  }

  /// Takes away the line that changes.
  func clear() {
    if isInteractive, !isQuiet, !isVerbose { Terminal.errors.write("\r\u{1B}[K") }
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1000
      ? "\(bytes) B"
      : bytes < 999_500
        ? "\((bytes + 500) / 1000) kB"
        : "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
  }
}
