/// A short name for content: the same bytes always have the same name.
struct ContentHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Takes bytes in (FNV-1a, 64 bits).
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }

  /// Six hexadecimal digits.
  var name: String {
    // The upper bits of FNV mix better than the lower ones.
    let folded = (state ^ state >> 32) & 0xFF_FFFF
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
