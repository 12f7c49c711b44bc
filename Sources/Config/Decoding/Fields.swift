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

  private init(defaultsOf other: Fields) {
    decoder = other.decoder
    spec = other.spec
    node = ConfigNode(place: other.place, content: .mapping([]))
  }

  package var place: ConfigNode.Place { node.place }

  /// Notes a mistake at a key's value; at the mapping if the key was left out.
  package func fail(_ key: String, _ message: String) {
    decoder.fail(value(key)?.place ?? place, message)
  }

  /// Whether the config has the key.
  package func has(_ key: String) -> Bool { node[key] != nil }

  /// Notes a mistake at each of these keys that is there, as nothing would come of it.
  package func refuse(_ keys: String..., because reason: String) {
    guard case .mapping(let pairs) = node.content else { return }
    for (key, _) in pairs where keys.contains(key.text ?? "") {
      decoder.fail(key.place, "'\(key.text ?? "")' has no effect here: \(reason)")
    }
  }

  /// Which one of several keys is there; notes a mistake at every further one.
  package func only(_ keys: [String], _ message: String) -> String? {
    guard case .mapping(let pairs) = node.content else { return nil }
    let there = pairs.map(\.key).filter { keys.contains($0.text ?? "") }
    for further in there.dropFirst() { decoder.fail(further.place, message) }
    return there.first?.text
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

  // MARK: Values

  package func number(_ key: String, _ bounds: Bounds = .any) -> Number? {
    value(key).flatMap { decoder.number($0, of: key, bounds) }
  }

  /// A number that must be known before any picture is made.
  package func constant(_ key: String, _ bounds: Bounds = .any) -> Double? {
    value(key).flatMap { decoder.constant($0, of: key, bounds) }
  }

  /// A whole number that must be known before any picture is made.
  package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    constant(key, .whole(range)).map { Int($0) }
  }

  package func numbers(_ key: String, _ bounds: Bounds = .any) -> [Number]? {
    guard let node = value(key) else { return nil }
    return decoder.list(node).compactMap { decoder.number($0, of: key, bounds) }
  }

  /// Numbers, at least one.
  package func someNumbers(_ key: String, _ bounds: Bounds = .any) -> [Number]? {
    if let node = value(key), decoder.list(node).isEmpty {
      fail(key, "'\(key)' needs at least one number, found an empty list")
    }
    return numbers(key, bounds)
  }

  /// Numbers that must be known before any picture is made.
  package func constants(_ key: String, _ bounds: Bounds = .any) -> [Double]? {
    guard let node = value(key) else { return nil }
    return decoder.list(node).compactMap { decoder.constant($0, of: key, bounds) }
  }

  /// The two numbers of a pair.
  package func pair(_ key: String, _ bounds: Bounds = .any) -> (Number, Number)? {
    guard let node = value(key) else { return nil }
    guard case .list(let nodes) = node.content, nodes.count == 2 else {
      decoder.fail(node.place, "'\(key)' must be a list of two numbers, such as [0, 1]")
      return nil
    }
    // Both are read before either is judged, so that mistakes in both are told.
    let a = decoder.number(nodes[0], of: key, bounds)
    let b = decoder.number(nodes[1], of: key, bounds)
    guard let a, let b else { return nil }
    return (a, b)
  }

  /// The two numbers of a pair that must be known before any picture is made.
  package func constantPair(_ key: String, _ bounds: Bounds = .any) -> (Double, Double)? {
    guard let (a, b) = pair(key, bounds) else { return nil }
    guard let low = a.known, let high = b.known else {
      fail(key, "'\(key)' cannot depend on a frame, nor on what a fit finds")
      return nil
    }
    return (low.number, high.number)
  }

  package func string(_ key: String) -> String? { value(key).flatMap { decoder.string($0) } }
  package func markup(_ key: String) -> Template? { value(key).flatMap { decoder.template($0) } }
  package func bool(_ key: String) -> Bool? { value(key).flatMap { decoder.bool($0) } }

  /// Text with numbers in it that is not drawn.
  package func text(_ key: String) -> Template? {
    value(key).flatMap { decoder.template($0, isMarkup: false) }
  }

  package func choice(_ key: String) -> String? {
    guard let node = value(key), case .choice(let names)? = spec.key(key)?.kind else { return nil }
    return decoder.choice(node, names)
  }

  /// A choice as a value of an enumeration of strings.
  package func choice<T: RawRepresentable>(_ key: String, as type: T.Type) -> T?
  where T.RawValue == String {
    choice(key).flatMap { T(rawValue: $0) }
  }

  package func strings(_ key: String) -> [String]? {
    guard let node = value(key) else { return nil }
    return decoder.list(node).compactMap { decoder.string($0) }
  }

  package func markups(_ key: String) -> [Template]? {
    guard let node = value(key) else { return nil }
    return decoder.list(node).compactMap { decoder.template($0) }
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
