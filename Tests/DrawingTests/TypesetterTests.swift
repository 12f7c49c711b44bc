import Drawing
import Testing

@Suite("Text and mathematics")
struct TypesetterTests {
  private let setter: Typesetter

  init() throws { setter = Typesetter(fonts: try FontSet.find().fonts) }

  private func width(_ markup: String) throws -> Double {
    try setter.line(markup, size: 100).width
  }

  /// The run that shows a text, in a laid-out line.
  private func run(_ text: String, in line: TextLine) throws -> GlyphRun {
    try #require(
      line.runs.first { $0.text == text }, "no run '\(text)' in \(line.runs.map(\.text))")
  }

  @Test("kerning brings A and V together")
  func kerning() throws {
    #expect(try width("AV") < width("A") + width("V") - 1)
  }

  @Test("advances scale with the size, without rounding to whole units")
  func scaling() throws {
    let small = try setter.line("Residual", size: 7.3).width
    let large = try setter.line("Residual", size: 73).width
    #expect(abs(large / small - 10) < 1e-9)
  }

  @Test("outlines stand on the baseline, y down")
  func outlines() throws {
    let line = try setter.line("H", size: 1)
    let run = try #require(line.runs.first)
    let bounds = try #require(run.font.face.outline(of: run.glyphs[0].id).controlBounds)
    #expect(abs(bounds.bottom) < 0.01)
    #expect(abs(-bounds.top - run.font.face.capHeight) < 0.02)
  }

  @Test("variables slant, digits and functions stand upright")
  func slant() throws {
    let line = try setter.line("$\\log x = 2\\alpha$", size: 10)
    #expect(try run("x", in: line).font.face.isItalic)
    #expect(try run("α", in: line).font.face.isItalic)
    #expect(try !run("2", in: line).font.face.isItalic)
    #expect(try !run("log", in: line).font.face.isItalic)
  }

  @Test("a minus that joins has space on both sides; one that is a sign has none")
  func spacing() throws {
    func gap(_ markup: String) throws -> Double {
      let line = try setter.line(markup, size: 18)
      let minus = try run("−", in: line)
      let two = try run("2", in: line)
      return two.origin.x - minus.origin.x - minus.width
    }
    #expect(try gap("$x - 2$") > 2)
    for sign in ["$-2$", "$\\alpha = -2$", "$(-2)$", "$x, -2$"] { #expect(try gap(sign) < 0.5) }
  }

  @Test("scripts are smaller, raised and lowered, and do not touch")
  func scripts() throws {
    let line = try setter.line("$x_i^2$", size: 20)
    let (x, i, two) = (try run("x", in: line), try run("i", in: line), try run("2", in: line))
    #expect(i.font.size < x.font.size * 0.8 && two.font.size == i.font.size)
    #expect(i.origin.y > 0 && two.origin.y < -5)
    func box(_ run: GlyphRun) -> Rect {
      run.font.face.outline(of: run.glyphs[0].id).controlBounds!
    }
    let bottomOfTwo = two.origin.y + box(two).bottom * two.font.size
    let topOfI = i.origin.y + box(i).top * i.font.size
    #expect(bottomOfTwo + 0.5 < topOfI)
  }

  @Test("a fraction's bar lies between its parts, on the height of the minus sign")
  func fraction() throws {
    let line = try setter.line("$\\frac{a}{b} - 1$", size: 20)
    let bar = try #require(line.rules.first)
    #expect(try run("a", in: line).origin.y < bar.top)
    #expect(try run("b", in: line).origin.y > bar.bottom)
    let minus = try run("−", in: line)
    let sign = minus.font.face.outline(of: minus.glyphs[0].id).controlBounds!
    #expect(abs(minus.origin.y + sign.center.y * minus.font.size - bar.center.y) < 0.2)
  }

  @Test(
    "a formula reads as text",
    arguments: [
      ("$\\partial\\rho/\\partial x$", "∂ρ/∂x"), ("$\\alpha = -\\infty$", "α = −∞"),
      ("$10^{-3}$", "10^(−3)"), ("$\\frac{|\\alpha-2|}{\\alpha}$", "|α − 2|/α"),
      ("One loss from $L_2$ to Welsch", "One loss from L_2 to Welsch"),
      ("costs \\$5", "costs $5"), ("$\\log Z(\\alpha)$", "log Z(α)"), ("", ""),
    ])
  func plain(markup: String, expected: String) throws {
    #expect(try setter.line(markup, size: 10).plainText == expected)
  }

  private static let faults: [(String, Int, String)] = [
    ("$\\alhpa$", 1, "unknown command \\alhpa; did you mean \\alpha?"),
    ("a $x", 2, "a '$' that is not closed"), ("$x^$", 2, "nothing follows '^'"),
    ("$x^2^3$", 4, "a second superscript"), ("${x$", 1, "a '{' without its '}'"),
    ("$x}$", 2, "a '}' without its '{'"), ("$\\frac{1}$", 1, "\\frac lacks an argument"),
    ("$\\left( x$", 1, "\\left without its \\right"),
    ("$\\right)$", 1, "\\right without its \\left"),
    ("$\\text x$", 1, "needs an argument in braces"),
    ("$\\foo$", 1, "unknown command \\foo"), ("$a\\$", 0, "not closed"),
  ]

  @Test("mistakes are named with their place", arguments: faults)
  func mistakes(markup: String, offset: Int, message: String) throws {
    let error = try #require(throws: MarkupError.self) { try setter.line(markup, size: 10) }
    #expect(error.offset == offset)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(throws: MarkupError.self) { try Typesetter.check(markup) }
  }

  @Test("deep nesting is an error, not a crash")
  func nesting() {
    for markup in [
      "$" + String(repeating: "{", count: 100_000) + "$",
      "$" + String(repeating: "\\frac", count: 50_000) + "$",
      "$" + String(repeating: "x^{", count: 10_000) + "$",
      "$" + String(repeating: "\\left(", count: 10_000) + "$",
    ] { #expect(throws: MarkupError.self) { try setter.line(markup, size: 10) } }
  }

  @Test("characters that no font has are listed, and do not stop the rest")
  func missing() throws {
    let line = try setter.line("a\u{F0000}b 🦀", size: 10)
    #expect(line.missing.contains("\u{F0000}"))
    #expect(line.width > 10)
    _ = try setter.line("\u{0}\u{1}\u{200D}\u{FE0F}e\u{301}\r\n\tשלום", size: 10)
    #expect(try setter.line(String(repeating: "x", count: 100_000), size: 10).width > 100_000)
  }

  @Test("lines of a paragraph keep to the width, and formulas stay whole")
  func paragraph() throws {
    let markup = "Within $|x| < c$ all shapes agree and the gradient is nearly linear.\nNext line"
    let lines = try setter.paragraph(markup, size: 10, width: 120)
    #expect(lines.count > 3)
    for line in lines { #expect(line.width <= 120) }
    #expect(lines.contains { $0.plainText.contains("|x| < c") })
    #expect(lines.last?.plainText == "Next line")
  }

  @Test(
    "what is wider than a line is broken: words at letters, formulas at relations and operators")
  func broken() throws {
    let words = "Donaudampfschifffahrtsgesellschaft, 123456789012345678901234567890"
    for width in [40.0, 60, 100] {
      let lines = try setter.paragraph(words, size: 10, width: width)
      #expect(lines.allSatisfy { $0.width <= width })
      let text = lines.map(\.plainText)
      #expect(text.dropLast().contains { $0.hasSuffix("-") })
      // A number takes no hyphen, which would read as a minus.
      #expect(!text.contains { $0.hasSuffix("-") && $0.dropLast().last?.isNumber == true })
      let joined = text.map { $0.hasSuffix("-") ? String($0.dropLast()) : $0 }.joined()
      #expect(joined.filter { $0 != " " } == words.filter { $0 != " " })
    }
    let formula = try setter.paragraph("$a + b + c + d + e = f + g + h + i$", size: 10, width: 50)
    #expect(formula.count > 1 && formula.allSatisfy { $0.width <= 50 })
    #expect(try setter.paragraph("unbreakable", size: 10, width: 1).count == 11)
  }

  @Test(
    "numbers alone are set in figures of the text, all of one width; titles are bold throughout")
  func figures() throws {
    let (one, nine) = (try setter.line("$1111$", size: 10), try setter.line("$9999$", size: 10))
    #expect(abs(one.width - nine.width) < 1e-9)
    #expect(one.runs.allSatisfy { $0.font.face == setter.fonts.text })
    let variable = try setter.line("$x = 1$", size: 10)
    #expect(variable.runs.allSatisfy { $0.font.face != setter.fonts.text })
    if setter.fonts.mathBold != nil {
      let title = try setter.line("Loss $\\rho = 1$", size: 10, weight: .bold)
      #expect(title.runs.allSatisfy { $0.font.face.weight >= 600 })
    }
  }
}
