import Figures

/// Shows how far the drawing is: a line that changes on a terminal, paths in a pipe.
struct ProgressDisplay: Sendable {
  var isQuiet: Bool
  var isVerbose: Bool
  private let isInteractive = Terminal.output.isInteractive && Terminal.errors.isInteractive

  init(isQuiet: Bool, isVerbose: Bool) {
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
  }

  /// Shows what happened to a file.
  func show(_ event: Renderer.Event) {
    guard !isQuiet else { return }
    if isVerbose {
      let what = event.bytes.map { "\(Self.size($0)) written" } ?? "up to date"
      Terminal.output.write("\(event.path): \(what)\n")
    } else if isInteractive {
      let line = "[\(event.done)/\(event.total)] \(event.path)"
      Terminal.errors.write("\r\u{1B}[K" + line.prefix(max(20, Terminal.errors.columns - 1)))
    } else if event.bytes != nil {
      Terminal.output.write(event.path + "\n")
    }
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
