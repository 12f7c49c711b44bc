import Drawing
import Testing

@testable import Rasterizer

private let installedFonts = try? FontSet.find().fonts

/// Text, with whatever fonts this machine has.
@Suite(.enabled(if: installedFonts != nil, "no fonts are installed"))
struct TextTests {
  func line(_ markup: String, size: Double = 12) throws -> TextLine {
    try Typesetter(fonts: #require(installedFonts)).line(markup, size: size)
  }

  @Test func glyphsCoverTheirOutlines() throws {
    let text = try line("Bog8", size: 18)
    let ink = try Ink(
      [.text(.init(text, at: Point(2.3, 17.6), color: .black))], width: 50, height: 24)
    // The same outlines as one path, filled with the general method.
    var outlines = Path()
    for run in text.runs {
      for glyph in run.glyphs {
        let origin = Point(2.3, 17.6) + run.origin + glyph.offset
        outlines.append(
          run.font.face.outline(of: glyph.id).transformed(
            by: Transform.scaling(run.font.size, run.font.size).then(
              .translation(origin.x, origin.y))))
      }
    }
    let fill = try Ink(fill: outlines, width: 50, height: 24)
    #expect(fill.area > 40)
    for (a, b) in zip(ink.values, fill.values) { #expect(abs(a - b) < 0.04) }
  }

  @Test func quarterTurnsAreExact() throws {
    let text = try line("Turn", size: 10)
    let level = try Ink(
      [.text(.init(text, at: Point(4, 20), color: .black))], width: 32, height: 32)
    let turned = try Ink(
      [.text(.init(text, at: Point(20, 28), rotation: -.pi / 2, color: .black))], width: 32,
      height: 32)
    for y in 0..<32 {
      for x in 0..<32 { #expect(abs(level[x, y] - turned[y, 31 - x]) <= 1.01 / 255) }
    }
  }

  @Test func haloLiesBeneath() throws {
    let text = try line("H", size: 32)
    let page = Drawing(
      size: Size(width: 36, height: 36), background: .black,
      elements: [
        .text(
          .init(text, at: Point(6, 30), color: Color(hex: 0xFF0000), halo: .init(.white, radius: 2))
        )
      ])
    let image = try Rasterizer(scale: 1).render(page)
    var white = 0
    var red = 0
    for i in 0..<36 * 36 {
      let p = image.pixels[(4 * i)...].prefix(3)
      if p.allSatisfy({ $0 == 255 }) { white += 1 }
      if p.first == 255, p.dropFirst().allSatisfy({ $0 == 0 }) { red += 1 }
    }
    #expect(white > 30 && red > 20)
  }

  @Test func rulesAreFilledAndTurned() throws {
    let rule = TextLine(rules: [Rect(x: 2, y: -3, width: 6, height: 1)])
    let level = try Ink(
      [.text(.init(rule, at: Point(1, 10), color: .black))], width: 16, height: 16)
    #expect(level.area == 6 && level[3, 7] == 1)
    let turned = try Ink(
      [.text(.init(rule, at: Point(10, 12), rotation: -.pi / 2, color: .black))], width: 16,
      height: 16)
    #expect(turned.area == 6 && turned[7, 9] == 1)
  }
}
