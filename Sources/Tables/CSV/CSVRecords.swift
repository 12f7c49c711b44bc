/// The records of a CSV file one after the other, with the bytes that they are written in: for whoever hands
/// them on.
package struct CSVRecords: ~Copyable {
  /// One record.
  package struct Record {
    /// What its fields say, and where they stand.
    package var fields: [CSVParser.Field]
    /// Blank lines before it.
    package var before: ArraySlice<UInt8>
    /// The record as it is written, quotes and all, without the end of its line.
    package var bytes: ArraySlice<UInt8>
    /// The end of its line; empty at the end of a file that does not end in one.
    package var ending: ArraySlice<UInt8>
    /// What stands between its fields.
    package var delimiter: UInt8
    private let text: CSVText

    fileprivate init(_ fields: [CSVParser.Field], from start: Int, _ parser: CSVParser) {
      self.fields = fields
      text = parser.text
      delimiter = parser.delimiter
      let (first, last) = (fields[0].place.offset, fields[fields.count - 1].end.offset)
      before = text.bytes[start..<first]
      bytes = text.bytes[first..<last]
      ending = text.bytes[last..<parser.here.offset]
    }

    /// A mistake in one of its fields; in the record as a whole if there is no such field.
    package func error(in field: Int?, _ message: String, remedy: String? = nil) -> TableError {
      text.error(at: fields[field ?? 0].place, message, remedy: remedy)
    }
  }

  private var blocks: CSVBlocks
  private let options: CSVOptions
  private var parser: CSVParser?
  private var delimiter: UInt8?

  /// The records that come in by the program's standard input, each as soon as it is there.
  package static func standardInput(options: CSVOptions = CSVOptions()) -> CSVRecords {
    CSVRecords(
      CSVBlocks(ByteReader.standardInput, size: 1 << 16, waitsForWholeBlocks: false), options)
  }

  init(_ blocks: consuming CSVBlocks, _ options: CSVOptions = CSVOptions()) {
    self.blocks = consume blocks
    self.blocks.longestField = options.maximumFieldLength
    self.options = options
  }

  /// Whether the next record has been read from the file already.
  package var hasNextAtHand: Bool {
    parser.map { $0.here.offset < $0.text.bytes.count } ?? false
  }

  /// The next record; nil at the end of the file.
  ///
  /// - Throws: `TableError` with the place if the file cannot be read or is not CSV.
  package mutating func next() throws(TableError) -> Record? {
    while true {
      if parser != nil {
        let start = parser!.here.offset
        if let first = try parser!.next() {
          var fields = [first]
          while let field = try parser!.finishRecord() { fields.append(field) }
          delimiter = parser!.delimiter
          return Record(fields, from: start, parser!)
        }
      }
      guard let text = try blocks.next() else { return nil }
      parser = CSVParser(text, options: options, delimiter: delimiter)
    }
  }
}
