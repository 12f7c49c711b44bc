/// A text by lines, as YAML counts them, for messages that quote it.
package struct SourceLines: Sendable {
  /// A line, and where every 256th of its Unicode scalars is: a column far into a long line is then found
  /// without counting from its start, however many mistakes stand in it.
  private struct Line: Sendable {
    var text: String
    var crumbs: [String.Index] = []

    static let stride = 256

    /// The scalars from an offset on; none beyond the end.
    func scalars(from offset: Int) -> Substring.UnicodeScalarView {
      let scalars = text.unicodeScalars
      let crumb = min(offset / Self.stride, crumbs.count)
      let start = crumb == 0 ? scalars.startIndex : crumbs[crumb - 1]
      let index = scalars.index(
        start, offsetBy: offset - crumb * Self.stride, limitedBy: scalars.endIndex)
      return text[(index ?? scalars.endIndex)...].unicodeScalars
    }
  }

  private let lines: [Line]

  /// Parts a text at LF, CR, CR LF and Unicode's own line breaks.
  package init(_ text: String) {
    var lines: [Line] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var at = start
    var length = 0
    func line(to end: String.Index) -> Line {
      var line = Line(text: String(text[start..<end]))
      if length >= Line.stride {
        let own = line.text.unicodeScalars
        var index = own.startIndex
        while let next = own.index(index, offsetBy: Line.stride, limitedBy: own.endIndex) {
          line.crumbs.append(next)
          index = next
        }
      }
      return line
    }
    while at < scalars.endIndex {
      let scalar = scalars[at]
      let next = scalars.index(after: at)
      guard scalar == "\n" || scalar == "\r" || Self.isRareBreak(scalar) else {
        at = next
        length += 1
        continue
      }
      lines.append(line(to: at))
      at = next
      if scalar == "\r", at < scalars.endIndex, scalars[at] == "\n" {
        at = scalars.index(after: at)
      }
      start = at
      length = 0
    }
    lines.append(line(to: scalars.endIndex))
    self.lines = lines
  }

  private static func isRareBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// A line by its number from 1; empty if there is no such line.
  package subscript(number: Int) -> String {
    number >= 1 && number <= lines.count ? lines[number - 1].text : ""
  }

  /// The place of a part of a word: `offset` and `length` count Unicode scalars of what the word says,
  /// which may be written with quotes, escapes, or on several lines.
  package func place(of offset: Int, _ length: Int, in text: String, at place: ConfigNode.Place)
    -> ConfigNode.Place
  {
    let scalars = Array(text.unicodeScalars)
    let range = (offset..<(offset + length)).clamped(to: 0..<scalars.count)
    let start = place.column - 1
    guard start >= 0, place.line >= 1, place.line <= lines.count else { return place }
    let written = lines[place.line - 1].scalars(from: start)
    // A word that stands in its line as it is: nothing to look for.
    if written.starts(with: scalars) {
      return .init(
        line: place.line, column: place.column + range.lowerBound, length: max(1, range.count))
    }
    guard !range.isEmpty else { return place }
    // Otherwise the part itself is looked for, as many times as it occurs before.
    let isEscaped = written.first == "\""
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
    // An escape takes up to ten characters for one, and each line its indentation.
    return find(wanted, occurrence: before, after: place, within: 16 * scalars.count + 4096)
      ?? place
  }

  /// The `occurrence`-th appearance of a text, from 0, in so many scalars at or after a place.
  private func find(
    _ wanted: [Unicode.Scalar], occurrence: Int, after place: ConfigNode.Place, within limit: Int
  ) -> ConfigNode.Place? {
    var left = occurrence
    var reach = limit
    for number in place.line..<max(place.line, min(place.line + 200, lines.count + 1)) {
      var column = number == place.line ? place.column : 1
      var rest = lines[number - 1].scalars(from: column - 1)
      while let first = rest.first {
        if first == wanted[0], rest.starts(with: wanted) {
          if left == 0 { return .init(line: number, column: column, length: wanted.count) }
          left -= 1
        }
        rest = rest.dropFirst()
        column += 1
        reach -= 1
        if reach <= 0 { return nil }
      }
    }
    return nil
  }
}
