import Config
import Drawing
import Testing

@testable import Figures

/// Every key of every mark changes the picture, or is refused.
@Suite("Keys of marks")
struct KeyTests {
  /// A mark with which the others are compared, by its key: what is in its own key, and what stands beside it.
  private static let plain: [String: (inner: String, beside: String)] = [
    "curves": ("rho", "alpha: [2, 0]"), "line": ("{slope: 0.5}", "label: one"),
    "points": ("{data: t}", ""), "rule": ("{y: [0.3, 0.6]}", ""), "band": ("{x: [0.2, 0.5]}", ""),
    "text": ("word", "at: [0.5, 0.5]"), "heatmap": ("rho", ""),
    "contours": ("rho", "levels: [-0.3, 0.05, 0.3]"),
    "surface": ("rho", ""), "sensitivity": ("{sample: 5}", "alpha: [1, 0]"),
    "trace": ("{fit: f, of: slope}", "label: one"), "partition": ("log_z", "label: one"),
  ]

  /// Values of a kind: each is drawn in a way of its own, or refused.
  private static func values(_ key: String, _ kind: ObjectSpec.Kind) -> [String] {
    switch kind {
    // Names of what the config declares.
    case .string where ["fit", "weights", "residuals"].contains(key): ["f", "g"]
    case .string where key == "data": ["u"]
    case .number: ["0.37", "0.61"]
    case .integer: ["4", "5"]
    case .bool: ["true", "false"]
    case .string, .markup: ["other", "words"]
    case .choice(let names): names
    case .list(let kind): values(key, kind) + ["[0.4, 0.9]"]
    case .pair: ["[0.1, 0.7]", "[0.3, 1.4]"]
    case .either(let kinds): kinds.flatMap { values(key, $0) }
    case .numbers, .object, .named, .oneOf: []
    }
  }

  /// The picture of a mark; nil if it is refused.
  private static func picture(_ mark: String, isSolid: Bool) throws -> String? {
    let axes =
      "x: {domain: [0.1, 2]}, y: {domain: [-1.9, 1.9]}" + (isSolid ? ", z: {domain: [0, 3]}" : "")
    let yaml = """
      data:
        t: {toy: {count: 9, outliers: 0.4}, outlier: outlier}
        u: {toy: {count: 9, seed: 4}}
      fits:
        f: {data: t, loss: {alpha: 1, scale: 0.1}, steps: 5, start: [0.9, -0.4]}
        g: {data: t, loss: {alpha: 0, scale: 0.05}, steps: 5}
      figures: {a: {width: 220, panels: [{\(axes), marks: [{\(mark)}]}]}}
      """
    do {
      let renderer = try Renderer(FigureFile(Array(yaml.utf8), path: "f.yaml"))
      let page = try renderer.drawing(of: renderer.pictures[0])
      return String(decoding: try renderer.bytes(of: page, as: .svg), as: UTF8.self)
    } catch is ConfigError {
      return nil
    }
  }

  @Test("each is drawn, or refused", arguments: MarkKind.all.map(\.key))
  func key(mark: String) throws {
    let kind = try #require(MarkKind.all.first { $0.key == mark })
    let (inner, beside) = try #require(Self.plain[mark])
    let isSolid = mark == "surface"
    func entries(_ text: String) -> [(key: String, value: String)] {
      guard let colon = text.firstIndex(of: ":") else { return [] }
      return [(String(text[..<colon]), text[text.index(colon, offsetBy: 2)...].description)]
    }
    func written(_ inner: String, _ others: [(key: String, value: String)]) -> String {
      (["\(mark): \(inner)"] + others.map { "\($0.key): \($0.value)" }).joined(separator: ", ")
    }
    let base = try #require(
      try Self.picture(written(inner, entries(beside)), isSolid: isSolid),
      "the plain mark is refused")
    func check(_ name: String, _ candidates: [String], _ mark: (String) -> String) throws {
      let pictures = try candidates.compactMap { try Self.picture(mark($0), isSolid: isSolid) }
      // One of the values may be what the mark has without the key.
      #expect(Set(pictures).count == pictures.count, "values of '\(name)' are passed over")
      #expect(
        pictures.isEmpty || Set(pictures).subtracting([base]).count >= 1, "'\(name)' is passed over"
      )
    }
    for key in kind.spec.keys {
      if case .object(let spec) = key.kind {
        let there = inner.dropFirst().dropLast()
        for key in spec().keys {
          try check("\(mark).\(key.name)", Self.values(key.name, key.kind)) { value in
            let kept = there.split(separator: ", ").filter { !$0.hasPrefix(key.name + ":") }
            let all = kept.map(String.init) + ["\(key.name): \(value)"]
            return written("{\(all.joined(separator: ", "))}", entries(beside))
          }
        }
        continue
      }
      try check(key.name, Self.values(key.name, key.kind)) { value in
        if key.name == mark { return written(value, entries(beside)) }
        return written(
          inner, entries(beside).filter { $0.key != key.name } + [(key: key.name, value: value)])
      }
    }
  }
}
