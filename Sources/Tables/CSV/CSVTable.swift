/// A table that is read block by block.
struct CSVTable: ~Copyable {
  private var blocks: CSVBlocks
  private let file: String
  private let options: CSVOptions
  private var delimiter: UInt8?
  /// Nothing before the first line that is not blank.
  private var builder: CSVTableBuilder?
  private var hasRows = false

  init(_ blocks: consuming CSVBlocks, file: String, _ options: CSVOptions) {
    self.blocks = consume blocks
    self.file = file
    self.options = options
  }

  /// Reads the rows of another block; false at the end of the file.
  ///
  /// - Throws: `TableError` for everything that can be wrong with a file.
  mutating func readBlock() throws(TableError) -> Bool {
    guard let text = try blocks.next() else {
      if builder == nil {
        throw TableError(
          file: file, message: "the file is empty",
          remedy: "it needs a line of names and rows of numbers")
      }
      if !hasRows, let skipped = builder?.skippedAltogether, skipped > 0 {
        throw TableError(
          file: file,
          message: skipped == 1
            ? "the only row has another number of fields than the first line"
            : "all \(skipped) rows have another number of fields than the first line",
          remedy:
            "a delimiter at the end of a line begins one more field; name that column too, or "
            + "take the delimiter away")
      }
      if !hasRows {
        throw TableError(
          file: file, message: "the file has names of columns but no rows",
          remedy: "add rows of numbers")
      }
      return false
    }
    var parser = CSVParser(text, options: options, delimiter: delimiter)
    if builder == nil {
      guard let first = try parser.next() else { return true }
      delimiter = parser.delimiter
      builder = try Self.begin(with: first, &parser, options)
    } else {
      builder!.text = text
    }
    // The first row may have been begun with.
    if let field = try parser.finishRecord() { try append(field, &parser) }
    while true {
      parser.readPlainRows(into: &builder!)
      guard let field = try parser.next() else { break }
      try append(field, &parser)
    }
    hasRows = hasRows || builder!.rowCount > 0
    return true
  }

  /// Adds the record that begins with a field.
  private mutating func append(
    _ first: CSVParser.Field, _ parser: inout CSVParser
  ) throws(TableError) {
    var field = first
    try builder!.append(field)
    while !field.endsRecord {
      field = try parser.next()!
      try builder!.append(field)
    }
  }

  /// Makes room for all rows of the file, if those to come are like those so far.
  mutating func makeRoom() {
    guard let share = blocks.share, share < 1, let rows = builder?.rowCount else { return }
    // A guess must not ask for more memory than there is.
    builder?.reserve(Int(min(Double(rows) / share * 1.02, 0x1p26)))
  }

  /// The rows since the last time; nil before the columns are known.
  mutating func takeRows() -> Dataset? { builder?.takeRows() }

  /// Reads the columns' names, or gives them numbers.
  private static func begin(
    with first: CSVParser.Field, _ parser: inout CSVParser, _ options: CSVOptions
  ) throws(TableError) -> CSVTableBuilder {
    var builder = CSVTableBuilder(text: parser.text, skipsRaggedRows: options.skipsRaggedRows)
    var hasHeader = options.header == .present
    if options.header == .automatic {
      hasHeader = !(try parser.isRowOfNumbers(from: first, unlessNamedBy: options.columns ?? []))
    }
    if hasHeader {
      try builder.appendName(first)
      var last = first
      while !last.endsRecord {
        last = try parser.next()!
        try builder.appendName(last)
      }
    } else {
      // The first record says how many columns there are, and is read again as a row.
      var ahead = parser
      var last = first
      builder.appendNumberedName()
      while !last.endsRecord {
        last = try ahead.next()!
        builder.appendNumberedName()
      }
    }
    if let columns = options.columns { builder.keepOnly(columns) }
    if !hasHeader {
      builder.firstLineIsRow = options.header == .automatic
      try builder.append(first)
    }
    return builder
  }
}

extension CSVParser {
  /// Whether every field of the record that begins with `first` is a number, and none of them is the name of
  /// a column that is wanted: one that is no number of a column.
  fileprivate func isRowOfNumbers(
    from first: Field, unlessNamedBy wanted: [String]
  ) throws(TableError) -> Bool {
    var ahead = self
    var field = first
    var names: [String] = []
    while true {
      guard case .value = CSVNumber(field.content) else { return false }
      names.append(String(decoding: field.content.trimmingBlanks(), as: UTF8.self))
      if field.endsRecord { break }
      field = try ahead.next()!
    }
    return !wanted.contains { name in
      let isNumberOfColumn = Int(name).map { (1...names.count).contains($0) } ?? false
      return !isNumberOfColumn && names.contains(name)
    }
  }
}
