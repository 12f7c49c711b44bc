/// What is wrong with a piece of markup, and where.
public struct MarkupError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offset of the fault in the markup, in characters.
  public var offset: Int
  /// How many characters are at fault; at least 1.
  public var length: Int
  /// What is wrong, and what to write instead if that is known.
  public var message: String

  /// Describes a fault.
  public init(offset: Int, length: Int = 1, message: String) {
    self.offset = offset
    self.length = length
    self.message = message
  }

  /// The message with its place.
  public var description: String { "\(message) (at character \(offset + 1))" }
}
