import CZlib

/// A chunk of a PNG file: its length, its name, its data and their sum.
enum Chunk {
  /// What a PNG file begins with.
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// A chunk's bytes.
  /// - Precondition: the name has four letters of ASCII, the data less than 2³¹ bytes.
  static func bytes(_ name: StaticString, _ parts: [UInt8]...) -> [UInt8] {
    let length = parts.reduce(0) { $0 + $1.count }
    precondition(name.utf8CodeUnitCount == 4 && length <= Int(Int32.max))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length + 12)
    bytes += bigEndian(UInt32(length))
    bytes += UnsafeBufferPointer(start: name.utf8Start, count: 4)
    for part in parts { bytes += part }
    let sum = bytes.withUnsafeBufferPointer {
      crc32(0, $0.baseAddress! + 4, uInt($0.count - 4))
    }
    bytes += bigEndian(UInt32(truncatingIfNeeded: sum))
    return bytes
  }

  /// A number as PNG stores it, the highest byte first.
  static func bigEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
