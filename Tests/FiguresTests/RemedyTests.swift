import Config
import Foundation
import Testing

@testable import Figures

/// Nothing is accepted for which nothing would come, and what is told can be done.
@Suite("Remedies") struct RemedyTests {
  @Test(arguments: [
    ("{curves: rho, alpha: []}", "5:39+1 'alpha' needs at least one number, found an empty list"),
    (
      "{sensitivity: {sample: 3}, alpha: []}",
      "5:52+1 'alpha' needs at least one number, found an empty list"
    ),
    (
      "{contours: rho, levels: []}",
      "5:42+1 'levels' needs at least one number, found an empty list"
    ),
    (
      "{rule: {x: [], y: []}}", "5:25+1 a rule needs values of x or of y, such as {y: [0, 1]}"
    ),
    (
      "{sensitivity: {sample: 1000}, alpha: [\(Array(repeating: "1", count: 21).joined(separator: ", "))]}",
      "5:55+1 21 shapes of a sample of 1000 take too long; give at most 20, or a smaller sample"
    ),
    (
      "{curves: nll, alpha: [1, -1]}",
      "5:43+2 'alpha' must be at least 0, as losses of α < 0 belong to no distribution"
    ),
    (
      "{curves: density, alpha: [-c]}",
      "5:44+2 'alpha' must be at least 0, as losses of α < 0 belong to no distribution"
    ),
    (
      "{rule: {x: 1}, color: 99999999999999999999}",
      "5:40+20 there are 6 colours, 0 to 5; tell more apart by 'dash'"
    ),
  ])
  func ofMarks(mark: String, message: String) {
    let told = mistakes(in: config("marks: [\(mark)]"))
    #expect(told.count == 1 && told[0] == message, "\(told)")
  }

  @Test func anAxisWithoutAPartitionFunction() throws {
    for (domain, isSeen) in [("[-3, -1]", false), ("[-1, -3]", false), ("[-3, 0]", true)] {
      let yaml = config("x: {domain: \(domain)}, marks: [{partition: log_z}]")
      #expect(mistakes(in: yaml).isEmpty)
      let file = try FigureFile(Array(yaml.utf8), path: "f")
      let moment = try file.still(file.figures[0], file.evaluation())
      do throws(ConfigError) {
        _ = try file.figures[0].panels[0].made(at: moment, file.source, hasEqualUnits: false)
        #expect(isSeen, "\(domain)")
      } catch {
        #expect(!isSeen && "\(error)".contains("is that of α ≥ 0"), "\(domain): \(error)")
      }
    }
  }

  @Test(arguments: ["\u{80}", "\u{9B}", "\u{FFFE}", "\u{FFFF}"])
  func aCharacterThatYAMLDoesNotHave(text: String) {
    let value = text.unicodeScalars.first!.value
    let code =
      String(repeating: "0", count: value < 256 ? 2 : 0)
      + String(value, radix: 16, uppercase: true)
    let told = mistakes(in: "figures: {a: {title: é日\(text), panels: []}}")
    #expect(told.count == 1 && told[0].hasPrefix("1:24+1 "), "\(told)")
    #expect(told[0].hasSuffix("U+\(code); remove it, or write it as \\u\(code) in double quotes"))
    #expect(
      mistakes(in: "figures: {a: {title: \"\\u\(code)\", panels: [{marks: [{rule: {x: 1}}]}]}}")
        .allSatisfy { !$0.contains("in double quotes") })
  }

  @Test func charactersAtTheEdgesAreText() {
    for text in ["\u{85}", "\u{A0}", "\u{FFFD}", "\u{10FFFF}", "\u{D7FF}", "\u{E000}"] {
      let told = mistakes(in: "a: \"\(text)\"\n")
      #expect(!told.contains { $0.contains("U+") }, "\(told)")
    }
  }

  @Test func encodingsAreToldApart() {
    for (bytes, name) in [
      ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "UTF-32"),
      ([0xFF, 0xFE, 0x61, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x61], "UTF-16"),
    ] as [([UInt8], String)] {
      let error = #expect(throws: ConfigError.self) { try FigureFile(bytes, path: "f") }
      #expect(error?.diagnostics.first?.message == "this is \(name) text; save the file as UTF-8")
    }
  }

  @Test func tooManyValuesAreNoQuestionOfAliases() {
    let flat = (0..<110_000).map { "k\($0): 1\n" }.joined()
    let told = mistakes(in: flat)
    #expect(told.count == 1 && told[0].contains("which is the most for a config"), "\(told)")
  }

  @Test func aFigureOfALongName() {
    let name = String(repeating: "a", count: 101)
    let told = mistakes(in: "figures: {\(name): {panels: [{marks: [{rule: {x: 1}}]}]}}")
    #expect(told == ["1:11+101 a figure's name becomes a file's: use at most 100 bytes, not 101"])
    let hidden = mistakes(in: "figures: {.a: {panels: [{marks: [{rule: {x: 1}}]}]}}")
    #expect(hidden.count == 1 && hidden[0].contains("begin it with a letter"), "\(hidden)")
  }

  /// Paths that hold no font are mistakes of the config, all told at once with their places.
  @Test func fontsThatAreNone() throws {
    let folder = NSTemporaryDirectory() + "fonts-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("no font".utf8).write(to: URL(fileURLWithPath: folder + "/words.ttf"))
    let yaml = """
      fonts: {text: ./no.ttf, bold: ./words.ttf, math: /tmp, math-italic: /dev/zero}
      theme: drak
      figures: {a: {panels: [{marks: [{rule: {x: 1}}]}]}}
      """
    let error = #expect(throws: ConfigError.self) {
      try FigureFile(Array(yaml.utf8), path: folder + "/f.yaml")
    }
    let told = (error?.diagnostics ?? []).map { "\($0.line):\($0.column) \($0.message)" }
    #expect(told.count == 5, "\(told)")
    for (place, words) in [
      ("1:15", "there is no such file"), ("1:31", "is not an OpenType or TrueType font"),
      ("1:50", "it is a folder"), ("1:69", "it is a device or a pipe"), ("2:8", "did you mean"),
    ] {
      #expect(told.contains { $0.hasPrefix(place) && $0.contains(words) }, "\(place): \(told)")
    }
  }

  private static func moving(_ frames: String, fit: String = "") -> String {
    """
    data: {t: {toy: {}}}
    fits: {m: {data: t, loss: {alpha: 1}, steps: 50\(fit)}}
    figures: {a: {frames: {\(frames)}, panels: [{marks: [{line: {fit: m}}]}]}}
    """
  }

  @Test func stepsThatAFitDoesNotHave() throws {
    func told(_ yaml: String) throws -> [String] {
      let file = try FigureFile(Array(yaml.utf8), path: "f")
      let still = try file.still(file.figures[0], file.evaluation())
      do throws(ConfigError) {
        _ = try file.figures[0].frames?.frames(still)
        return []
      } catch {
        return error.diagnostics.map { "\($0.line):\($0.column) \($0.message)" }
      }
    }
    #expect(try told(Self.moving("fit: m, steps: [0, 50]")) == [])
    #expect(
      try told(Self.moving("fit: m, steps: [0, 51]")) == [
        "3:43 there is no step 51: the fit ends with step 50"
      ])
  }

  @Test(arguments: [
    (
      "over: k, from: -1, to: 3, scale: log",
      "frames spread by a logarithm go from one positive, finite number to another, not -1.0; "
        + "take the scale linear"
    ),
    ("fit: m, steps: [-1]", "'steps' must lie between 0 and 1000000"),
    ("fit: m, steps: []", "'steps' needs at least one number, found an empty list"),
  ])
  func framesThatCannotBe(frames: String, message: String) {
    let told = mistakes(in: Self.moving(frames))
    #expect(told.count == 1 && told[0].hasSuffix(" " + message), "\(told)")
  }

  @Test func aStartThatIsNoNumberIsToldOnce() {
    let told = mistakes(in: Self.moving("fit: m", fit: ", start: [inf, 1]"))
    #expect(told.count == 1 && told[0].hasSuffix("'start' must be finite"), "\(told)")
  }

  @Test(arguments: [
    ("{alpha: [2, 1]}", "'alpha': 1.0 must be in (2.0, ∞), above the lower bound"),
    (
      "{scale-low: 2}",
      "'scale-low' is a share of the scale at the start: it must lie in (0, 1], and is 2.0"
    ),
  ])
  func boundsOfTheAdaptiveLoss(settings: String, message: String) {
    let told = mistakes(
      in: """
        data: {t: {toy: {}}}
        fits: {m: {data: t, loss: {adaptive: \(settings)}}}
        figures: {a: {panels: [{marks: [{line: {fit: m}}]}]}}
        """)
    #expect(told.count == 1 && told[0].hasSuffix(" " + message), "\(told)")
  }
}
