/// Writes the JSON Schema of the config (draft 2020-12), which gives editors completion and checks.
package enum SchemaWriter {
  /// The schema as JSON text, with a line break at its end.
  package static func json(of spec: ObjectSpec, id: String, title: String) -> String {
    var writer = Writer()
    let root = writer.object(spec)
    var top: [(String, JSON)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .string(id)),
      ("title", .string(title)),
    ]
    if case .object(let pairs) = root { top += pairs }
    if !writer.definitions.isEmpty { top.append(("$defs", .object(writer.definitions))) }
    return JSON.object(top).text() + "\n"
  }

  private struct Writer {
    var definitions: [(String, JSON)] = []
    private var open: Set<String> = []

    /// A reference to a mapping's schema, which is written once.
    mutating func reference(_ spec: ObjectSpec) -> JSON {
      let id = spec.name.split(separator: " ").filter { $0 != "a" && $0 != "an" }.joined(
        separator: "-")
      if open.insert(id).inserted {
        let place = definitions.count
        definitions.append((id, .null))
        definitions[place].1 = object(spec)
      }
      return .object([("$ref", .string("#/$defs/\(id)"))])
    }

    mutating func object(_ spec: ObjectSpec) -> JSON {
      var properties: [(String, JSON)] = []
      for key in spec.keys {
        var value = schema(key.kind)
        if case .object(let pairs) = value {
          let standard = key.standard.map { [("default", Self.json($0, key.kind))] } ?? []
          value = .object([("description", .string(key.summary))] + pairs + standard)
        }
        properties.append((key.name, value))
      }
      var pairs: [(String, JSON)] = [
        ("description", .string(spec.summary)), ("type", .string("object")),
        ("properties", .object(properties)), ("additionalProperties", .bool(false)),
      ]
      let required = spec.keys.filter(\.isRequired).map { JSON.string($0.name) }
      if !required.isEmpty { pairs.append(("required", .list(required))) }
      return .object(pairs)
    }

    /// A default as JSON writes it.
    private static func json(_ text: String, _ kind: ObjectSpec.Kind) -> JSON {
      switch (kind, Double(text)) {
      case (.bool, _): .bool(text == "true")
      case (.number, let value?), (.integer, let value?):
        value.isFinite ? .number(value) : .string(text)
      case (.list, _): .list([.string(text)])
      default: .string(text)
      }
    }

    private static let number = JSON.object([
      (
        "description",
        .string(
          "A number, inf, -inf, or an expression of defined names: -6c, 1/c, 2c + 1, sqrt(2), pi.")
      ),
      ("type", .list([.string("number"), .string("string")])),
      ("examples", .list([.number(2), .string("-inf"), .string("-6c"), .string("1/c")])),
    ])

    private mutating func schema(_ kind: ObjectSpec.Kind) -> JSON {
      switch kind {
      case .number:
        if open.insert("number").inserted { definitions.append(("number", Self.number)) }
        return .object([("$ref", .string("#/$defs/number"))])
      case .integer:
        // A whole number, or an expression of defined names.
        return .object([("type", .list([.string("integer"), .string("string")]))])
      case .bool:
        let words = ["true", "false", "yes", "no", "on", "off"]
        return .object([("enum", .list([.bool(true), .bool(false)] + words.map(JSON.string)))])
      case .string, .markup:
        return .object([
          ("type", .list([.string("string"), .string("number"), .string("boolean")]))
        ])
      case .choice(let names): return .object([("enum", .list(names.map(JSON.string)))])
      case .list(let kind):
        let item = schema(kind)
        return .object([
          ("anyOf", .list([.object([("type", .string("array")), ("items", item)]), item]))
        ])
      case .pair(let kind):
        return .object([
          ("type", .string("array")), ("items", schema(kind)), ("minItems", .number(2)),
          ("maxItems", .number(2)),
        ])
      case .object(let spec): return reference(spec())
      case .named(let spec):
        return .object([
          ("type", .string("object")), ("additionalProperties", reference(spec())),
        ])
      case .numbers:
        return .object([("type", .string("object")), ("additionalProperties", schema(.number))])
      case .either(let kinds): return .object([("anyOf", .list(kinds.map { schema($0) }))])
      case .oneOf(let specs):
        return .object([("anyOf", .list(specs().map { reference($0) }))])
      }
    }
  }
}
