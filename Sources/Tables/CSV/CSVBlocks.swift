/// A CSV file in blocks that end where a record ends, so that a table need not be in memory as text.
///
/// A line end inside quotes ends no record. Quotes are counted and not understood: where one stands in
/// the wrong place the count is wrong from there on, but the parser reaches that quote first and throws.
struct CSVBlocks: ~Copyable {
  /// How many bytes are read at a time.
  private let size: Int
  /// Whether what a pipe has given is kept until it is a block.
  private let waits: Bool
  private let reader: ByteReader?
  private let file: String
  private let fileSize: Int?
  /// How many bytes have been given out.
  private var given = 0
  /// What was read and belongs to the next block.
  private var rest: [UInt8]
  /// The line that `rest` begins with.
  private var line = 1
  private var isAtEnd: Bool
  /// The longest field that is waited for, in bytes.
  var longestField = Int.max
  /// Whether the last block ended inside a field that was too long.
  private var isCut = false
  /// How much of the file has been given out, 0…1; nil if its size is not known.
  var share: Double? { fileSize.map { Double(given) / Double(max($0, 1)) } }

  /// The blocks of a file.
  init(
    _ reader: consuming ByteReader, size: Int = 1 << 20, waitsForWholeBlocks waits: Bool = true
  ) {
    self.waits = waits
    file = reader.file
    fileSize = reader.size
    self.reader = consume reader
    self.size = size
    rest = []
    isAtEnd = false
  }

  /// Bytes that are there already, as one block.
  init(_ bytes: [UInt8], file: String) {
    reader = nil
    fileSize = nil
    self.file = file
    size = 0
    waits = true
    rest = bytes
    isAtEnd = true
  }

  /// The next block; nil at the end.
  ///
  /// - Throws: `TableError` if the file cannot be read, is no text, or has a record of more than
  ///   `longestRecord` bytes.
  mutating func next() throws(TableError) -> CSVText? {
    if isCut {
      throw TableError(
        file: file, line: line, column: 1,
        message: "more than \(longestField) bytes without a field",
        remedy: "is this a table?")
    }
    var end = RecordEnd()
    var field = FieldStart()
    while !isAtEnd {
      // A record longer than a block is copied a few times only.
      isAtEnd = try !reader!.read(max(size, rest.count), onto: &rest, fills: waits)
      if isAtEnd { break }
      end.scan(rest)
      if end.offset > 0 { return try take(end.offset, lines: end.lines) }
      if rest.count > longestField {
        field.scan(rest)
        // Half of a quoted field may be quotes that stand for one another.
        if rest.count - field.offset > 2 * longestField + 4 { return try cut() }
      }
      if rest.count > Self.longestRecord {
        // If a quote has been left open, the parser says which.
        guard end.isQuoted else {
          throw TableError(
            file: file, line: line, column: 1,
            message: "a line of more than \(Self.longestRecord) bytes",
            remedy: "is this a table?")
        }
        isAtEnd = true
      }
    }
    return rest.isEmpty ? nil : try take(rest.count, lines: 0)
  }

  private mutating func take(_ count: Int, lines: Int) throws(TableError) -> CSVText {
    let first = line
    line += lines
    given += count
    // The smaller part is copied.
    let next = Array(rest[count...])
    var bytes = rest
    rest = next
    bytes.removeLast(bytes.count - count)
    return try CSVText(bytes, file: file, firstLine: first)
  }

  /// What has been read, of which the parser says that its last field is too long.
  private mutating func cut() throws(TableError) -> CSVText {
    isCut = true
    // A character that has not come in whole is no mistake.
    while let byte = rest.popLast() { if byte & 0xC0 != 0x80 { break } }
    return try CSVText(rest, file: file, firstLine: line, isCut: true)
  }

  private static let longestRecord = 1 << 26
}

/// Where the last whole record in some bytes ends.
private struct RecordEnd {
  /// The offset after it; 0 if there is none.
  private(set) var offset = 0
  /// How many lines end before that.
  private(set) var lines = 0
  /// Whether the bytes end inside quotes.
  private(set) var isQuoted = false
  private var scanned = 0
  private var linesScanned = 0

  /// Looks at what has been added to the bytes since the last time.
  mutating func scan(_ bytes: [UInt8]) {
    // Whether a line feed follows a carriage return at the very end, only the next bytes tell.
    let end = bytes.last == Ascii.carriageReturn ? bytes.count - 1 : bytes.count
    while scanned < end {
      if !isQuoted, scanned + ByteWindow.length <= end, scanWindow(bytes) { continue }
      scanSlowly(bytes, until: min(scanned + ByteWindow.length, end))
    }
  }

  /// Counts the lines of a window that has no quotes and no carriage returns; false if it has.
  private mutating func scanWindow(_ bytes: [UInt8]) -> Bool {
    // No byte counts further than there are words in a window.
    var (odd, feeds): (UInt64, UInt64) = (0, 0)
    bytes.forEachWord(from: scanned) {
      odd |= ByteWindow.holds(Ascii.quote, $0) | ByteWindow.holds(Ascii.carriageReturn, $0)
      feeds &+= ByteWindow.ones(Ascii.lineFeed, $0)
    }
    if odd != 0 { return false }
    scanned += ByteWindow.length
    let count = ByteWindow.sum(feeds)
    if count > 0 {
      linesScanned += count
      lines = linesScanned
      offset = scanned
      while bytes[offset - 1] != Ascii.lineFeed { offset -= 1 }
    }
    return true
  }

  private mutating func scanSlowly(_ bytes: [UInt8], until end: Int) {
    let bytes = bytes.span
    for i in scanned..<end {
      let byte = bytes[i]
      if byte > Ascii.quote { continue }
      if byte == Ascii.quote { isQuoted.toggle() }
      let endsLine =
        byte == Ascii.lineFeed || byte == Ascii.carriageReturn && bytes[i + 1] != Ascii.lineFeed
      if !endsLine { continue }
      linesScanned += 1
      if isQuoted { continue }
      offset = i + 1
      lines = linesScanned
    }
    scanned = end
  }
}

/// Where the last field in some bytes begins at the latest, whatever separates fields.
private struct FieldStart {
  private(set) var offset = 0
  private var isQuoted = false
  private var scanned = 0

  /// Looks at what has been added to the bytes since the last time.
  mutating func scan(_ bytes: [UInt8]) {
    let bytes = bytes.span
    for i in scanned..<bytes.count where bytes[i] <= Ascii.semicolon {
      switch bytes[i] {
      case Ascii.quote: isQuoted.toggle()
      case Ascii.comma, Ascii.semicolon, Ascii.tab, Ascii.lineFeed, Ascii.carriageReturn:
        if !isQuoted { offset = i + 1 }
      default: break
      }
    }
    scanned = bytes.count
  }
}
