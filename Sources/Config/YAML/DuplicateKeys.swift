/// Keys that a mapping has twice, which the YAML reader does not let pass, so that only the first of
/// them would be reported. The first letter of each is replaced by a letter of no script, by which the
/// key is known again when the text has been read.
struct DuplicateKeys {
  /// The text, with the keys found so far set apart.
  private(set) var text: String
  private var originals: [Unicode.Scalar: Unicode.Scalar] = [:]

  /// The first of Unicode's private letters.
  private static let base: UInt32 = 0xF_0000
  private static let limit = 200

  init(text: String) { self.text = text }

  /// Replaces the letter at a place; false if that cannot be done.
  mutating func setApart(keyAt line: Int, _ column: Int) -> Bool {
    guard originals.count < Self.limit,
      let mark = Unicode.Scalar(Self.base + UInt32(originals.count))
    else { return false }
    var scalars = text.unicodeScalars
    var index = scalars.startIndex
    var left = line - 1
    while left > 0, index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      if scalar == "\n" {
        left -= 1
      } else if scalar == "\r" {
        if index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
        left -= 1
      }
    }
    guard let place = scalars.index(index, offsetBy: column - 1, limitedBy: scalars.endIndex),
      place < scalars.endIndex
    else { return false }
    var at = place
    if scalars[at] == "\"" || scalars[at] == "'" { at = scalars.index(after: at) }
    guard at < scalars.endIndex, scalars[at].properties.isAlphabetic || scalars[at] == "<",
      scalars[at].value < Self.base
    else { return false }
    originals[mark] = scalars[at]
    scalars.replaceSubrange(at...at, with: [mark])
    text = String(scalars)
    return true
  }

  /// A word as it was written.
  func original(_ word: String) -> String {
    guard let first = word.unicodeScalars.first, let letter = originals[first] else { return word }
    var result = String.UnicodeScalarView()
    result.append(letter)
    result.append(contentsOf: word.unicodeScalars.dropFirst())
    return String(result)
  }
}
