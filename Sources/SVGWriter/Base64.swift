/// The encoding of bytes as text in data URIs (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes as text, padded.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var i = 0
    while i < bytes.count {
      let left = bytes.count - i
      let group =
        Int(bytes[i]) << 16 | (left > 1 ? Int(bytes[i + 1]) << 8 : 0)
        | (left > 2 ? Int(bytes[i + 2]) : 0)
      result.append(alphabet[group >> 18])
      result.append(alphabet[group >> 12 & 63])
      result.append(left > 1 ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
      result.append(left > 2 ? alphabet[group & 63] : UInt8(ascii: "="))
      i += 3
    }
    return result
  }
}
