/// Rows of plain numbers, which most of a large table is, read without a field being made of each.
extension CSVParser {
  /// Reads rows as long as they have as many fields as there are columns, none of them quoted, and a plain
  /// decimal number in each column that is wanted. Stops before the first row that is anything else, for
  /// `next()` to read or to complain of.
  mutating func readPlainRows(into builder: inout CSVTableBuilder) {
    let wanted = builder.columns.map(\.isRead)
    guard !wanted.isEmpty else { return }
    let text = text
    let bytes = text.bytes.span
    let (delimiter, longest) = (delimiter, maximumFieldLength)
    var place = here
    defer { here = place }
    var row = [Double](repeating: 0, count: wanted.count)
    while true {
      var offset = place.offset
      let start = offset
      var column = 0
      while column < wanted.count {
        let first = offset
        if wanted[column] {
          guard let value = PlainNumber(bytes, at: &offset)?.value else { return }
          row[column] = value
        } else {
          while offset < bytes.count, !Self.endsPlainField(bytes[offset], delimiter) {
            offset &+= 1
          }
          guard offset < bytes.count, bytes[offset] != Ascii.quote,
            offset - first <= longest
          else { return }
        }
        column &+= 1
        if column == wanted.count { break }
        guard offset < bytes.count, bytes[offset] == delimiter else { return }
        offset &+= 1
      }
      // A lone field that is empty is a blank line.
      guard offset > start, offset < bytes.count else { return }
      switch bytes[offset] {
      case Ascii.lineFeed: offset &+= 1
      case Ascii.carriageReturn:
        offset &+= 1
        if offset < bytes.count, bytes[offset] == Ascii.lineFeed { offset &+= 1 }
      default: return
      }
      builder.append(row)
      place = CSVText.Place(line: place.line + 1, lineStart: offset, offset: offset)
    }
  }

  private static func endsPlainField(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
    byte == delimiter || byte == Ascii.lineFeed || byte == Ascii.carriageReturn
      || byte == Ascii.quote
  }
}

/// A sign, digits and a point: what fits an integer of 64 bits and a power of ten.
private struct PlainNumber {
  var digits: UInt64 = 0
  var places = 0
  var isNegative = false

  /// Reads from an offset, and moves it behind the number; nil if there is none, or more digits than fit.
  @inline(__always)
  init?(_ bytes: borrowing Span<UInt8>, at offset: inout Int) {
    let count = bytes.count
    if offset < count, bytes[offset] == Ascii.minus {
      isNegative = true
      offset &+= 1
    }
    let first = offset
    var point = -1
    while offset < count {
      let digit = bytes[offset] &- Ascii.zero
      if digit < 10 {
        digits = digits &* 10 &+ UInt64(digit)
      } else if bytes[offset] == Ascii.point, point < 0 {
        point = offset
      } else {
        break
      }
      offset &+= 1
    }
    let length = offset &- first &- (point < 0 ? 0 : 1)
    // 10¹⁹ is the largest power of ten below 2⁶⁴.
    guard length > 0, length <= 19 else { return nil }
    if point >= 0 { places = offset &- point &- 1 }
  }

  /// The nearest double; nil if that takes longer to tell.
  var value: Double? {
    guard let magnitude = DecimalRounding.nearest(digits, exponent: -places) else { return nil }
    return isNegative ? -magnitude : magnitude
  }
}
