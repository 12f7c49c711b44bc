/// Reading from CSV: RFC 4180, UTF-8 with or without a byte order mark, lines that end in CR LF, LF or
/// CR, blank lines skipped. Numbers are written as `-1.5e3` in every locale, or `inf`, `-inf`, `nan`.
///
/// Every error says the file and, if it is about a place, the line and the column. These are errors
/// when the file is read: an empty file, one with a header and no rows, one that is not UTF-8 text, a
/// row with more or fewer fields than the header, a name given to two columns, a quote never closed or
/// in the wrong place, a field longer than the options allow.
///
/// A file is read in parts of a megabyte. What stays is eight bytes for every row of every column that
/// the options name, and the place of every cell there that is no number.
extension Dataset {
  /// The table in a file.
  ///
  /// - Throws: `TableError` if the file cannot be read (with the system's reason), or for everything listed
  ///   above.
  public init(csvFile path: String, options: CSVOptions = CSVOptions()) throws(TableError) {
    try self.init(CSVBlocks(try ByteReader.opening(path)), file: path, options)
  }

  /// The table that comes in by the program's standard input, `<stdin>` in errors.
  ///
  /// - Throws: as `init(csvFile:options:)`.
  public static func standardInput(
    options: CSVOptions = CSVOptions()
  ) throws(TableError) -> Dataset {
    try Dataset(CSVBlocks(ByteReader.standardInput), file: "<stdin>", options)
  }

  /// The table in a string, with the name for its errors.
  ///
  /// - Throws: `TableError` for everything listed above.
  public init(
    csv text: String, file: String, options: CSVOptions = CSVOptions()
  ) throws(TableError) {
    try self.init(csv: Array(text.utf8), file: file, options: options)
  }

  /// The table in the bytes of a file, with the name of the file for its errors.
  ///
  /// - Throws: `TableError` for everything listed above.
  public init(
    csv bytes: [UInt8], file: String, options: CSVOptions = CSVOptions()
  ) throws(TableError) {
    try self.init(CSVBlocks(bytes, file: file), file: file, options)
  }

  private init(
    _ blocks: consuming CSVBlocks, file: String, _ options: CSVOptions
  ) throws(TableError) {
    var table = CSVTable(blocks, file: file, options)
    if try table.readBlock() {
      table.makeRoom()
      while try table.readBlock() {}
    }
    // The last block has been read, or that would have thrown.
    self = table.takeRows()!
  }
}
