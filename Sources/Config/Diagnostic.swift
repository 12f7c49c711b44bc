/// One mistake in a config or a data file: where it is, what it is, and what would mend it.
package struct Diagnostic: Error, Hashable, Sendable {
  /// The file, as the user named it; `<stdin>` for standard input.
  package var file: String
  /// The line, from 1; 0 if the file as a whole is meant.
  package var line: Int
  /// The column, from 1, in Unicode scalars.
  package var column: Int
  /// How many characters are at fault; at least 1.
  package var length: Int
  /// What is wrong, and what to do about it if that is known.
  package var message: String
  /// The line of the file, without its line break; empty if it is not known.
  package var source: String

  /// Describes a mistake.
  package init(
    file: String, line: Int = 0, column: Int = 1, length: Int = 1, message: String,
    source: String = ""
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
    self.message = message
    self.source = source
  }

  /// `file:line:column: error: message`, the line, and a caret beneath what is wrong. What file and text hold that
  /// a terminal would obey is written out.
  /// - Parameter inColor: whether the terminal understands ANSI colours.
  package func rendered(inColor: Bool = false) -> String {
    func paint(_ text: String, _ code: String) -> String {
      inColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    var result =
      paint("\(place.forTerminal): ", "1") + paint("error: ", "1;31") + message.forTerminal
    guard line > 0, !source.isEmpty else { return result }
    // A window of the line, so that one of a megabyte does not fill the screen.
    let scalars = Array(source.unicodeScalars)
    let at = min(max(column - 1, 0), scalars.count)
    let from = max(0, at - 60)
    let to = min(scalars.count, at + 60)
    var shown = ""
    var blank = ""
    var reach = 0
    for i in from..<to {
      let text = scalars[i] == "\t" ? "\t" : String(scalars[i]).forTerminal
      shown += text
      if i < at {
        // A tab is as wide beneath as it is above.
        blank += text == "\t" ? text : String(repeating: " ", count: Self.width(text))
      } else if i - at < length {
        reach += Self.width(text)
      }
    }
    reach = max(1, reach)
    result += "\n  " + (from > 0 ? "…" : "") + shown + (to < scalars.count ? "…" : "")
    result +=
      "\n  " + (from > 0 ? " " : "") + blank
      + paint("^" + String(repeating: "~", count: reach - 1), "1;32")
    return result
  }

  /// How many cells of a terminal a character takes, or what it is written out as.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.count == 1 && isWide(text.unicodeScalars.first!)
      ? 2 : text.unicodeScalars.count
  }

  /// Whether a terminal shows the character two cells wide.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

/// All mistakes found in one go.
package struct ConfigError: Error, Sendable, CustomStringConvertible {
  /// The mistakes, in the order of the file.
  package var diagnostics: [Diagnostic]

  /// Collects mistakes.
  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.sorted {
      ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column)
    }
  }

  /// The mistakes, one after another.
  package var description: String { diagnostics.map { $0.rendered() }.joined(separator: "\n") }

  /// All mistakes together, each told once, or the first failure that is none; nil if nothing went wrong.
  package static func all(of errors: [any Error]) -> (any Error)? {
    if let other = errors.first(where: { !($0 is ConfigError) }) { return other }
    var seen: Set<Diagnostic> = []
    let distinct = errors.flatMap { ($0 as? ConfigError)?.diagnostics ?? [] }
      .filter { seen.insert($0).inserted }
    return distinct.isEmpty ? nil : ConfigError(distinct)
  }
}
