import Basics
import Foundation

/// What the preview shows, shared by whoever draws and whoever serves.
final class Preview: Sendable {
  /// A picture's file.
  struct File: Encodable, Hashable, Sendable {
    var name: String
    /// What changes whenever the file does.
    var version: String
    /// Pixels per point; nil for what has no pixels.
    var scale: Double?
    /// Where it is, which is no concern of the page's.
    var path: String

    private enum CodingKeys: CodingKey { case name, version, scale }
  }

  /// A figure with its files.
  struct Figure: Encodable, Hashable, Sendable {
    var name: String
    /// The title, without markup; empty if there is none.
    var title: String
    var alternativeText: String
    /// The files of the light picture and of the dark one, what shows it best first.
    var light: [File] = []
    var dark: [File] = []
  }

  /// One state of it.
  struct State: Encodable, Sendable {
    /// The config, as the user named it.
    var source: String
    /// Grows with every change.
    var version = 0
    /// What is wrong, one thing each, as the terminal shows it.
    var mistakes: [String] = []
    /// The figures that were drawn last.
    var figures: [Figure] = []
  }

  private let shown: Locked<(state: State, tell: (@Sendable () -> Void)?)>

  init(source: String) { shown = Locked((State(source: source), nil)) }

  var state: State { shown.with { $0.state } }

  /// Calls `tell` after every change from now on.
  func onNews(_ tell: @escaping @Sendable () -> Void) { shown.with { $0.tell = tell } }

  /// The file of a name; nil for whatever is not shown.
  func file(_ name: String) -> File? {
    state.figures.lazy.flatMap { $0.light + $0.dark }.first { $0.name == name }
  }

  /// Shows new pictures.
  func show(_ figures: [Figure]) {
    change {
      $0.figures = figures
      $0.mistakes = []
    }
  }

  /// Shows mistakes over the last good pictures.
  func show(mistakes: [String]) { change { $0.mistakes = mistakes } }

  private func change(_ body: (inout State) -> Void) {
    let tell = shown.with {
      body(&$0.state)
      $0.state.version += 1
      return $0.tell
    }
    tell?()
  }
}
