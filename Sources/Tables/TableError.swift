/// What is wrong with a table of numbers, where, and what to do about it.
///
///     data/toy.csv:12:7: 'abc' is not a number (column 'y'); write a decimal number, inf, -inf or nan
public struct TableError: Error, Hashable, Sendable {
  /// The file as the caller named it, or the name of the data that came from no file.
  public var file: String

  /// The line, from 1; 0 if the error is about no line in particular.
  public var line: Int

  /// The column in that line, in Unicode scalars from 1; 0 if the error is about no place in particular.
  public var column: Int

  /// What is wrong, in one clause that begins in lower case and has no full stop.
  public var message: String

  /// What the user can do, as a clause in the imperative or a question; `nil` if that is obvious.
  public var remedy: String?

  /// The line's text, for who shows it; empty if it is not at hand.
  public var source: String

  /// An error at a place; without line and column, one about the whole file.
  public init(
    file: String, line: Int = 0, column: Int = 0, message: String, remedy: String? = nil,
    source: String = ""
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.remedy = remedy
    self.source = source
  }
}

extension TableError: CustomStringConvertible {
  /// `file:line:column: message; remedy`, without the parts that there are none of.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return "\(place): \(message)" + (remedy.map { "; \($0)" } ?? "")
  }
}
