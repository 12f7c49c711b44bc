/// A short name for content, to tell whether it changed: FNV-1a over 64 bits, two times from different
/// starts. It guards against accidents, not against somebody who forges content.
struct Digest {
  private var a: UInt64 = 0xCBF2_9CE4_8422_2325
  private var b: UInt64 = 0x84222325_CBF29CE4

  mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer {
      for byte in $0 {
        a = (a ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        b = (b ^ UInt64(byte) ^ a >> 47) &* 0x0000_0100_0000_01B3
      }
    }
    // A mark between parts: ab + c is not a + bc.
    a = (a ^ 0x1FF) &* 0x0000_0100_0000_01B3
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  var text: String { String(a, radix: 36) + String(b, radix: 36) }
}
