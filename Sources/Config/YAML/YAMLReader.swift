import Yams

/// Reads YAML (and so JSON) into nodes with places, within bounds that no honest file reaches.
///
/// Aliases are followed, and merge keys (`<<`) carried out.
package struct YAMLReader {
  /// The largest config, in bytes.
  package static let largest = 8 << 20
  /// The deepest nesting; the parser beneath recurses once a level, and refuses a thousand.
  package static let deepest = 64
  /// The most nodes, aliases counted each time they are used.
  package static let most = 200_000

  private let file: String
  private let lines: SourceLines
  private var keys: DistinctKeys
  private var count = 0
  private let hasAliases: Bool
  private var diagnostics: [Diagnostic] = []

  /// What was read: the root, the lines for further messages, and mistakes that did not stop reading.
  package struct Document {
    package var root: ConfigNode
    package var lines: SourceLines
    package var diagnostics: [Diagnostic]
  }

  /// The content of a file.
  /// - Throws: `ConfigError` for what is not YAML, or not within the bounds.
  package static func read(_ bytes: [UInt8], file: String) throws -> Document {
    var bytes = bytes
    guard bytes.count <= largest else {
      throw ConfigError([
        Diagnostic(
          file: file, message: "the file has \(bytes.count) bytes; a config may have \(largest)")
      ])
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let text = String(decoding: bytes, as: UTF8.self)
    var reader = YAMLReader(
      file: file, lines: SourceLines(text), keys: DistinctKeys(text))
    if let fault = TextCheck.firstFault(in: bytes) {
      throw reader.error(fault.place, fault.message)
    }
    if let place = AliasKeyCheck.firstFault(in: bytes) {
      throw reader.error(place, "a key must be a word, not an alias or a list; name what is meant")
    }
    let root = try reader.node(try reader.compose())
    return Document(root: root, lines: reader.lines, diagnostics: reader.diagnostics)
  }

  private init(file: String, lines: SourceLines, keys: DistinctKeys) {
    self.file = file
    self.lines = lines
    self.keys = keys
    hasAliases = keys.text.contains("*") && keys.text.contains("&")
  }

  private mutating func compose() throws -> Node {
    do {
      do {
        return try parse()
      } catch YamlError.duplicatedKeysInMapping {
        // The parser stops at a key given twice: it reads again with all of them told apart.
        keys = DistinctKeys(separating: keys.text)
        return try parse()
      }
    } catch let error as YamlError {
      throw ConfigError([diagnostic(of: error)])
    }
  }

  private func parse() throws -> Node {
    // No resolver: what a word means is decided by whoever expects it.
    let parser = try Parser(yaml: keys.text, resolver: .basic, encoding: .utf8)
    if let root = try parser.singleRoot() { return root }
    throw ConfigError([
      Diagnostic(file: file, message: "the file is empty; `rho new` writes one to start from")
    ])
  }

  private func diagnostic(_ place: ConfigNode.Place, _ message: String) -> Diagnostic {
    Diagnostic(
      file: file, line: place.line, column: place.column, length: place.length, message: message,
      source: lines[place.line])
  }

  private func error(_ place: ConfigNode.Place, _ message: String) -> ConfigError {
    ConfigError([diagnostic(place, message)])
  }

  private func diagnostic(of error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      // Where a bracket or quote was opened says more than the end of the file, where it was missed.
      let isAboutOpening = context != nil && YAMLProblem.isAboutOpening(problem)
      let mark = isAboutOpening ? context!.mark : mark
      let character = lines[mark.line].unicodeScalars.dropFirst(mark.column - 1).first
      if character == "\t", problem.contains("start any token") {
        return diagnostic(
          .init(line: mark.line, column: mark.column), "a tab cannot indent a line; use spaces")
      }
      return diagnostic(
        .init(line: mark.line, column: mark.column),
        YAMLProblem.message(problem, context: context?.text))
    case .composer(_, let problem, let mark, _):
      return diagnostic(
        .init(line: mark.line, column: mark.column), YAMLProblem.message(problem, context: nil))
    case .duplicatedKeysInMapping(let names, let context):
      return diagnostic(
        .init(line: context.mark.line, column: context.mark.column),
        "the key '\(keys.original(names.first ?? ""))' stands twice in one mapping")
    case .reader(let problem, _, _, _):
      return Diagnostic(file: file, message: "the file cannot be read as text: \(problem)")
    default: return Diagnostic(file: file, message: "the file is not YAML: \(error)")
    }
  }

  private mutating func node(_ node: Node, depth: Int = 0) throws -> ConfigNode {
    count += 1
    var place = ConfigNode.Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    guard count <= Self.most else {
      throw error(
        place,
        hasAliases
          ? "the file unfolds to more than \(Self.most) values; are aliases nested in aliases?"
          : "the file has more than \(Self.most) values, which is the most for a config")
    }
    guard depth <= Self.deepest else {
      throw error(
        place, "lists and mappings inside one another more than \(Self.deepest) levels deep")
    }
    switch node {
    case .scalar(let scalar):
      let text = keys.original(scalar.string)
      let isPlain = scalar.style == .plain || scalar.style == .any
      let isBlock = scalar.style == .literal || scalar.style == .folded
      place.length = isBlock ? 1 : max(1, text.unicodeScalars.count + (isPlain ? 0 : 2))
      let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
      return ConfigNode(place: place, content: isNull ? .null : .scalar(text, isQuoted: !isPlain))
    case .sequence(let sequence):
      var list: [ConfigNode] = []
      for child in sequence { list.append(try self.node(child, depth: depth + 1)) }
      return ConfigNode(place: place, content: .list(list))
    case .mapping(let mapping):
      return ConfigNode(place: place, content: .mapping(try pairs(mapping, depth: depth)))
    case .alias:
      // The parser follows aliases while it reads.
      throw error(place, "an alias without an anchor")
    }
  }

  private mutating func pairs(
    _ mapping: Node.Mapping, depth: Int
  ) throws -> [(key: ConfigNode, value: ConfigNode)] {
    var result: [(key: ConfigNode, value: ConfigNode)] = []
    var merged: [(key: ConfigNode, value: ConfigNode)] = []
    var lineOfKey: [String: Int] = [:]
    for (keyNode, valueNode) in mapping {
      let key = try node(keyNode, depth: depth + 1)
      let value = try node(valueNode, depth: depth + 1)
      guard let name = key.text else {
        diagnostics.append(diagnostic(key.place, "a key must be a word, not \(key.kind)"))
        continue
      }
      if let first = lineOfKey[name] {
        diagnostics.append(
          diagnostic(
            key.place, "the key '\(name)' stands twice in one mapping, first in line \(first)"))
        continue
      }
      lineOfKey[name] = key.place.line
      guard name == "<<" else {
        result.append((key, value))
        continue
      }
      switch value.content {
      case .mapping(let more): merged += more
      case .list(let items):
        for case .mapping(let more) in items.map(\.content) { merged += more }
      default:
        diagnostics.append(
          diagnostic(value.place, "'<<' takes a mapping or a list of them, usually as aliases"))
      }
    }
    // What is written beside a merge key outranks what the key brings.
    for pair in merged where lineOfKey[pair.key.text ?? ""] == nil {
      lineOfKey[pair.key.text ?? ""] = pair.key.place.line
      result.append(pair)
    }
    return result
  }
}
