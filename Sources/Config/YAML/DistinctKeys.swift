/// A text in which every key is another one, although the user has written some of them twice.
///
/// The YAML reader does not let a mapping pass that has a key twice, and tells of one such mapping alone. So
/// the first letter of each key that has stood in the file before is replaced by a letter of no script, by
/// which what was written is known again when the text has been read. What is a key is told by words, not by
/// grammar; a letter replaced elsewhere is put back like all others.
struct DistinctKeys {
  /// The text for the YAML reader.
  let text: String
  private var originals: [Unicode.Scalar: Unicode.Scalar] = [:]

  /// A text as it is.
  init(_ text: String) { self.text = text }

  /// A text in which keys that stand in it more than once differ.
  init(separating text: String) {
    var result: [UInt8] = []
    var seen: Set<String> = []
    // Unicode's private letters that the text does not use itself.
    let used = Set(text.unicodeScalars.lazy.filter { $0.value >= 0xF_0000 })
    var letters = (0xF_0000...0xF_FFFD as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init)
      .filter { !used.contains($0) }.makeIterator()
    let bytes = Array(text.utf8)
    result.reserveCapacity(bytes.count)
    var done = 0
    for key in Self.keys(in: bytes) {
      let name = String(decoding: bytes[key], as: UTF8.self)
      guard let first = name.unicodeScalars.first,
        first.properties.isAlphabetic || first.properties.numericType != nil || first == "_"
          || first == "<",
        !seen.insert(name).inserted, let letter = letters.next()
      else { continue }
      originals[letter] = first
      result += bytes[done..<key.lowerBound]
      result += Array(String(letter).utf8)
      done = key.lowerBound + UTF8.width(first)
    }
    self.text = String(decoding: result + bytes[done...], as: UTF8.self)
  }

  /// A word as it was written.
  func original(_ word: String) -> String {
    guard !originals.isEmpty else { return word }
    var result = String.UnicodeScalarView()
    for scalar in word.unicodeScalars { result.append(originals[scalar] ?? scalar) }
    return String(result)
  }

  /// Where words stand that a ':' follows, at the start of a line or behind what opens or parts a list or a
  /// mapping; without their quotes.
  private static func keys(in bytes: [UInt8]) -> [Range<Int>] {
    var keys: [Range<Int>] = []
    var mayStart = true
    var i = 0
    func byte(_ at: Int) -> UInt8 { at < bytes.count ? bytes[at] : 0x0A }
    func isBlank(_ at: Int) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte(at)) }
    func isColon(_ at: Int) -> Bool {
      var at = at
      while byte(at) == 0x20 { at += 1 }
      return byte(at) == UInt8(ascii: ":")
    }
    while i < bytes.count {
      switch bytes[i] {
      case 0x0A, 0x0D, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","):
        mayStart = true
        i += 1
      case 0x20, 0x09: i += 1
      case UInt8(ascii: "-"), UInt8(ascii: "?"):
        mayStart = mayStart && isBlank(i + 1)
        i += 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let quote = bytes[i]
        i += 1
        guard mayStart else { continue }
        mayStart = false
        var end = i
        while end < bytes.count, bytes[end] != quote, bytes[end] != 0x0A { end += 1 }
        if byte(end) == quote, isColon(end + 1) {
          keys.append(i..<end)
          i = end + 1
        }
      default:
        guard mayStart else {
          i += 1
          continue
        }
        mayStart = false
        var end = i
        while end < bytes.count, !isEnd(bytes[end], isBlank(end + 1)) { end += 1 }
        if byte(end) == UInt8(ascii: ":") {
          var last = end
          while last > i, bytes[last - 1] == 0x20 { last -= 1 }
          keys.append(i..<last)
        }
        i = max(end, i + 1)
      }
    }
    return keys
  }

  /// Whether a byte ends a key without quotes.
  private static func isEnd(_ byte: UInt8, _ beforeBlank: Bool) -> Bool {
    switch byte {
    case 0x0A, 0x0D, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "#"):
      true
    case UInt8(ascii: ":"): beforeBlank
    default: false
    }
  }
}
