import Basics
import Drawing
import Plotting
/// Turns nodes into values and collects every mistake on the way, so that all are told at once.
///
/// A getter that finds a mistake notes it and returns nil or a stand-in; whoever decodes goes on.
package final class Decoder {
  package let file: String
  package let lines: SourceLines
  package private(set) var diagnostics: [Diagnostic]
  /// The values of defined names.
  package var names = Names()
  /// What was referred to since it was emptied last.
  package var uses = Uses()
  /// The numbers that a frame gives to names, for text; none for a figure that does not move.
  package var frame: [String: Double] = [:]
  /// Numbers that have been computed, by name, for text; and what each belongs to.
  package var results: (values: [String: Double], owners: [String: String]) = ([:], [:])
  private let text: TextRules

  package init(
    file: String, lines: SourceLines, diagnostics: [Diagnostic] = [], text: TextRules
  ) {
    self.file = file
    self.lines = lines
    self.diagnostics = diagnostics
    self.text = text
  }

  /// Notes a mistake at a place.
  package func fail(_ place: ConfigNode.Place, _ message: String) {
    diagnostics.append(
      Diagnostic(
        file: file, line: place.line, column: place.column, length: place.length, message: message,
        source: lines[place.line]))
  }

  /// Whether a node is a mapping; notes a mistake if it is not.
  package func fields(_ node: ConfigNode, _ spec: ObjectSpec) -> Fields? {
    switch node.content {
    case .mapping: return Fields(decoder: self, node: node, spec: spec)
    case .null:
      return Fields(
        decoder: self, node: ConfigNode(place: node.place, content: .mapping([])), spec: spec)
    default:
      fail(node.place, "expected a mapping for \(spec.name), found \(node.kind)")
      return nil
    }
  }

  /// What somebody may have meant; looked for as long as anybody will read of it.
  package func suggestion(for word: String, among candidates: [String]) -> String? {
    diagnostics.count < Self.mostSuggestions ? Suggestion.nearest(to: word, among: candidates) : nil
  }

  /// How many mistakes come with a suggestion; far more than are written out.
  private static let mostSuggestions = 200

  // MARK: Values

  package func number(_ node: ConfigNode) -> Expression.Value? {
    guard let text = node.text else {
      fail(node.place, "expected a number, found \(node.kind)")
      return nil
    }
    do {
      let value = try Expression.value(of: text, names: names)
      uses.names.formUnion(value.used)
      note(value.used)
      return value
    } catch {
      fail(lines.place(of: error.offset, error.length, in: text, at: node.place), error.message)
      return nil
    }
  }

  /// Notes the fits whose results were used.
  private func note(_ used: Set<String>) {
    for name in used {
      guard let fit = results.owners[name] else { continue }
      uses.fits.insert(fit)
      uses.hasResults = true
    }
  }

  package func integer(_ node: ConfigNode) -> Int? {
    guard let value = number(node)?.number else { return nil }
    guard value == value.rounded(), abs(value) < 1e15 else {
      fail(node.place, "expected a whole number, found '\(node.text ?? "")'")
      return nil
    }
    return Int(value)
  }

  package func string(_ node: ConfigNode) -> String? {
    guard let text = node.text else {
      fail(node.place, "expected text, found \(node.kind)")
      return nil
    }
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    let filled = TextTemplate.filled(
      text, results.values.merging(frame) { $1 }, number: self.text.number)
    note(filled.used)
    return filled.text
  }

  package func bool(_ node: ConfigNode) -> Bool? {
    switch node.text?.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      fail(node.place, "expected true or false, found \(node.text.map { "'\($0)'" } ?? node.kind)")
      return nil
    }
  }

  package func choice(_ node: ConfigNode, _ names: [String]) -> String? {
    guard let text = string(node) else { return nil }
    if names.contains(text) { return text }
    let hint = suggestion(for: text, among: names).map { "; did you mean '\($0)'?" }
    fail(
      node.place,
      "unknown value '\(text)'" + (hint ?? "; expected one of \(names.joined(separator: ", "))"))
    return nil
  }

  /// The nodes of a list; a single value stands for a list of one.
  package func list(_ node: ConfigNode) -> [ConfigNode] {
    switch node.content {
    case .list(let nodes): return nodes
    case .null: return []
    default: return [node]
    }
  }

  /// Checks markup without drawing it, so that its mistakes are told with their places.
  package func markup(_ node: ConfigNode) -> String? {
    guard let text = string(node) else { return nil }
    guard let fault = self.text.fault(text) else { return text }
    fail(lines.place(of: fault.offset, fault.length, in: text, at: node.place), fault.message)
    return nil
  }
}

/// The data sets, fits and defined names that something refers to.
package struct Uses {
  package var names: Set<String> = []
  package var data: Set<String> = []
  package var fits: Set<String> = []
  /// Whether anything depends on what a fit has found.
  package var hasResults = false

  package init() {}
}

/// A mapping that is being decoded against what may stand in it.
package struct Fields {
  package let decoder: Decoder
  package let node: ConfigNode
  package let spec: ObjectSpec

  /// Takes the mapping, and notes unknown and missing keys.
  package init(decoder: Decoder, node: ConfigNode, spec: ObjectSpec) {
    self.decoder = decoder
    self.node = node
    self.spec = spec
    guard case .mapping(let pairs) = node.content else { return }
    // A required key that is only misspelled is told once.
    var meant: Set<String> = []
    for (key, value) in pairs {
      guard let name = key.text else { continue }
      if spec.key(name) != nil {
        if case .null = value.content { decoder.fail(key.place, "'\(name)' has no value") }
        continue
      }
      let names = spec.keys.map(\.name)
      let near = decoder.suggestion(for: name, among: names)
      if let near { meant.insert(near) }
      let hint = near.map { "; did you mean '\($0)'?" }
      decoder.fail(
        key.place,
        "unknown key '\(name)' in \(spec.name)"
          + (hint ?? "; known are \(names.joined(separator: ", "))"))
    }
    for key in spec.keys
    where key.isRequired && self.node[key.name] == nil && !meant.contains(key.name) {
      decoder.fail(node.place, "\(spec.name) needs the key '\(key.name)'")
    }
  }

  /// The node of a declared key, or its default; nil if there is neither, or it has no value, which
  /// was noted already.
  package func value(_ key: String) -> ConfigNode? {
    precondition(spec.key(key) != nil, "'\(key)' is not declared for \(spec.name)")
    guard let value = node[key] else {
      return spec.key(key)?.standard.map {
        ConfigNode(place: node.place, content: .scalar($0, isQuoted: false))
      }
    }
    if case .null = value.content { return nil }
    return value
  }

  /// What `read` finds, or the declared default where it finds a mistake, so that decoding goes on.
  package func orDefault<Value>(_ read: (Fields) -> Value?) -> Value {
    read(self) ?? read(Fields(defaultsOf: self))!
  }

  private init(defaultsOf other: Fields) {
    decoder = other.decoder
    spec = other.spec
    node = ConfigNode(place: other.place, content: .mapping([]))
  }

  package var place: ConfigNode.Place { node.place }
  package func fail(_ key: String, _ message: String) {
    decoder.fail(value(key)?.place ?? place, message)
  }

  package func number(_ key: String) -> Double? {
    value(key).flatMap { decoder.number($0)?.number }
  }

  /// A number that must be finite.
  package func finite(_ key: String) -> Double? {
    guard let number = number(key) else { return nil }
    if number.isFinite { return number }
    fail(key, "'\(key)' must be finite")
    return nil
  }

  /// A number that must be finite and above zero.
  package func positive(_ key: String) -> Double? {
    guard let number = number(key) else { return nil }
    if number > 0, number.isFinite { return number }
    fail(key, "'\(key)' must be a positive, finite number")
    return nil
  }

  package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let number = value(key).flatMap({ decoder.integer($0) }) else { return nil }
    if range.contains(number) { return number }
    fail(key, "'\(key)' must lie between \(range.lowerBound) and \(range.upperBound)")
    return nil
  }

  package func string(_ key: String) -> String? { value(key).flatMap { decoder.string($0) } }
  package func markup(_ key: String) -> String? { value(key).flatMap { decoder.markup($0) } }
  package func bool(_ key: String) -> Bool? { value(key).flatMap { decoder.bool($0) } }

  package func choice(_ key: String) -> String? {
    guard let node = value(key), case .choice(let names)? = spec.key(key)?.kind else { return nil }
    return decoder.choice(node, names)
  }

  /// A choice as a value of an enumeration of strings.
  package func choice<T: RawRepresentable>(_ key: String, as type: T.Type) -> T?
  where T.RawValue == String {
    choice(key).flatMap { T(rawValue: $0) }
  }

  package func numbers(_ key: String) -> [Double]? {
    guard let node = value(key) else { return nil }
    return decoder.list(node).compactMap { decoder.number($0)?.number }
  }

  package func strings(_ key: String) -> [String]? {
    guard let node = value(key) else { return nil }
    return decoder.list(node).compactMap { decoder.string($0) }
  }

  package func markups(_ key: String) -> [String]? {
    guard let node = value(key) else { return nil }
    return decoder.list(node).compactMap { decoder.markup($0) }
  }

  /// The two numbers of a pair.
  package func pair(_ key: String) -> (Expression.Value, Expression.Value)? {
    guard let node = value(key) else { return nil }
    guard case .list(let nodes) = node.content, nodes.count == 2 else {
      decoder.fail(node.place, "'\(key)' must be a list of two numbers, such as [0, 1]")
      return nil
    }
    // Both are read before either is judged, so that mistakes in both are told.
    let (a, b) = (decoder.number(nodes[0]), decoder.number(nodes[1]))
    guard let a, let b else { return nil }
    return (a, b)
  }

  /// A nested mapping.
  package func fields(_ key: String) -> Fields? {
    guard let node = value(key), case .object(let spec)? = spec.key(key)?.kind else { return nil }
    return decoder.fields(node, spec())
  }

  /// A mapping of the user's own names, in their order.
  package func named(_ key: String) -> [(name: String, key: ConfigNode, value: ConfigNode)] {
    guard let node = value(key) else { return [] }
    guard case .mapping(let pairs) = node.content else {
      decoder.fail(node.place, "'\(key)' must be a mapping from names, found \(node.kind)")
      return []
    }
    return pairs.compactMap { pair in pair.key.text.map { ($0, pair.key, pair.value) } }
  }
}
