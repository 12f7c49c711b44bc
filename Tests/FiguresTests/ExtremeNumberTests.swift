import Config
import Foundation
import Testing

@testable import Figures

/// Every number of a config, replaced by numbers that nobody would write: a mistake or a picture, but never
/// the end of the program.
@Suite struct ExtremeNumberTests {
  static let names = "define: {c: 1.1}\nscale: 1\n"

  /// Small configs in which every key that takes a number stands.
  static let configs = [
    """
    figures:
      f:
        width: 160
        height: 140
        columns: 1
        panels:
          - x: {domain: [-6, 6c], ticks: [-3, 0, 3]}
            y: {scale: symlog, threshold: 1, domain: [-2, 5]}
            marks:
              - {curves: rho, alpha: [2, 1, -8], scale: 1.1, width: 2, opacity: 0.5}
              - {line: {slope: 1, intercept: 0.5}, dash: [5, 3], width: 1.5, opacity: 0.9}
              - {rule: {x: [1, 2], y: [1, -1]}, labels: [a, b], width: 1, dash: [2, 2]}
              - {band: {x: [-1, 1]}, opacity: 0.2, color: 3}
              - {text: note, at: [1, 2], offset: [3, 4], size: 9}
    """,
    """
    figures:
      f:
        width: 420
        aspect: 1.2
        panels:
          - x: {domain: [-4, 4]}
            y: {domain: [-8, 3], scale: alpha}
            marks:
              - {heatmap: rho, scale: 1, color-domain: [0, 6], color-scale: symlog, resolution: 0.1}
              - {contours: rho, scale: 1, levels: [0.5, 1, 2], width: 1}
          - x: {scale: log, domain: [0.01, 100]}
            y: {scale: log, domain: [0.001, 20]}
            marks:
              - {curves: weight, alpha: [1, 0], scale: 2}
              - {sensitivity: {sample: 4}, alpha: [1, 2, 3], scale: 1}
    """,
    """
    figures:
      f:
        width: 160
        panels:
          - x: {domain: [-3, 3]}
            y: {domain: [0, 2]}
            z: {domain: [0, 4], ticks: [1, 2]}
            camera: {azimuth: -30, elevation: 25}
            marks: [{surface: rho, scale: 1, color-domain: [0, 4], fineness: 1}]
    """,
    """
    data: {d: {toy: {count: 9, seed: 3, outliers: 0.2}, where: {outlier: 0}}}
    fits:
      m: {data: d, model: {polynomial: 2}, loss: {alpha: 1, scale: 0.1}, optimizer: {adam: {rate: 0.02}}, steps: 4}
      a:
        data: d
        loss: {adaptive: {alpha: [0.01, 1.9], start: 1, scale: 0.2, scale-low: 0.001, within: 9}}
        optimizer: lbfgs
        start: [0.5, 0.2]
    figures:
      f:
        width: 460
        title: "{m_c1:.3f} and {2*a_scale:.2f}"
        panels:
          - marks:
              - {points: {data: d, residuals: m}, weights: a, size: 5, opacity: 0.7}
              - {line: {fit: m}, width: 1}
          - marks: [{trace: {fit: m, of: loss}}]
          - {x: {domain: [0, 5]}, marks: [{partition: log_z, width: 1}]}
    """,
    """
    figures:
      f:
        width: 120
        frames: {over: q, from: 2, to: -4, scale: alpha, count: 3, rate: 25, hold: 1.5, write: [svg, apng, files]}
        panels:
          - x: {domain: [-2, 2]}
            marks:
              - {curves: drho_dx, alpha: q, scale: 1}
              - {text: "{q:.2f} of {frame}", at: [q, 1]}
    """,
    """
    data: {d: {toy: {count: 9, seed: 3, outliers: 0.2}}}
    fits: {m: {data: d, loss: {alpha: 1, scale: 0.1}, steps: 5}}
    figures:
      f:
        width: 120
        frames: {fit: m, steps: [0, 2, 5], rate: 5, hold: 0, write: apng}
        panels: [{marks: [{points: {data: d}}, {line: {fit: m}}]}]
      g:
        width: 120
        frames: {fit: m, every: 2, write: svg}
        panels: [{marks: [{line: {slope: slope, intercept: intercept}}, {rule: {x: step}}]}]
    """,
  ]

  static let extremes = [
    "0", "-1", "0.5", "3", "1e308", "-1e308", "1.7e308", "5e-324", "-5e-324", "1e-300", "inf",
    "-inf",
    "1e15", "1e16", "1e300", "1e-9", "1e9", "9007199254740993", "-9223372036854775808",
    "9223372036854775807", "1e155", "c", "-6c", "4294967296",
  ]

  /// Where numbers stand in a text, but for those in names and in formats.
  static func numbers(in text: String) -> [Range<String.Index>] {
    text.matches(of: /(?:^|[^\w.#{\-])(-?[0-9]+(?:\.[0-9]+)?)(?![\w.}])/).map {
      $0.output.1.startIndex..<$0.output.1.endIndex
    }
  }

  /// A generator of numbers, the same everywhere.
  struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
  }

  @Test(arguments: configs.indices) func anyNumberAnywhere(index: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var dice = Dice(state: UInt64(index) + 11)
    let base = Self.names + Self.configs[index]
    #expect(try Self.outcome(of: base, in: folder) == nil, "the config itself is fine")
    var drawn = 0
    // More where most changes are refused at once.
    for round in 0..<120 where round < 24 || drawn <= 2 {
      var text = base
      for _ in 0...dice.roll(2) {
        let places = Self.numbers(in: text)
        text.replaceSubrange(
          places[dice.roll(places.count)], with: Self.extremes[dice.roll(Self.extremes.count)])
      }
      switch try Self.outcome(of: text, in: folder) {
      case nil: drawn += 1
      case let error as ConfigError:
        #expect(error.diagnostics.allSatisfy { $0.line > 0 && !$0.message.isEmpty }, "\(text)")
      case let error as FigureError: #expect(error.isMistake, "\(error)\n\(text)")
      case let error?: Issue.record("\(error)\n\(text)")
      }
    }
    #expect(drawn > 2, "most changes are refused at once and test nothing")
  }

  /// Draws a config in all forms that it asks for; nil if that went well.
  static func outcome(of text: String, in folder: URL) throws -> (any Error)? {
    do {
      let file = try FigureFile(Array(text.utf8), path: "f.yaml")
      var options = Renderer.Options()
      options.output = folder.path
      options.formats = [.svg, .png]
      options.isForced = true
      _ = try Renderer(file, options: options).run()
      return nil
    } catch {
      return error
    }
  }

  /// A key that is added to the config comes into this test, too.
  @Test func everyKeyOfANumberIsTried() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(FigureFile.schema.utf8)) as? [String: Any])
    var keys: Set<String> = []
    func visit(_ value: Any, _ name: String) {
      if let list = value as? [Any] { for item in list { visit(item, name) } }
      guard let object = value as? [String: Any] else { return }
      if object["$ref"] as? String == "#/$defs/number" || object["type"] as? String == "integer" {
        keys.insert(name)
      }
      for (key, inner) in object {
        if key == "properties", let properties = inner as? [String: Any] {
          for (name, property) in properties { visit(property, name) }
        } else {
          visit(inner, name)
        }
      }
    }
    visit(schema, "")
    let all = (Self.configs + [Self.names]).joined()
    let missing = keys.subtracting([""]).filter { !all.contains("\($0):") }
    #expect(missing.isEmpty, "keys without a number in this file: \(missing.sorted())")
  }
}
