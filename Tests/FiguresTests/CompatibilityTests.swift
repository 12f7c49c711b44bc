import Foundation
import Testing

@testable import Figures

/// Configs as they were written for earlier versions: the gallery's, those of README, the one that `rho new` writes,
/// and two that use whatever the schema names. Pictures may change; a config that was good stays good. Files are
/// added to the corpus and not changed.
@Suite("Configs of the past")
struct CompatibilityTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Corpus")

  static func read(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static let configs: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  @Test("the corpus is here")
  func corpus() {
    #expect(
      Set(Self.configs).isSuperset(of: [
        "figures.yaml", "readme.yaml", "readme-frames.yaml", "readme-steps.yaml", "starter.yaml",
        "schema-marks.yaml", "schema-fits.yaml",
      ]))
  }

  /// A figure of a config, by their names.
  struct Case: CustomTestStringConvertible, Sendable {
    var config: String
    var figure: String

    var testDescription: String { "\(config): \(figure)" }
  }

  /// The configs, decoded; each is read once.
  private static let renderers: [String: Result<Renderer, any Error>] =
    Dictionary(
      uniqueKeysWithValues: configs.map { name in
        (
          name,
          Result {
            var options = Renderer.Options()
            options.theme = .light
            let path = folder.appendingPathComponent(name).path
            return try Renderer(FigureFile(read(name), path: path), options: options)
          }
        )
      })

  static let figures: [Case] = configs.flatMap { name in
    let pictures = (try? renderers[name]?.get().pictures) ?? []
    return pictures.map { Case(config: name, figure: $0.figure.name) }
  }

  @Test("every config is decoded", arguments: configs)
  func config(name: String) throws {
    let renderer = try #require(Self.renderers[name]).get()
    #expect(!renderer.pictures.isEmpty)
  }

  @Test("every figure is drawn", arguments: figures)
  func figure(case: Case) throws {
    let renderer = try #require(Self.renderers[`case`.config]).get()
    let picture = try #require(renderer.pictures.first { $0.figure.name == `case`.figure })
    let svg = try renderer.bytes(of: try renderer.drawing(of: picture), as: .svg)
    let text = String(decoding: svg, as: UTF8.self)
    #expect(text.hasPrefix("<svg") && text.hasSuffix("</svg>\n"))
    let marks = text.ranges(of: "class=\"mark-").count
    #expect(marks >= picture.figure.panels.count, "\(marks) marks")
  }

  /// The keys and the choices that a schema names.
  static func words(of schema: [UInt8]) throws -> (keys: Set<String>, choices: Set<String>) {
    var keys: Set<String> = []
    var choices: Set<String> = []
    func walk(_ node: Any) {
      if let list = node as? [Any] { list.forEach(walk) }
      guard let mapping = node as? [String: Any] else { return }
      for (key, value) in mapping {
        if key == "properties", let properties = value as? [String: Any] {
          keys.formUnion(properties.keys)
        }
        if key == "enum", let names = value as? [String] { choices.formUnion(names) }
        walk(value)
      }
    }
    walk(try JSONSerialization.jsonObject(with: Data(schema)))
    return (keys, choices)
  }

  @Test("the schema still names every key and choice that it named")
  func schema() throws {
    let then = try Self.words(of: Self.read("schema.json"))
    let now = try Self.words(of: Array(FigureFile.schema.utf8))
    #expect(then.keys.count > 80 && then.choices.count > 60)
    #expect(then.keys.subtracting(now.keys).isEmpty)
    #expect(then.choices.subtracting(now.choices).isEmpty)
  }

  @Test("the corpus uses every key and every choice that the schema named")
  func coverage() throws {
    let named = try Self.words(of: Self.read("schema.json"))
    var used: Set<String> = []
    for name in Self.configs {
      let text = String(decoding: try Self.read(name), as: UTF8.self)
      used.formUnion(
        text.split { !($0.isLetter || $0.isNumber || "-_".contains($0)) }.map(String.init))
    }
    #expect(named.keys.union(named.choices).subtracting(used).isEmpty)
  }
}
