/// Why a figure cannot be drawn or written.
public struct FigureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public var message: String
  /// Whether the user asked for something that cannot be; if not, the machine refused.
  public var isMistake: Bool

  /// Describes a fault.
  public init(_ message: String, isMistake: Bool = false) {
    self.message = message
    self.isMistake = isMistake
  }

  /// The message.
  public var description: String { message }
}
