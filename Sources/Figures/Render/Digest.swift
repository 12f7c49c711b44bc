/// A short name for content, to tell whether it changed: FNV-1a over 64 bits, two times from different
/// starts, and over words of eight bytes where there are so many. It guards against accidents, not against
/// somebody who forges content.
struct Digest {
  private var a: UInt64 = 0xCBF2_9CE4_8422_2325
  private var b: UInt64 = 0x84222325_CBF29CE4

  mutating func add(_ bytes: [UInt8]) {
    let words = bytes.count / 8
    let raw = bytes.span.bytes
    for i in 0..<words {
      mix(raw.unsafeLoadUnaligned(fromByteOffset: 8 * i, as: UInt64.self).littleEndian)
    }
    for byte in bytes[(8 * words)...] { mix(UInt64(byte)) }
    // A mark between parts: ab + c is not a + bc.
    a = (a ^ 0x1FF) &* 0x0000_0100_0000_01B3
  }

  private mutating func mix(_ word: UInt64) {
    a = (a ^ word) &* 0x0000_0100_0000_01B3
    // A product only carries upwards.
    a ^= a >> 32
    b = (b ^ word ^ a >> 47) &* 0x0000_0100_0000_01B3
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  var text: String { String(a, radix: 36) + String(b, radix: 36) }
}
