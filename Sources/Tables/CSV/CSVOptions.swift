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

  /// What the first line is.
  public enum Header: Hashable, Sendable {
    /// It names the columns.
    case present
    /// It is a row like the others; the columns are named `1`, `2`, ….
    case absent
    /// It is a row if all of its fields are numbers, and names the columns if not.
    case automatic
  }

  /// What the first line is.
  public var header: Header

  /// Whether rows with more or fewer fields than the first line are left out, and counted
  /// (`Dataset.skippedRowCount`), instead of being errors.
  public var skipsRaggedRows: Bool

  /// The longest field that is read, in bytes. A longer one is an error, since it is nearly always a
  /// quote left open or not a table at all.
  public var maximumFieldLength: Int

  /// The columns that are wanted, by name or number as `Dataset.column(_:)` takes them; all if nil. The
  /// others cost no memory, and to ask for them later is an error. A name that no column has is an error
  /// when it is asked for.
  public var columns: [String]?

  /// Options, by default: found delimiter, a header, no ragged rows, fields of up to 65 536 bytes, all
  /// columns.
  public init(
    delimiter: Delimiter = .automatic, header: Header = .present, skipsRaggedRows: Bool = false,
    maximumFieldLength: Int = 1 << 16, columns: [String]? = nil
  ) {
    self.columns = columns
    self.delimiter = delimiter
    self.header = header
    self.skipsRaggedRows = skipsRaggedRows
    self.maximumFieldLength = maximumFieldLength
  }
}
