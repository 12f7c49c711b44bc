import Config
import Plotting
import Testing

@testable import Figures

@Suite struct ConfigTests {
  static let mistaken: [(String, [String])] = [
    (
      config("x: {domain: [-6cc, 1/0]}, marks: [{rule: {x: 1}}]"),
      [
        "5:25+2 undefined name 'cc'; did you mean 'c'?", "5:30+1 a division by zero",
      ]
    ),
    (
      config("marks: [{curves: rho, aplha: [2]}]"),
      [
        "5:32+5 unknown key 'aplha' in a curves mark; did you mean 'alpha'?"
      ]
    ),
    (
      config("marks: [{curve: rho, alpha: [2]}]"),
      [
        "5:19+5 there is no mark 'curve'; did you mean 'curves'?"
      ]
    ),
    (
      config("marks: [{curves: roh, alpha: [2], scale: -c}]"),
      [
        "5:27+3 unknown value 'roh'; did you mean 'rho'?",
        "5:51+2 'scale' must be a positive, finite number",
      ]
    ),
    (config("marks: [{curves: rho}]"), ["5:18+1 a curves mark needs the key 'alpha'"]),
    (config("x: , marks: [{rule: {x: 1}}]"), ["5:10+1 'x' has no value"]),
    (
      config("marks: [{points: {data: toy}}]"),
      [
        "5:34+3 there is no 'toy' under 'data'; none are declared under 'data'"
      ]
    ),
    (
      config("marks: [{line: {fit: mes}}]", more: "data: {t: {toy: {}}}\nfits: {mse: {data: t}}"),
      [
        "6:31+3 there is no 'mes' under 'fits'; did you mean 'mse'?"
      ]
    ),
    (config("title: \"a $\\\\foo$\", marks: [{rule: {x: 1}}]"), ["5:21+5 unknown command \\foo"]),
    (
      config("title: 'it''s $x', marks: [{rule: {x: 1}}]"),
      [
        "5:24+1 a '$' that is not closed; write \\$ for a dollar sign"
      ]
    ),
    (
      config("x: {domain: [0, 1], scale: log}, marks: [{rule: {x: 1}}]"),
      [
        "5:23+1 a logarithmic scale needs positive, finite ends, not 0.0 and 1.0; "
          + "use symlog for values that reach 0"
      ]
    ),
    (
      config("x: {grid: perhaps}, marks: [{rule: {x: 1}}]"),
      [
        "5:20+7 expected true or false, found 'perhaps'"
      ]
    ),
    (config("marks: [{rule: {x: [a b]}}]"), ["5:32+1 an operator is missing before 'b'"]),
    (config("marks: [{rule: {x: {}}}]"), ["5:29+1 expected a number, found a mapping"]),
    (
      config("marks: []", more: "define: {a: b, b: 1, pi: 3, 2x: 1}"),
      [
        "1:13+1 'b' is not defined yet; a name may use only names above it",
        "1:22+2 'pi' cannot be defined: a name has letters, digits and '_', and is not a constant "
          + "or a function",
        "1:29+2 '2x' cannot be defined: a name has letters, digits and '_', and is not a constant "
          + "or a function",
      ]
    ),
    (
      "figures: {a/b: {panels: [{marks: []}]}}",
      [
        "1:11+3 a figure's name becomes a file's: use letters, digits, '-', '_' and '.', not 'a/b'"
      ]
    ),
    (
      "figures: {A: {panels: [{marks: []}]}, a: {panels: [{marks: []}]}}",
      [
        "1:39+1 'a' would write 'a.svg' over that of 'A' in line 1, column 11; name one of them otherwise"
      ]
    ),
    (
      "formats: []\nfigures: {a: {panels: [{marks: []}]}}",
      ["1:10+1 expected one of svg, png, found an empty list"]
    ),
    ("figures: {}", ["1:1+1 the file declares no figures; `rho new` writes one to start from"]),
    (
      "theme: drak\nscale: 1e9\nfigures: {a: {width: 0, height: 1e308, panels: [{marks: []}]}}",
      [
        "1:8+4 unknown value 'drak'; did you mean 'dark'?",
        "2:8+3 'scale' must lie between 0.05 and 64",
        "3:22+1 'width' must lie between 1 and 20000 points",
        "3:33+5 'height' must lie between 1 and 20000 points",
      ]
    ),
    (
      "data: {t: {csv: a.csv, toy: {}}}\nfigures: {a: {panels: [{marks: []}]}}",
      [
        "1:24+3 a data set is either 'csv' or 'toy', not both"
      ]
    ),
  ]

  @Test(arguments: mistaken)
  func mistake(yaml: String, expected: [String]) {
    #expect(mistakes(in: yaml) == expected)
  }

  @Test func labelsMayHoldAnything() throws {
    for label in ["<>&\"", "🎉 emoji 👩‍👩‍👧", "]]>", "\\$5", "日本語"] {
      let quoted = label.replacing("'", with: "''")
      let yaml = config("title: '\(quoted)', marks: [{rule: {x: 1}}]")
      #expect(mistakes(in: yaml).isEmpty)
    }
  }

  @Test func unitsFollowFromDomains() throws {
    func unit(_ domain: String) throws -> String? {
      let yaml = config(
        "x: {domain: \(domain)}, marks: [{rule: {x: 1}}]", more: "define: {c: 1.1, sigma: 2, d: 1}")
      let file = try FigureFile(Array(yaml.utf8), path: "f")
      return try file.figures[0].panels[0].x.axis(in: file.names).unit?.symbol
    }
    #expect(try unit("[-6c, 6c]") == "c")
    #expect(try unit("[0, 12c]") == "c")
    #expect(try unit("[-sigma, sigma]") == "\\sigma")
    #expect(try unit("[-6c, 6]") == nil)
    #expect(try unit("[-6c, 6d]") == nil)
    #expect(try unit("[1/c, 6c]") == nil)
    #expect(try unit("[0, 1]") == nil)
  }

  @Test func thePictureOfAMistake() {
    let diagnostic = Diagnostic(
      file: "f.yaml", line: 12, column: 18, length: 5, message: "unknown key 'aplha'",
      source: "\t- {日本: rho, x: aplha: 1}\u{1B}[31m")
    #expect(
      diagnostic.rendered() == """
        f.yaml:12:18: error: unknown key 'aplha'
          \t- {日本: rho, x: aplha: 1}\\u001B[31m
          \t                  ^~~~~
        """)
    #expect(diagnostic.rendered(inColor: true).contains("\u{1B}[1;31merror: \u{1B}[0m"))
  }

  @Test func aLongLineIsShownInPart() {
    let source = String(repeating: "x", count: 100_000) + "!" + String(repeating: "y", count: 9)
    let text = Diagnostic(file: "f", line: 1, column: 100_001, message: "m", source: source)
      .rendered()
    #expect(text.utf8.count < 500)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3)
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let mark = lines[1].firstIndex(of: "!").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    #expect(caret == mark)
  }
}
