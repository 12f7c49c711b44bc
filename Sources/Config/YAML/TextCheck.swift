/// Whether bytes are text at all.
enum TextCheck {
  /// The first byte that no text file has, and what to say of it.
  static func firstFault(in bytes: [UInt8]) -> (place: ConfigNode.Place, message: String)? {
    var line = 1
    var column = 1
    var i = 0
    let n = bytes.count
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return (
        ConfigNode.Place(line: 1, column: 1), "this is UTF-32 text; save the file as UTF-8"
      )
    }
    if n >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
      return (
        ConfigNode.Place(line: 1, column: 1), "this is UTF-16 text; save the file as UTF-8"
      )
    }
    while i < n {
      let byte = bytes[i]
      if byte < 0x80 {
        switch byte {
        case 0x0A:
          line += 1
          column = 0
        case 0x0D, 0x09: break
        case 0x00:
          return (
            ConfigNode.Place(line: line, column: column),
            "a zero byte; this is not a text file"
          )
        case 0x01..<0x20, 0x7F:
          return (
            ConfigNode.Place(line: line, column: column),
            "the control character U+\(hex(UInt32(byte))); remove it"
          )
        default: break
        }
        i += 1
      } else {
        guard let length = scalarLength(bytes, i) else {
          return (
            ConfigNode.Place(line: line, column: column),
            "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8; "
              + "save the file as UTF-8"
          )
        }
        let value = bytes[i + 1..<i + length].reduce(UInt32(byte) & (0x7F >> UInt32(length))) {
          $0 << 6 | UInt32($1 & 0x3F)
        }
        // YAML has the next line (0x85) among its line ends, and these two are no characters at all.
        if (0x80..<0xA0).contains(value) && value != 0x85 || value == 0xFFFE || value == 0xFFFF {
          return (
            ConfigNode.Place(line: line, column: column),
            "\(value < 0xA0 ? "the control character" : "no character:") U+\(hex(value)); remove it, "
              + "or write it as \\u\(hex(value)) in double quotes"
          )
        }
        i += length
      }
      column += 1
    }
    return nil
  }

  /// How many bytes the scalar at an offset takes; nil if they are no UTF-8 (RFC 3629).
  private static func scalarLength(_ bytes: [UInt8], _ i: Int) -> Int? {
    let first = bytes[i]
    let length: Int
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, lowest) = (3, 0xA0)
    case 0xED: (length, highest) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, lowest) = (4, 0x90)
    case 0xF4: (length, highest) = (4, 0x8F)
    case 0xF1...0xF3: length = 4
    default: return nil
    }
    guard i + length <= bytes.count, (lowest...highest).contains(bytes[i + 1]) else { return nil }
    for k in 2..<max(length, 2) where bytes[i + k] & 0xC0 != 0x80 { return nil }
    return length
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
