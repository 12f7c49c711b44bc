/// A text by lines, as YAML counts them, for messages that quote it.
package struct SourceLines: Sendable {
  private let lines: [Substring]

  /// Parts a text at LF, CR, CR LF and Unicode's own line breaks.
  package init(_ text: String) {
    var lines: [Substring] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var at = start
    while at < scalars.endIndex {
      let scalar = scalars[at]
      let next = scalars.index(after: at)
      guard scalar == "\n" || scalar == "\r" || Self.isRareBreak(scalar) else {
        at = next
        continue
      }
      lines.append(text[start..<at])
      at = next
      if scalar == "\r", at < scalars.endIndex, scalars[at] == "\n" {
        at = scalars.index(after: at)
      }
      start = at
    }
    lines.append(text[start...])
    self.lines = lines
  }

  private static func isRareBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// A line by its number from 1; empty if there is no such line.
  package subscript(number: Int) -> String {
    number >= 1 && number <= lines.count ? String(lines[number - 1]) : ""
  }

  /// The place of a part of a word: `offset` and `length` count Unicode scalars of what the word says,
  /// which may be written with quotes, escapes, or on several lines.
  package func place(of offset: Int, _ length: Int, in text: String, at place: ConfigNode.Place)
    -> ConfigNode.Place
  {
    let scalars = Array(text.unicodeScalars)
    let range = (offset..<(offset + length)).clamped(to: 0..<scalars.count)
    let first = Array(self[place.line].unicodeScalars)
    let start = place.column - 1
    guard start >= 0 else { return place }
    // A word that stands in its line as it is: nothing to look for.
    if start + scalars.count <= first.count,
      first[start..<(start + scalars.count)].elementsEqual(scalars)
    {
      return .init(
        line: place.line, column: place.column + range.lowerBound, length: max(1, range.count))
    }
    guard !range.isEmpty else { return place }
    // Otherwise the part itself is looked for, as many times as it occurs before.
    let isEscaped = start < first.count && first[start] == "\""
    let part = scalars[range]
    var wanted: [Unicode.Scalar] = []
    for scalar in part {
      if isEscaped, scalar == "\\" || scalar == "\"" { wanted.append("\\") }
      wanted.append(scalar)
    }
    var before = 0
    for i in 0..<range.lowerBound
    where i + part.count <= scalars.count && scalars[i..<(i + part.count)].elementsEqual(part) {
      before += 1
    }
    return find(wanted, occurrence: before, after: place) ?? place
  }

  /// The `occurrence`-th appearance of a text, from 0, at or after a place.
  private func find(_ wanted: [Unicode.Scalar], occurrence: Int, after place: ConfigNode.Place)
    -> ConfigNode.Place?
  {
    var left = occurrence
    for number in place.line..<max(place.line, min(place.line + 200, lines.count + 1)) {
      let scalars = Array(self[number].unicodeScalars)
      var at = number == place.line ? place.column - 1 : 0
      while at + wanted.count <= scalars.count {
        if scalars[at] == wanted[0], scalars[at..<(at + wanted.count)].elementsEqual(wanted) {
          if left == 0 { return .init(line: number, column: at + 1, length: wanted.count) }
          left -= 1
        }
        at += 1
      }
    }
    return nil
  }
}
