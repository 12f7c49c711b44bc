import Config
import Foundation
import Testing

@testable import Figures

@Suite struct YAMLTests {
  static let inputs: [(String, [UInt8], [String])] = [
    ("empty", [], ["the file is empty; `rho new` writes one to start from"]),
    (
      "comments only", Array("# nothing\n".utf8),
      ["the file is empty; `rho new` writes one to start from"]
    ),
    ("a zero byte", Array("a: 1\nb: \0".utf8), ["2:4+1 a zero byte; this is not a text file"]),
    (
      "not UTF-8", Array("a: ".utf8) + [0xFF, 0x41],
      ["1:4+1 the byte 0xFF is not UTF-8; save the file as UTF-8"]
    ),
    (
      "an overlong form", Array("a: ".utf8) + [0xC0, 0x80],
      ["1:4+1 the byte 0xC0 is not UTF-8; save the file as UTF-8"]
    ),
    ("UTF-16", [0xFF, 0xFE, 0x61, 0], ["1:1+1 this is UTF-16 text; save the file as UTF-8"]),
    (
      "a PNG", [0x89, 0x50, 0x4E, 0x47],
      ["1:1+1 the byte 0x89 is not UTF-8; save the file as UTF-8"]
    ),
    (
      "an escape sequence", Array("a: \u{1B}[31m".utf8),
      ["1:4+1 the control character U+001B; remove it"]
    ),
    ("a word", Array("hello".utf8), ["1:1+5 expected a mapping for a figures file, found 'hello'"]),
    ("a list", Array("[1, 2]".utf8), ["1:1+1 expected a mapping for a figures file, found a list"]),
    (
      "a cyclic anchor", Array("figures: &a [*a]".utf8),
      ["1:14+1 an alias without an anchor above it, or inside its own anchor"]
    ),
    (
      "an unknown alias", Array("figures: *nobody".utf8),
      ["1:10+1 an alias without an anchor above it, or inside its own anchor"]
    ),
    (
      "two documents", Array("figures: {}\n---\nfigures: {}\n".utf8),
      ["2:1+1 a second document; a config is one, without '---' inside"]
    ),
    ("an open quote", Array("a: \"b\nc: d\n".utf8), ["1:4+1 this quote is not closed"]),
    (
      "an open list", Array("a: [1, 2\nb: 3\n".utf8),
      ["1:4+1 a ',' or the closing ']' of this list is missing"]
    ),
    (
      "a tab", Array("a:\n\tb: 1\n".utf8), ["2:1+1 a tab cannot indent a line; use spaces"]
    ),
    (
      "a colon", Array("title: a: b\n".utf8),
      ["1:9+1 a ': ' inside a value, or a key indented wrongly; put a text with ': ' in quotes"]
    ),
    (
      "an alias as a key", Array("a: &a [1]\nb: {*a : 1}\n".utf8),
      ["2:5+1 a key must be a word, not an alias or a list; name what is meant"]
    ),
  ]

  @Test(arguments: inputs)
  func hostile(name: String, bytes: [UInt8], expected: [String]) {
    #expect(mistakes(in: bytes) == expected)
  }

  @Test(arguments: ["[", "{a: ", "- ", "{[", "? ", "&a ", "!!seq ["])
  func deepNestingIsRefused(opening: String) {
    let clock = ContinuousClock()
    let time = clock.measure {
      let found = mistakes(in: "figures: " + String(repeating: opening, count: 100_000))
      #expect(found.count == 1, "\(found.prefix(3))")
    }
    #expect(time < .seconds(20))
  }

  @Test func nestingOfSixtyFiveLevels() {
    let text = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
    #expect(
      mistakes(in: text).first?.hasSuffix(
        "lists and mappings inside one another more than 64 levels deep") == true)
  }

  @Test func anAliasBombIsRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for i in 1...12 {
      let items = (0..<10).map { _ in "*a\(i - 1)" }.joined(separator: ", ")
      text += "a\(i): &a\(i) [\(items)]\n"
    }
    let found = mistakes(in: text)
    #expect(found.count == 1)
    #expect(found.first?.contains("unfolds to more than 200000 values") == true)
  }

  @Test func anAliasBombAsAKeyIsRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for i in 1...12 {
      let items = (0..<10).map { _ in "*a\(i - 1)" }.joined(separator: ", ")
      text += "a\(i): &a\(i) [\(items)]\n"
    }
    for key in ["? *a12\n: 1\n", "*a12 : 1\n", "{*a12: 1}: 2\n", "{? *a12 : 1}\n"] {
      #expect(mistakes(in: text + "k:\n  " + key).count == 1)
    }
  }

  @Test func aLargeFileIsRefused() {
    let bytes = [UInt8](repeating: 0x20, count: 50_000_000)
    #expect(mistakes(in: bytes) == ["the file has 50000000 bytes; a config may have 8388608"])
  }

  @Test func allDuplicatesAreTold() {
    let text = """
      define: {c: 1, c: 2}
      formats: [svg]
      "formats": [png]
      figures:
        a: {panels: [{marks: [{rule: {x: 1}}]}]}
        a: {panels: [{marks: [{rule: {x: 1}, rule: {x: 2}}]}]}
      """
    #expect(
      mistakes(in: text) == [
        "1:16+1 the key 'c' stands twice in one mapping, first in line 1",
        "3:1+9 the key 'formats' stands twice in one mapping, first in line 2",
        "6:3+1 the key 'a' stands twice in one mapping, first in line 5",
        "6:40+4 the key 'rule' stands twice in one mapping, first in line 6",
      ])
  }

  @Test func mergeKeysBringDefaults() throws {
    let text = """
      figures:
        a:
          panels:
            - &panel {x: {domain: [0, 1]}, y: {domain: [0, 2]}, marks: [{rule: {x: 1}}]}
            - {<<: *panel, y: {domain: [0, 3]}}
      """
    let file = try FigureFile(Array(text.utf8), path: "f.yaml")
    #expect(try file.figures[0].panels[1].x.axis(in: file.names).domain?.to == 1)
    #expect(try file.figures[0].panels[1].y.axis(in: file.names).domain?.to == 3)
  }

  @Test func jsonIsYAML() throws {
    let text = """
      {"define": {"c": 1.1},
       "figures": {"a": {"panels": [{"x": {"domain": ["-6c", "6c"]},
         "marks": [{"curves": "rho", "alpha": [2, "-inf"], "scale": "c"}]}]}}}
      """
    let file = try FigureFile(Array(text.utf8), path: "f.json")
    #expect(try file.figures[0].panels[0].x.axis(in: file.names).unit?.symbol == "c")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesEndAsTheyLike(ending: String) {
    let text = ["# é", "define: {c: 1}", "figurs: {}", ""].joined(separator: ending)
    do {
      _ = try FigureFile(Array(text.utf8), path: "f.yaml")
      Issue.record("no mistake found")
    } catch {
      let diagnostic = (error as? ConfigError)?.diagnostics.first
      #expect(diagnostic?.line == 3)
      #expect(diagnostic?.source == "figurs: {}")
    }
  }

  @Test func aByteOrderMarkIsNoText() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array(config("marks: [{rule: {x: 1}}]").utf8)
    #expect(mistakes(in: bytes).isEmpty)
  }
}
