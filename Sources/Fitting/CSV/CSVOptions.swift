/// How a CSV file is read where the file itself does not say.
public struct CSVOptions: Hashable, Sendable {
  /// What separates the fields of a line.
  public enum Delimiter: Hashable, Sendable {
    /// Whichever of comma, semicolon and tab is the most frequent in the first line outside quotes.
    case automatic
    /// `,`
    case comma
    /// `;`
    case semicolon
    /// A tab.
    case tab
  }

  /// What separates the fields.
  public var delimiter: Delimiter

  /// Whether the first line names the columns; if not they are named `1`, `2`, ….
  public var hasHeader: Bool

  /// The longest field that is read, in bytes. A longer one is an error, since it is nearly always a
  /// quote left open or not a table at all.
  public var maximumFieldLength: Int

  /// Options, by default: found delimiter, a header, fields of up to 65 536 bytes.
  public init(
    delimiter: Delimiter = .automatic, hasHeader: Bool = true, maximumFieldLength: Int = 1 << 16
  ) {
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.maximumFieldLength = maximumFieldLength
  }
}
