/// Why a figure cannot be drawn or written.
public struct FigureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public var message: String

  /// Describes a fault.
  public init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}
