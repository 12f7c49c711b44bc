import Yams

/// Reads YAML (and so JSON) into nodes with places, within bounds that no honest file reaches.
struct YAMLReader {
  /// The largest config, in bytes.
  static let largest = 16 << 20
  /// The deepest nesting; the parser beneath recurses once a level.
  static let deepest = 64
  /// The most nodes, aliases counted each time they are used.
  static let most = 200_000

  private let file: String
  private let lines: [Substring]
  private var count = 0

  /// The line of the file by number, from 1.
  static func line(_ number: Int, of lines: [Substring]) -> String {
    number >= 1 && number <= lines.count ? String(lines[number - 1]) : ""
  }

  private init(file: String, lines: [Substring]) {
    self.file = file
    self.lines = lines
  }

  /// The content of a file.
  /// - Throws: `ConfigError` for what is not YAML, or not within the bounds.
  static func read(_ bytes: [UInt8], file: String) throws -> (node: ConfigNode, lines: [Substring])
  {
    func fail(_ message: String) -> ConfigError {
      ConfigError([Diagnostic(file: file, message: message)])
    }
    guard bytes.count <= largest else {
      throw fail("the file has \(bytes.count) bytes; a config may have \(largest)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fail("the file is not UTF-8 text")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.hasSuffix("\r") ? $0.dropLast() : $0
    }
    var reader = YAMLReader(file: file, lines: lines)
    if let nul = bytes.firstIndex(of: 0) {
      let line = bytes[..<nul].count { $0 == UInt8(ascii: "\n") } + 1
      throw ConfigError([
        Diagnostic(file: file, line: line, message: "the file holds a NUL byte: is it a text file?")
      ])
    }
    try reader.checkNesting(bytes)
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch let error as YamlError {
      throw ConfigError([reader.diagnostic(of: error)])
    }
    guard let root else { throw fail("the file is empty; `rho new` writes one to start from") }
    return (try reader.node(root), lines)
  }

  private func diagnostic(_ line: Int, _ column: Int, _ message: String) -> Diagnostic {
    Diagnostic(
      file: file, line: line, column: column, message: message,
      source: Self.line(line, of: lines))
  }

  /// Refuses nesting so deep that a recursive parser would run out of stack.
  private func checkNesting(_ bytes: [UInt8]) throws {
    var depth = 0
    for (i, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }.utf8.count
      let dashes = line.dropFirst(indent).utf8.prefix { $0 == 0x2D || $0 == 0x20 }.count {
        $0 == 0x2D
      }
      for byte in line.utf8 {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
        // Brackets in text count too, but no text opens so many without closing them.
        guard depth <= Self.deepest * 4 else { break }
      }
      if depth > Self.deepest * 4 || indent > Self.deepest * 16
        || (dashes > Self.deepest && line.utf8.contains { $0 == 0x20 })
      {
        throw ConfigError([
          diagnostic(i + 1, 1, "the file is nested more than \(Self.deepest) levels deep")
        ])
      }
    }
  }

  private func diagnostic(of error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return diagnostic(mark.line, mark.column, "not YAML here: \(problem)")
    case .duplicatedKeysInMapping(let names, let context):
      // Yams marks the first of the two; the second is the one to look at.
      let name = names.first ?? "?"
      let first = context.mark
      let second = lines.indices.first {
        $0 >= first.line && lines[$0].drop { $0 == " " || $0 == "-" }.hasPrefix(name + ":")
      }
      let line = second.map { $0 + 1 } ?? first.line
      let text = Self.line(line, of: lines)
      let column = second == nil ? first.column : text.prefix { $0 == " " || $0 == "-" }.count + 1
      return diagnostic(line, column, "the key '\(name)' stands twice in one mapping")
    case .reader(let problem, _, _, _):
      return Diagnostic(file: file, message: "the file cannot be read as text: \(problem)")
    default:
      return Diagnostic(file: file, message: "the file is not YAML: \(error)")
    }
  }

  private mutating func node(_ node: Node, depth: Int = 0) throws -> ConfigNode {
    count += 1
    var place = ConfigNode.Place(line: node.mark?.line ?? 0, column: node.mark?.column ?? 1)
    guard count <= Self.most else {
      throw ConfigError([
        diagnostic(
          place.line, place.column,
          "the file unfolds to more than \(Self.most) values; are aliases nested in aliases?")
      ])
    }
    guard depth <= Self.deepest else {
      throw ConfigError([
        diagnostic(
          place.line, place.column, "the file is nested more than \(Self.deepest) levels deep")
      ])
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      place.length = max(1, scalar.string.unicodeScalars.count + (isPlain ? 0 : 2))
      let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return ConfigNode(
        place: place, content: isNull ? .null : .scalar(scalar.string, isQuoted: !isPlain))
    case .sequence(let sequence):
      var list: [ConfigNode] = []
      for child in sequence { list.append(try self.node(child, depth: depth + 1)) }
      return ConfigNode(place: place, content: .list(list))
    case .mapping(let mapping):
      var pairs: [(key: ConfigNode, value: ConfigNode)] = []
      for (key, value) in mapping {
        pairs.append(
          (try self.node(key, depth: depth + 1), try self.node(value, depth: depth + 1)))
      }
      return ConfigNode(place: place, content: .mapping(pairs))
    default:
      throw ConfigError([diagnostic(place.line, place.column, "this alias names nothing")])
    }
  }
}
