/// Splits a text into records and fields as RFC 4180 says.
///
/// More than the RFC: lines may also end in LF or CR alone, blank lines are skipped, and the delimiter
/// may be a semicolon or a tab. Not less: a quote inside an unquoted field, text after a closing quote
/// and a quote that is never closed are errors and not guesses.
package struct CSVParser {
  package struct Field {
    /// What stands in the field, without enclosing quotes and with doubled ones undone.
    package var content: ArraySlice<UInt8>
    /// Where it begins: at the opening quote if it has one.
    package var place: CSVText.Place
    /// Where the field ends.
    package var end: CSVText.Place
    /// Whether it is the last of its record.
    package var endsRecord: Bool
  }

  let text: CSVText
  let delimiter: UInt8
  let maximumFieldLength: Int
  var here: CSVText.Place
  /// What has been read of later parts: see `readPlainRows`.
  var rowsAhead: [PlainRows]?
  /// Whether the last field ended in a delimiter, so that another must follow even at the end of the
  /// text.
  private var isInsideRecord = false

  /// - Parameter delimiter: what an earlier part of the file had.
  init(_ text: CSVText, options: CSVOptions, delimiter known: UInt8? = nil) {
    self.text = text
    maximumFieldLength = options.maximumFieldLength
    here = CSVText.Place(line: text.firstLine, lineStart: text.start, offset: text.start)
    delimiter =
      switch options.delimiter {
      case .automatic: known ?? Self.likelyDelimiter(in: text)
      case .comma: Ascii.comma
      case .semicolon: Ascii.semicolon
      case .tab: Ascii.tab
      }
  }

  /// The next field, or `nil` at the end.
  mutating func next() throws(TableError) -> Field? {
    if !isInsideRecord {
      skipBlankLines()
      if here.offset == text.bytes.count { return nil }
    }
    return byte == Ascii.quote ? try quotedField() : try plainField()
  }

  /// The next field of a record that has been begun; `nil` if none has.
  mutating func finishRecord() throws(TableError) -> Field? {
    isInsideRecord ? try next() : nil
  }

  /// The byte at the current offset; 0, which no text contains, at the end.
  private var byte: UInt8 {
    here.offset < text.bytes.count ? text.bytes[here.offset] : 0
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Ascii.lineFeed || byte == Ascii.carriageReturn || byte == 0
  }

  private mutating func plainField() throws(TableError) -> Field {
    let start = here
    while !endsField(byte) {
      if byte == Ascii.quote {
        throw text.error(
          at: here, "a quote inside a field that does not begin with one",
          remedy: "enclose the field in quotes and double the quotes inside")
      }
      here.offset += 1
    }
    return try finish(text.bytes[start.offset..<here.offset], from: start)
  }

  private mutating func quotedField() throws(TableError) -> Field {
    let start = here
    here.offset += 1
    var unescaped: [UInt8] = []
    var sectionStart = here.offset
    while true {
      if here.offset == text.bytes.count {
        throw text.error(
          at: start,
          "the quote that opens here is never closed"
            + (text.isCut ? " within the \(maximumFieldLength) bytes of the longest field" : ""),
          remedy: "close it with '\"'")
      }
      if byte == Ascii.lineFeed || byte == Ascii.carriageReturn {
        skipLineEnd()
      } else if byte == Ascii.quote {
        here.offset += 1
        if byte != Ascii.quote { break }
        unescaped += text.bytes[sectionStart..<here.offset]
        here.offset += 1
        sectionStart = here.offset
      } else {
        here.offset += 1
      }
    }
    if !endsField(byte) {
      throw text.error(
        at: here, "text after a closing quote", remedy: "double the quotes inside a quoted field")
    }
    let section = text.bytes[sectionStart..<here.offset - 1]
    return try finish(unescaped.isEmpty ? section : (unescaped + section)[...], from: start)
  }

  private mutating func finish(
    _ content: ArraySlice<UInt8>, from start: CSVText.Place
  ) throws(TableError) -> Field {
    if content.count > maximumFieldLength {
      throw tooLong(content.count, from: start)
    }
    let end = here
    isInsideRecord = byte == delimiter
    if isInsideRecord { here.offset += 1 } else { skipLineEnd() }
    return Field(content: content, place: start, end: end, endsRecord: !isInsideRecord)
  }

  private func tooLong(_ count: Int, from start: CSVText.Place) -> TableError {
    text.error(
      at: start,
      "a field of \(text.isCut ? "more than \(maximumFieldLength)" : "\(count)") bytes; "
        + "the limit is \(maximumFieldLength)",
      remedy: "is a quote left open, or is this not a table?")
  }

  /// Steps over CR LF, LF or CR, if one is here.
  mutating func skipLineEnd() {
    let first = byte
    if first != Ascii.lineFeed && first != Ascii.carriageReturn { return }
    here.offset += 1
    if first == Ascii.carriageReturn && byte == Ascii.lineFeed { here.offset += 1 }
    here.line += 1
    here.lineStart = here.offset
  }

  private mutating func skipBlankLines() {
    while true {
      var end = here.offset
      while end < text.bytes.count, isBlank(text.bytes[end]) { end += 1 }
      if end == text.bytes.count {
        here.offset = end
        return
      }
      let last = text.bytes[end]
      if last != Ascii.lineFeed && last != Ascii.carriageReturn { return }
      here.offset = end
      skipLineEnd()
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == Ascii.space || byte == Ascii.tab && delimiter != Ascii.tab
  }

  /// The delimiter that the first line has most of outside quotes; a comma if it has none.
  private static func likelyDelimiter(in text: CSVText) -> UInt8 {
    var (commas, semicolons, tabs) = (0, 0, 0)
    var isQuoted = false
    var isBlankSoFar = true
    scan: for byte in text.bytes[text.start...] {
      let endsLine = byte == Ascii.lineFeed || byte == Ascii.carriageReturn
      switch byte {
      case Ascii.quote: isQuoted.toggle()
      case _ where isQuoted: break
      case Ascii.comma: commas += 1
      case Ascii.semicolon: semicolons += 1
      case Ascii.tab: tabs += 1
      case _ where endsLine && !isBlankSoFar: break scan
      default: break
      }
      isBlankSoFar = isBlankSoFar && (endsLine || byte == Ascii.space)
    }
    if commas >= semicolons && commas >= tabs { return Ascii.comma }
    return semicolons >= tabs ? Ascii.semicolon : Ascii.tab
  }
}
