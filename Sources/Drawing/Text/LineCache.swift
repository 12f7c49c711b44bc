import Basics

/// Lines of text by what was asked for, for several threads at once.
///
/// It holds a limited number: what a long animation says in its frames changes and is not asked for again.
final class LineCache: Sendable {
  struct Key: Hashable {
    var markup: String
    var size: Double
    var weight: Typesetter.Weight
    /// The width of a paragraph; nil for one line.
    var width: Double?
  }

  private static let capacity = 512
  private let lines = Locked<[Key: [TextLine]]>([:])

  subscript(key: Key) -> [TextLine]? {
    get { lines.with { $0[key] } }
    set {
      lines.with {
        if $0.count >= Self.capacity { $0.removeAll(keepingCapacity: true) }
        $0[key] = newValue
      }
    }
  }
}
