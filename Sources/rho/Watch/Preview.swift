import Foundation

/// What the preview shows, shared by whoever draws and whoever serves.
final class Preview: @unchecked Sendable {
  /// A figure with its files.
  struct Figure: Encodable, Sendable {
    var name: String
    var title: String
    var alternativeText: String
    /// The picture's file in the folder, and the dark one if there is one.
    var light: String?
    var dark: String?
  }

  /// One state of it.
  struct State: Encodable, Sendable {
    /// Grows with every change.
    var version: Int
    /// What is wrong with the config, as the terminal shows it.
    var error: String?
    /// The figures that were drawn last.
    var figures: [Figure]
  }

  private let lock = NSLock()
  private var current = State(version: 0, error: nil, figures: [])

  var state: State { lock.withLock { current } }

  /// Shows new pictures.
  func show(_ figures: [Figure]) {
    lock.withLock { current = State(version: current.version + 1, error: nil, figures: figures) }
  }

  /// Shows a mistake over the last good pictures.
  func show(error: String) {
    lock.withLock {
      current.version += 1
      current.error = error
    }
  }
}
