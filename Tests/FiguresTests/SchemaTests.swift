import Config
import Foundation
import Testing

@testable import Figures

/// The JSON Schema and the program agree on what a config may say.
@Suite("Schema")
struct SchemaTests {
  /// What a value of a config may look like, whatever it means.
  private static let samples = [
    "1", "2.5", "-3", "word", "true", "yes", "[]", "[1]", "[1, 2]", "[1, 2, 3]", "[word]", "[true]",
    "[[1]]", "[{}]", "{}", "{a: 1}", "{a: word}", "{a: {}}",
  ]

  /// A mapping in a config.
  private struct Place {
    var spec: ObjectSpec
    var schema: [String: Any]
    /// The config with an entry in the mapping.
    var config: (_ key: String, _ entry: String) -> String
  }

  /// How the program refuses a form; what else it refuses depends on what a value means.
  private static let refusals = [
    "expected a mapping for", "expected a number, found", "expected text, found",
    "expected true or false", "unknown value", "unknown key", "must be a list of two numbers",
    "must be a mapping from names", "expected one colour",
  ]

  private let root =
    (try? JSONSerialization.jsonObject(with: Data(FigureFile.schema.utf8))) as? [String: Any] ?? [:]

  @Test("both refuse the same forms of values of every key")
  func forms() throws {
    var count = 0
    for place in try places() {
      let properties = try #require(place.schema["properties"] as? [String: Any])
      for key in place.spec.keys {
        let schema = try #require(properties[key.name] as? [String: Any], "\(key.name)")
        let without = Set(mistakes(in: place.config(key.name, "")))
        for sample in Self.samples {
          let found = mistakes(in: place.config(key.name, "\(key.name): \(sample)"))
          let isRefused = found.contains { mistake in
            !without.contains(mistake) && Self.refusals.contains { mistake.contains($0) }
          }
          let what = "\(place.spec.name), \(key.name): \(sample): \(found)"
          if isValid(try value(sample), schema) {
            #expect(!isRefused, "the schema lets pass what the program does not: \(what)")
          } else {
            #expect(!without.isSuperset(of: found), "the schema is stricter: \(what)")
          }
          count += 1
        }
      }
    }
    #expect(count > 1000)
  }

  @Test("both know the same keys and the same words")
  func keysAndWords() throws {
    for place in try places() {
      let properties = try #require(place.schema["properties"] as? [String: Any])
      #expect(Set(properties.keys) == Set(place.spec.keys.map(\.name)), "\(place.spec.name)")
      #expect(place.schema["additionalProperties"] as? Bool == false)
      #expect(
        Set(place.schema["required"] as? [String] ?? [])
          == Set(place.spec.keys.filter(\.isRequired).map(\.name)))
      #expect(
        mistakes(in: place.config("", "nosuchkey: 1")).contains {
          $0.contains("unknown key 'nosuchkey' in \(place.spec.name)")
        }, "\(place.spec.name)")
    }
  }

  // MARK: Places

  /// The mappings of a config.
  private func places() throws -> [Place] {
    let definitions = try #require(root["$defs"] as? [String: Any])
    let data = "data: {t: {toy: {count: 9}}}\nfits: {f: {data: t}}\n"
    let panel = "marks: [{rule: {x: 1}}]"
    var places: [Place] = []
    func add(
      _ name: String, _ spec: ObjectSpec,
      _ config: @escaping (_ key: String, _ entry: String) -> String
    ) throws {
      let schema = try #require(definitions[name] as? [String: Any], "\(name)")
      places.append(Place(spec: spec, schema: schema, config: config))
    }
    func addInFigure(_ name: String, _ spec: ObjectSpec, _ before: String, _ after: String) throws {
      try add(name, spec) { "\(data)figures: {a: {\(before)\($1)\(after)}}" }
    }
    try add("data-set", DataSpec.spec) {
      "data: {t: {\($1)}}\nfigures: {a: {panels: [{\(panel)}]}}"
    }
    try add("fit", FitSpec.spec) {
      "data: {t: {toy: {}}}\nfits: {f: {\($1)}}\nfigures: {a: {panels: [{\(panel)}]}}"
    }
    try addInFigure("figure", FigureSpec.spec, "", "")
    try addInFigure("frames", FramesSpec.spec, "panels: [{\(panel)}], frames: {", "}")
    try addInFigure("panel", PanelSpec.spec, "panels: [{", "}]")
    try addInFigure("axis", AxisSpec.spec, "panels: [{\(panel), x: {", "}}]")
    try addInFigure(
      "camera", CameraSpec.spec, "panels: [{marks: [{surface: rho}], camera: {", "}}]")
    for kind in MarkKind.all {
      let id = kind.spec.name.split(separator: " ").dropFirst().joined(separator: "-")
      try add(id, kind.spec) { key, entry in
        // What tells the mark stands there, unless it is what is tried.
        let own = key == kind.key ? "" : "\(kind.key): {}, "
        return "\(data)figures: {a: {panels: [{marks: [{\(own)\(entry)}]}]}}"
      }
    }
    return places
  }

  // MARK: A small validator

  /// A flow value as JSON has it.
  private func value(_ sample: String) throws -> Any {
    var json = sample
    for word in ["word", "yes"] { json = json.replacingOccurrences(of: word, with: "\"\(word)\"") }
    json = json.replacingOccurrences(of: "{a:", with: "{\"a\":")
    return try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
  }

  private func isBool(_ value: Any) -> Bool {
    (value as? NSNumber).map { CFBooleanLike.isBool($0) } ?? false
  }

  private func isValid(_ value: Any, _ schema: [String: Any]) -> Bool {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      let definitions = root["$defs"] as? [String: Any] ?? [:]
      return isValid(value, definitions[name] as? [String: Any] ?? [:])
    }
    if let any = schema["anyOf"] as? [[String: Any]] { return any.contains { isValid(value, $0) } }
    if let words = schema["enum"] as? [Any] {
      return words.contains { word in
        isBool(word) == isBool(value) && (word as? NSObject) == (value as? NSObject)
      }
    }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    guard types.contains(where: { isOf($0, value) }) else { return false }
    if let list = value as? [Any] {
      if let least = schema["minItems"] as? Int, list.count < least { return false }
      if let most = schema["maxItems"] as? Int, list.count > most { return false }
      if let items = schema["items"] as? [String: Any] {
        return list.allSatisfy { isValid($0, items) }
      }
    }
    if let object = value as? [String: Any] {
      let properties = schema["properties"] as? [String: Any] ?? [:]
      for (key, value) in object {
        if let known = properties[key] as? [String: Any] {
          if !isValid(value, known) { return false }
        } else if let other = schema["additionalProperties"] as? [String: Any] {
          if !isValid(value, other) { return false }
        } else {
          return false
        }
      }
      let required = schema["required"] as? [String] ?? []
      return required.allSatisfy { object[$0] != nil }
    }
    return true
  }

  private func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "boolean": isBool(value)
    case "string": value is String
    case "number": !isBool(value) && value is NSNumber
    case "integer":
      !isBool(value)
        && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } == true
    default: false
    }
  }
}

/// JSON's true and 1 are the same number for Foundation, but not of the same kind.
private enum CFBooleanLike {
  static func isBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
