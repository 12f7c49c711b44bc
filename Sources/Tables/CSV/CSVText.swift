/// The bytes of a CSV file, or of some of its lines, that are known to be text: valid UTF-8 without zero
/// bytes, after the byte order mark if there is one.
///
/// The parser looks at bytes only. All that it looks for is ASCII, and an ASCII byte is never part of
/// another character in UTF-8.
package struct CSVText: Sendable {
  let file: String
  let bytes: [UInt8]
  /// Where the text begins: after the byte order mark.
  let start: Int
  /// The number in the file of the line that the bytes begin with, from 1.
  let firstLine: Int
  /// Whether more follows in the last field, which was too long to wait for.
  let isCut: Bool

  init(
    _ bytes: [UInt8], file: String, firstLine: Int = 1, isCut: Bool = false
  ) throws(TableError) {
    self.bytes = bytes
    self.isCut = isCut
    self.file = file
    self.firstLine = firstLine
    if firstLine > 1 {
      start = 0
      try requireText()
      return
    }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw TableError(file: file, message: "the file is UTF-32", remedy: "save it as UTF-8")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw TableError(file: file, message: "the file is UTF-16", remedy: "save it as UTF-8")
    }
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    try requireText()
  }

  /// A position that can be turned into line and column when an error asks for it.
  package struct Place: Sendable {
    package var line: Int
    /// The offset of the line's first byte.
    package var lineStart: Int
    package var offset: Int
  }

  /// The column of a place in Unicode scalars from 1. Counted on demand: only errors need it.
  func column(of place: Place) -> Int {
    1 + scalarCount(place.lineStart..<place.offset)
  }

  func scalarCount(_ offsets: Range<Int>) -> Int {
    bytes[offsets].count { $0 & 0xC0 != 0x80 }
  }

  func error(at place: Place, _ message: String, remedy: String? = nil) -> TableError {
    TableError(
      file: file, line: place.line, column: column(of: place), message: message, remedy: remedy,
      source: line(of: place))
  }

  /// The line of a place, without its end; of a very long one what stands around the place.
  private func line(of place: Place) -> String {
    let end =
      bytes[place.offset...].prefix(1 << 12)
      .firstIndex { $0 == Ascii.lineFeed || $0 == Ascii.carriageReturn }
    guard place.offset - place.lineStart <= 1 << 16 else { return "" }
    return String(
      decoding: bytes[place.lineStart..<(end ?? min(bytes.count, place.offset + 1 << 12))],
      as: UTF8.self)
  }

  private func requireText() throws(TableError) {
    var offset = start
    while true {
      // Most of a table is ASCII, which is seen many bytes at a time.
      offset = bytes.skippingWindows(from: offset, ByteWindow.holdsZeroOrNonASCII)
      if offset == bytes.count { return }
      let end = min(offset + ByteWindow.length, bytes.count)
      while offset < end {
        let byte = bytes[offset]
        if byte == 0 {
          throw error(
            at: place(of: offset), "a zero byte: this is a binary file, not a table",
            remedy: "give a CSV file, as UTF-8")
        }
        let length = byte < 0x80 ? 1 : lengthOfScalar(at: offset)
        if length == 0 {
          let hex = String(byte, radix: 16, uppercase: true)
          throw error(
            at: place(of: offset), "byte 0x\(hex) is not valid UTF-8",
            remedy: "save the file as UTF-8")
        }
        offset += length
      }
    }
  }

  /// The length of the well-formed UTF-8 sequence of several bytes at an offset (Unicode 16,
  /// table 3-7), 0 if there is none.
  private func lengthOfScalar(at offset: Int) -> Int {
    let second: ClosedRange<UInt8>
    let length: Int
    switch bytes[offset] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
    for i in offset + 2..<max(offset + length, offset + 2) where bytes[i] & 0xC0 != 0x80 {
      return 0
    }
    return length
  }

  private func place(of offset: Int) -> Place {
    var place = Place(line: firstLine, lineStart: start, offset: offset)
    for i in start..<offset where endsLine(i) {
      place.line += 1
      place.lineStart = i + 1
    }
    return place
  }

  /// Whether the byte at an offset is the last of a line end: LF, CR LF, or a CR alone.
  private func endsLine(_ i: Int) -> Bool {
    bytes[i] == Ascii.lineFeed
      || bytes[i] == Ascii.carriageReturn
        && !(i + 1 < bytes.count && bytes[i + 1] == Ascii.lineFeed)
  }
}

/// The bytes that mean something in a CSV file.
enum Ascii {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let point: UInt8 = 0x2E
  static let zero: UInt8 = 0x30
  static let nine: UInt8 = 0x39
  static let semicolon: UInt8 = 0x3B
}
