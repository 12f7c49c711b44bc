import Testing

@testable import Config

@Suite("Text with numbers in it")
struct TemplateTests {
  static let rules = TextRules(
    number: { value, surroundings in
      "<\(value)\(surroundings == .mathematics ? " in mathematics" : "")>"
    },
    fault: { text in
      text.firstIndex(of: "!").map {
        (text.unicodeScalars.distance(from: text.startIndex, to: $0), 1, "no '!' here")
      }
    })

  /// `a`, `b`, `z` and `i` get their values later, `c` has one already.
  static var names: Names {
    var names = Names()
    names.define("c", 2)
    for name in ["a", "b", "z", "i", "shape"] { names.promise(name) }
    return names
  }

  static var values: Names {
    var values = names
    let numbers = ["a": 1.5, "b": -0.25, "z": -0.0001, "i": -Double.infinity, "shape": 3]
    for (name, value) in numbers { values.define(name, value) }
    return values
  }

  static func template(_ text: String, isMarkup: Bool = true) throws(ConfigError) -> Template {
    try Template(
      text, at: .init(line: 1, column: 1), isMarkup: isMarkup, names,
      ConfigText(file: "f", lines: SourceLines(text)), rules)
  }

  @Test(
    "what is meant becomes a number, the rest stays",
    arguments: [
      ("{a:.2f}", "1.50"), ("{a}", "<1.5>"), ("{b:.1f}", "-0.3"), ("{z:.2f}", "0.00"),
      ("{i:.3f}", "<-inf>"), ("10^{-3} {a:.0f}", "10^{-3} 2"), ("{unknown}", "{unknown}"),
      ("$\\frac{a}{x}$", "$\\frac<1.5 in mathematics>{x}$"), ("{{a}}", "{<1.5>}"), ("{", "{"),
      ("", ""), ("{2a + c:.1f}", "5.0"), ("$\\frac{c}{2}$", "$\\frac{c}{2}$"), ("{c}", "<2.0>"),
      ("${c:.1f}$", "$2.0$"), ("$x_{1:n}, \\{x : x > 0\\}$", "$x_{1:n}, \\{x : x > 0\\}$"),
      ("\\${a}", "\\$<1.5>"), ("{pi:.2f}", "3.14"), ("{7}", "{7}"),
    ])
  func filled(text: String, expected: String) throws {
    // −0.25 to one decimal: halves away from zero.
    #expect(try Self.template(text).text(in: Self.values) == expected)
  }

  @Test(
    "what is meant and cannot be is told with its place",
    arguments: [
      ("{shap:.2f}", "1:2+4 undefined name 'shap'; did you mean 'shape'?"),
      ("see {shap}", "1:6+4 undefined name 'shap'; did you mean 'shape'?"),
      ("${shap:.2f}$", "1:3+4 undefined name 'shap'; did you mean 'shape'?"),
      ("{shape:.2q}", "1:7+4 unknown form ':.2q'"), ("{shape:5.2f}", "1:7+5 unknown form ':5.2f'"),
      ("{a:.2e}", "1:3+4 unknown form"), ("{a:02d}", "1:3+4 unknown form"),
      ("é {a:.99f}", "1:5+5 unknown form"), ("{2 3:.2f}", "1:4+1 an operator is missing"),
      ("{a:.2f} !", "1:9+1 no '!' here"),
    ])
  func mistakes(text: String, expected: String) throws {
    let error = try #require(throws: ConfigError.self) { try Self.template(text) }
    let found = error.diagnostics[0]
    #expect("\(found.line):\(found.column)+\(found.length) \(found.message)".hasPrefix(expected))
  }

  @Test func textThatIsNotDrawnHasNoMathematics() throws {
    #expect(
      try Self.template("${a}! {c}", isMarkup: false).text(in: Self.values) == "$<1.5>! <2.0>")
  }

  @Test func aNumberWithoutAValueIsToldWhenItIsAskedFor() throws {
    let template = try Self.template("x {1/(shape - 3):.2f}")
    let error = try #require(throws: ConfigError.self) { try template.text(in: Self.values) }
    #expect(error.diagnostics.map(\.column) == [3])
    #expect(error.diagnostics.map(\.message) == ["a division by zero"])
  }
}
