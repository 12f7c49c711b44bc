import CZlib

/// The checksum at the end of a zlib stream (RFC 1950): a sum of bytes, and a sum of these sums.
///
/// zlib has it, too, but adds byte after byte, which takes three times as long.
enum Adler32 {
  private static let modulus: UInt64 = 65521

  /// The checksum of fewer than 2³⁰ bytes.
  static func sum(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var (a, b): (UInt64, UInt64) = (1, 0)
    guard let base = bytes.baseAddress else { return 1 }
    let raw = UnsafeRawPointer(base)
    var at = 0
    // 256 bytes at a time, as rows of 16: then no lane of 16 bits overflows. A byte counts in the second sum
    // as often as bytes follow it, itself included.
    while at &+ 256 <= bytes.count {
      var (sums, before, weighted) = (Lanes.zero, Lanes.zero, Lanes.zero)
      for row in 0..<16 {
        let line = raw.loadUnaligned(fromByteOffset: at &+ 16 &* row, as: SIMD16<UInt8>.self)
        let lanes = Lanes(truncatingIfNeeded: line)
        before &+= sums
        sums &+= lanes
        weighted &+= lanes &* weights
      }
      b &+= 256 &* a &+ 16 &* total(before) &+ total(weighted)
      a &+= total(sums)
      at &+= 256
    }
    while at < bytes.count {
      a &+= UInt64(bytes[at])
      b &+= a
      at &+= 1
    }
    return UInt32(b % modulus) << 16 | UInt32(a % modulus)
  }

  /// The checksum of bytes of which the first part has one and the second another.
  static func joined(_ first: UInt32, _ second: UInt32, secondCount: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: adler32_combine(uLong(first), uLong(second), secondCount))
  }

  private typealias Lanes = SIMD16<UInt16>

  private static let weights = Lanes(16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)

  @inline(__always) private static func total(_ lanes: Lanes) -> UInt64 {
    let pairs = unsafeBitCast(lanes, to: SIMD8<UInt32>.self)
    return UInt64((pairs & 0xFFFF &+ pairs &>> 16).wrappedSum())
  }
}
