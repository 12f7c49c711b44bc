/// Why a font cannot be used, and what would mend it.
public struct FontError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public var message: String

  /// Describes a fault.
  public init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}
