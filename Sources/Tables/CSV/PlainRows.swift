import Dispatch

/// Rows of plain numbers, which most of a large table is, read without a field being made of each.
struct PlainRows {
  /// The numbers of each column that is wanted.
  private(set) var columns: [[Double]] = []
  /// How many rows.
  private(set) var count = 0
  /// The offset of the first.
  let start: Int
  /// The offset after them.
  private(set) var end: Int
  private let syntax: Syntax
  /// The numbers row by row.
  private var values: [Double] = []

  /// What rows look like.
  struct Syntax: Sendable {
    /// For each column whether its numbers are wanted.
    var wanted: [Bool]
    var delimiter: UInt8
    /// In bytes.
    var longestField: Int
  }

  /// Reads rows from an offset on that have as many fields as there are columns, none of them quoted, and a
  /// plain decimal number in each column that is wanted. Stops at an offset that a row ends at or beyond,
  /// or before the first row that is anything else.
  init(in text: CSVText, from start: Int, to limit: Int, _ syntax: Syntax) {
    self.start = start
    end = start
    self.syntax = syntax
    if limit - start > 1 << 12 { values.reserveCapacity((limit - start) / 8) }
    let bytes = text.bytes.span
    while end < limit {
      let before = values.count
      guard let next = readRow(bytes) else {
        values.removeLast(values.count - before)
        break
      }
      end = next
      count &+= 1
    }
    let width = syntax.wanted.count { $0 }
    columns =
      width == 1
      ? [values]
      : (0..<width).map { k in stride(from: k, to: values.count, by: width).map { values[$0] } }
    values = []
  }

  /// The offset after the row; nil if it is not plain.
  @inline(__always)
  private mutating func readRow(_ bytes: borrowing Span<UInt8>) -> Int? {
    let wanted = syntax.wanted
    var offset = end
    for column in wanted.indices {
      let first = offset
      if wanted[column] {
        guard let value = PlainNumber(bytes, at: &offset)?.value else { return nil }
        values.append(value)
      } else {
        while offset < bytes.count, !endsField(bytes[offset]) { offset &+= 1 }
        guard offset < bytes.count, bytes[offset] != Ascii.quote,
          offset - first <= syntax.longestField
        else { return nil }
      }
      if column == wanted.count &- 1 { break }
      guard offset < bytes.count, bytes[offset] == syntax.delimiter else { return nil }
      offset &+= 1
    }
    // A lone field that is empty is a blank line.
    guard offset > end, offset < bytes.count else { return nil }
    switch bytes[offset] {
    case Ascii.lineFeed: return offset &+ 1
    case Ascii.carriageReturn:
      offset &+= 1
      return offset < bytes.count && bytes[offset] == Ascii.lineFeed ? offset &+ 1 : offset
    default: return nil
    }
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == syntax.delimiter || byte == Ascii.lineFeed || byte == Ascii.carriageReturn
      || byte == Ascii.quote
  }
}

extension CSVParser {
  /// Reads plain rows as long as there are any. What follows is for `next()` to read or to complain of.
  ///
  /// The first time a long text is read in parts, all at once. Where a part begins a line begins, but perhaps
  /// inside quotes: what a part has read counts only if a record is found to begin there.
  mutating func readPlainRows(into builder: inout CSVTableBuilder) {
    let syntax = PlainRows.Syntax(
      wanted: builder.columns.map(\.isRead), delimiter: delimiter,
      longestField: maximumFieldLength)
    guard !syntax.wanted.isEmpty else { return }
    if rowsAhead == nil { rowsAhead = readParts(syntax) }
    while here.offset < text.bytes.count {
      while let next = rowsAhead!.last, next.start < here.offset { rowsAhead!.removeLast() }
      let limit: Int
      let rows: PlainRows
      if rowsAhead!.last?.start == here.offset {
        rows = rowsAhead!.removeLast()
        limit = rowsAhead!.last?.start ?? text.bytes.count
      } else {
        limit = rowsAhead!.last?.start ?? text.bytes.count
        rows = PlainRows(in: text, from: here.offset, to: limit, syntax)
      }
      builder.append(rows.columns, rows: rows.count)
      here = CSVText.Place(line: here.line + rows.count, lineStart: rows.end, offset: rows.end)
      if rows.end < limit { return }
    }
  }

  /// What is plain at the beginning of each part from here on, the last part first.
  private func readParts(_ syntax: PlainRows.Syntax) -> [PlainRows] {
    let (parts, least) = (4, 1 << 14)
    let rest = text.bytes.count - here.offset
    guard rest >= parts * least else { return [] }
    let starts = (0..<parts).map { i in
      let middle = here.offset + rest / parts * i
      return i == 0 ? middle : (text.bytes[middle...].firstIndex(of: Ascii.lineFeed) ?? middle) + 1
    }
    var result = [PlainRows?](repeating: nil, count: parts)
    result.withUnsafeMutableBufferPointer { result in
      nonisolated(unsafe) let result = result
      DispatchQueue.concurrentPerform(iterations: parts) { i in
        let end = i + 1 < parts ? starts[i + 1] : text.bytes.count
        result[i] = PlainRows(in: text, from: starts[i], to: end, syntax)
      }
    }
    return result.reversed().compactMap { $0 }
  }
}

/// A sign, digits and a point: what fits an integer of 64 bits and a power of ten.
private struct PlainNumber {
  private var digits: UInt64 = 0
  private var places = 0
  private var isNegative = false

  /// Reads from an offset, and moves it behind the number; nil if there is none, or more digits than fit.
  @inline(__always)
  init?(_ bytes: borrowing Span<UInt8>, at offset: inout Int) {
    let count = bytes.count
    if offset < count, bytes[offset] == Ascii.minus {
      isNegative = true
      offset &+= 1
    }
    let first = offset
    readDigits(bytes, at: &offset)
    var length = offset &- first
    if offset < count, bytes[offset] == Ascii.point {
      offset &+= 1
      let point = offset
      readDigits(bytes, at: &offset)
      places = offset &- point
      length &+= places
    }
    // 10¹⁹ is the largest power of ten below 2⁶⁴.
    guard length > 0, length <= 19 else { return nil }
  }

  /// Reads digits up to a byte that is none. If there are too many what they say is wrong.
  @inline(__always)
  private mutating func readDigits(_ bytes: borrowing Span<UInt8>, at offset: inout Int) {
    while offset &+ 8 <= bytes.count {
      let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let (value, length) = Self.digits(UInt64(littleEndian: word))
      digits = digits &* Self.power(length) &+ value
      offset &+= length
      if length < 8 { return }
    }
    while offset < bytes.count {
      let digit = bytes[offset] &- Ascii.zero
      if digit >= 10 { return }
      digits = digits &* 10 &+ UInt64(digit)
      offset &+= 1
    }
  }

  /// The number that up to eight digits at the beginning of eight bytes write, and how many they are.
  ///
  /// Neighbours are joined to pairs, those to fours, those to eight: three multiplications instead of eight.
  @inline(__always)
  private static func digits(_ word: UInt64) -> (UInt64, length: Int) {
    // The highest bit of the first byte that is no digit is the lowest that is set.
    let values = word ^ ByteWindow.eight(Ascii.zero)
    let others = ((values &+ ByteWindow.eight(0x76)) | values) & ByteWindow.eight(0x80)
    let length = others.trailingZeroBitCount &>> 3
    if length == 0 { return (0, 0) }
    // Zeros before them.
    let eight = values &<< UInt64(64 &- 8 &* length)
    let pairs = ((eight &* 10) &+ (eight &>> 8)) & 0x00FF_00FF_00FF_00FF
    let fours = ((pairs &* 100) &+ (pairs &>> 16)) & 0x0000_FFFF_0000_FFFF
    return (((fours &* 10_000) &+ (fours &>> 32)) & 0xFFFF_FFFF, length)
  }

  /// 10ⁿ, n at most 8.
  @inline(__always)
  private static func power(_ n: Int) -> UInt64 {
    switch n {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    default: 100_000_000
    }
  }

  /// The nearest double; nil if that takes longer to tell.
  var value: Double? {
    guard let magnitude = DecimalRounding.nearest(digits, exponent: -places) else { return nil }
    return isNegative ? -magnitude : magnitude
  }
}
