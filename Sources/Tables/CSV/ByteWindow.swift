/// Some bytes of a file that are looked at together.
///
/// What is looked for is in few windows of a large table or in none, so each is asked first whether it holds
/// any, eight bytes at a time and more where the processor can, and only then byte by byte.
///
/// The tests of eight bytes at once are those of H. S. Warren, Hacker's Delight, 2nd ed., section 6-1.
enum ByteWindow {
  static let words = 128
  /// In bytes.
  static let length = words * 8

  /// A byte, eight times.
  @inline(__always)
  static func eight(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// Whether one of eight bytes is a byte: not zero if it is.
  @inline(__always)
  static func holds(_ byte: UInt8, _ word: UInt64) -> UInt64 {
    let difference = word ^ eight(byte)
    return (difference &- eight(0x01)) & ~difference & eight(0x80)
  }

  /// Which of eight bytes are a byte: one in each that is, zero in the others.
  @inline(__always)
  static func ones(_ byte: UInt8, _ word: UInt64) -> UInt64 {
    let difference = word ^ eight(byte)
    return (~(((difference & eight(0x7F)) &+ eight(0x7F)) | difference) & eight(0x80)) &>> 7
  }

  /// Whether one of eight bytes is zero or not ASCII: not zero if one is.
  @inline(__always)
  static func holdsZeroOrNonASCII(_ word: UInt64) -> UInt64 {
    (word | (word &- eight(0x01))) & eight(0x80)
  }

  /// The sum of eight bytes.
  @inline(__always)
  static func sum(_ word: UInt64) -> Int {
    let pairs = (word & 0x00FF_00FF_00FF_00FF) &+ ((word &>> 8) & 0x00FF_00FF_00FF_00FF)
    return Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
  }
}

extension [UInt8] {
  /// The offset of the first whole window from an offset on that holds a byte of a kind; if none does, of
  /// the bytes that fill no window.
  /// - Parameter isOdd: not zero for eight bytes that hold one.
  @inline(__always)
  func skippingWindows(from start: Int, _ isOdd: (UInt64) -> UInt64) -> Int {
    var offset = start
    while offset + ByteWindow.length <= count {
      var odd: UInt64 = 0
      forEachWord(from: offset) { odd |= isOdd($0) }
      if odd != 0 { break }
      offset += ByteWindow.length
    }
    return offset
  }

  /// Looks at a window's bytes from an offset on, eight at a time.
  @inline(__always)
  func forEachWord(from offset: Int, _ body: (UInt64) -> Void) {
    precondition(offset + ByteWindow.length <= count)
    withUnsafeBytes { bytes in
      for i in 0..<ByteWindow.words {
        body(bytes.loadUnaligned(fromByteOffset: offset &+ 8 &* i, as: UInt64.self))
      }
    }
  }
}
