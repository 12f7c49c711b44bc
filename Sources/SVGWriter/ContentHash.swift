import Basics

/// A short name for content: the same bytes always have the same name.
struct ContentHash {
  private var hash = FNV1a()

  /// Takes bytes in.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { hash.add(UInt64(byte)) }
  }

  /// Six hexadecimal digits.
  var name: String {
    // The upper bits of FNV mix better than the lower ones.
    let folded = (hash.state ^ hash.state >> 32) & 0xFF_FFFF
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
