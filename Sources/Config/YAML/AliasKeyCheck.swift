/// Finds keys that are aliases or collections, in files with anchors.
///
/// The YAML reader compares the keys of a mapping by all they hold; a key made of aliases to aliases
/// to aliases would keep it busy for ever. No config needs such a key. The check reads words, not
/// grammar, and so may also complain of a text that looks like one; quotes around the text mend that.
enum AliasKeyCheck {
  /// The first such key.
  static func firstFault(in bytes: [UInt8]) -> ConfigNode.Place? {
    guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return nil }
    var line = 1
    var lineStart = 0
    var previous: UInt8 = 0x0A
    var hasAnchor = false
    var hasAlias = false
    var fault: ConfigNode.Place?
    var quote: UInt8 = 0
    var i = 0
    func isBlank(_ at: Int) -> Bool {
      at >= bytes.count || bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D
        || bytes[at] == 0x09
    }
    /// Whether a ':' that ends a key follows.
    func endsKey(_ from: Int) -> Bool {
      var at = from
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
      return at < bytes.count && bytes[at] == UInt8(ascii: ":")
    }
    while i < bytes.count {
      let byte = bytes[i]
      if quote != 0 {
        if quote == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") { i += 1 }
        if byte == quote { quote = 0 }
      } else {
        let startsWord =
          isBlankOrOpening(previous)
        switch byte {
        case UInt8(ascii: "\"") where startsWord, UInt8(ascii: "'") where startsWord: quote = byte
        case UInt8(ascii: "#") where previous == 0x20 || previous == 0x0A:
          while i + 1 < bytes.count, bytes[i + 1] != 0x0A { i += 1 }
        case UInt8(ascii: "&") where startsWord && !isBlank(i + 1): hasAnchor = true
        case UInt8(ascii: "*") where startsWord && !isBlank(i + 1):
          hasAlias = true
          var end = i + 1
          while end < bytes.count, !isBlank(end), !isBlankOrOpening(bytes[end]),
            bytes[end] != UInt8(ascii: "]"), bytes[end] != UInt8(ascii: "}"),
            bytes[end] != UInt8(ascii: ":")
          {
            end += 1
          }
          if endsKey(end) { fault = fault ?? place(i, line, lineStart) }
        case UInt8(ascii: "?") where startsWord && isBlank(i + 1):
          fault = fault ?? place(i, line, lineStart)
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          if endsKey(i + 1) { fault = fault ?? place(i, line, lineStart) }
        default: break
        }
      }
      if i < bytes.count, bytes[i] == 0x0A {
        line += 1
        lineStart = i + 1
      }
      if i < bytes.count { previous = bytes[i] }
      i += 1
    }
    return hasAnchor && hasAlias ? fault : nil
  }

  private static func isBlankOrOpening(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0A, 0x0D, 0x09, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","): true
    default: false
    }
  }

  private static func place(_ offset: Int, _ line: Int, _ lineStart: Int) -> ConfigNode.Place {
    ConfigNode.Place(line: line, column: offset - lineStart + 1)
  }
}
