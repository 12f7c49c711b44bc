import Basics

/// Turns nodes into values and collects every mistake on the way, so that all are told at once.
///
/// A getter that finds a mistake notes it and returns nil or a stand-in; whoever decodes goes on. Numbers
/// and texts stay as they were written where their names have no values yet.
package final class Decoder {
  package let source: ConfigText
  package private(set) var diagnostics: [Diagnostic]
  /// The names that may be used, with the values that are known.
  package var names = Names()
  /// What was referred to since it was emptied last.
  package var uses = Uses()
  private let rules: TextRules

  package init(source: ConfigText, diagnostics: [Diagnostic] = [], rules: TextRules) {
    self.source = source
    self.diagnostics = diagnostics
    self.rules = rules
  }

  /// Notes a mistake at a place.
  package func fail(_ place: ConfigNode.Place, _ message: String) {
    diagnostics.append(source.diagnostic(place, message))
  }

  /// Takes what can be made, or notes why it cannot.
  package func noting<Value>(_ make: () throws(ConfigError) -> Value) -> Value? {
    do throws(ConfigError) {
      return try make()
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
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

  /// A number, whose value may not be known yet.
  /// - Parameter key: what it is called in messages.
  package func number(_ node: ConfigNode, of key: String, _ bounds: Bounds = .any) -> Number? {
    guard let text = node.text else {
      fail(node.place, "expected a number, found \(node.kind)")
      return nil
    }
    let number = noting { () throws(ConfigError) in
      try Number(text, at: node.place, of: key, bounds, names, source)
    }
    if let number {
      uses.names.formUnion(number.names)
      if number.known == nil { uses.numbers.append(number) }
    }
    return number
  }

  /// A number that must be known before any picture is made.
  package func constant(_ node: ConfigNode, of key: String, _ bounds: Bounds = .any) -> Double? {
    guard let number = number(node, of: key, bounds) else { return nil }
    if let known = number.known { return known.number }
    fail(node.place, "'\(key)' cannot depend on a frame, nor on what a fit finds")
    return nil
  }

  /// Text with numbers in it.
  /// - Parameter isMarkup: whether it is drawn; then its mistakes are told, with their places.
  package func template(_ node: ConfigNode, isMarkup: Bool = true) -> Template? {
    guard let text = string(node) else { return nil }
    let template = noting { () throws(ConfigError) in
      try Template(text, at: node.place, isMarkup: isMarkup, names, source, rules)
    }
    if let template {
      uses.names.formUnion(template.names)
      if !template.isKnown { uses.templates.append(template) }
    }
    return template
  }

  /// Text that means itself.
  package func string(_ node: ConfigNode) -> String? {
    if let text = node.text { return text }
    fail(node.place, "expected text, found \(node.kind)")
    return nil
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

  /// A name among those that are declared; notes a mistake if it is not one of them.
  /// - Parameter kind: the part of the config that declares them.
  package func reference(_ node: ConfigNode, to kind: String, among names: KnownNames) -> String? {
    guard let name = string(node) else { return nil }
    if names.contains(name) {
      uses.references[kind, default: []].insert(name)
      return name
    }
    let known = names.inOrder
    let hint =
      suggestion(for: name, among: known).map { "; did you mean '\($0)'?" }
      ?? (known.isEmpty
        ? "; none are declared under '\(kind)'"
        : "; known are \(known.prefix(20).joined(separator: ", "))\(known.count > 20 ? ", …" : "")")
    fail(node.place, "there is no '\(name)' under '\(kind)'\(hint)")
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
}

/// Names that may be referred to, in the order of the file.
package struct KnownNames: Sendable {
  package let inOrder: [String]
  private let all: Set<String>

  package init(_ names: [String] = []) {
    inOrder = names
    all = Set(names)
  }

  package func contains(_ name: String) -> Bool { all.contains(name) }
}

/// What something refers to.
package struct Uses: Sendable {
  /// Defined names, and names that get their values later.
  package var names: Set<String> = []
  /// What the config declares, by the part that declares it.
  package var references: [String: Set<String>] = [:]
  /// The numbers whose values are not known yet.
  package var numbers: [Number] = []
  /// The texts in which there are such numbers.
  package var templates: [Template] = []

  package init() {}
}
