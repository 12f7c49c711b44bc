import CHarfBuzz
import Drawing
import Foundation
import PNG
import TestSupport
import Testing

@testable import SVGWriter

@Suite("SVG")
struct SVGWriterTests {
  private let setter: Typesetter

  init() throws { setter = Typesetter(fonts: try FontSet.find().fonts) }

  private func svg(_ drawing: Drawing, _ mode: SVGWriter.TextMode = .embedded) throws -> String {
    let writer = SVGWriter(text: mode)
    return String(decoding: try writer.write(drawing), as: UTF8.self)
  }

  private func page(_ elements: [Drawing.Element], title: String = "", description: String = "")
    -> Drawing
  {
    Drawing(
      size: Size(width: 200, height: 100), background: .white, title: title,
      description: description, elements: elements)
  }

  @Test("a page has its size, its role and its alternative text")
  func frame() throws {
    let text = try svg(page([], title: "Loss", description: "Six curves"))
    #expect(
      text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\""))
    #expect(text.contains("viewBox=\"0 0 200 100\""))
    #expect(text.contains("role=\"img\""))
    #expect(text.contains(">Loss</title>") && text.contains(">Six curves</desc>"))
  }

  @Test("groups carry their roles, labels, opacity and clips; those left open are closed")
  func groups() throws {
    let clip = Path(Rect(x: 1, y: 2, width: 3, height: 4))
    let shape = Drawing.Element.shape(.init(clip, fill: .black))
    let text = try svg(
      page([
        .begin(.init("mark-curve", label: "α & β", clip: clip, opacity: 0.5)), shape,
        .begin(.init("inner", clip: clip)), shape,
      ]))
    #expect(text.contains("<g class=\"mark-curve\" opacity=\".5\" clip-path=\"url(#"))
    #expect(text.contains("<title>α &amp; β</title>"))
    #expect(text.components(separatedBy: "<clipPath").count == 2, "one clip, used twice")
    #expect(text.components(separatedBy: "</g>").count == 3)
    #expect(try svg(page([.end, .end, shape])).contains("</g>") == false)
  }

  @Test("paint that neighbours share is said once")
  func hoisting() throws {
    let dots = (0..<5).map {
      Drawing.Element.shape(
        .init(Path(circle: Point(Double($0), 1), radius: 1), fill: Color(hex: 0x123456)))
    }
    #expect(try svg(page(dots)).components(separatedBy: "#123456").count == 2)
  }

  @Test("what is not finite is left out")
  func notFinite() throws {
    let text = try svg(
      page([
        .shape(.init(Path(polyline: [Point(0, 0), Point(.nan, 1)]), fill: .black)),
        .shape(.init(Path(Rect(x: 0, y: 0, width: .infinity, height: 1)), fill: .black)),
        .image(
          Image(width: 1, height: 1, pixels: [0, 0, 0, 0]),
          in: Rect(x: .nan, y: 0, width: 1, height: 1), sampling: .linear),
        .text(.init(try setter.line("x", size: 10), at: Point(.infinity, 0), color: .black)),
      ])
    ).lowercased()
    // What follows the style sheet, whose base64 may hold any letters.
    let body = text.components(separatedBy: "</style>").last ?? text
    #expect(!body.contains("nan") && !body.contains("inf"))
  }

  private static let labels = [
    "<script>alert(1)</script>", "a & b < c > d \"e\" 'f'", "]]>",
    "\u{0}\u{1}\u{8}\u{FFFE}\u{FFFF}",
    "🦀 crab", "שלום", "\u{202E}reversed", "\u{D7FF}\u{E000}", "--><!--", "&amp;&#x0;",
  ]

  @Test(
    "the file is well-formed whatever the labels contain",
    .enabled(if: Tool("xmllint") != nil, "xmllint is not installed"), arguments: labels)
  func hostile(label: String) throws {
    let xmllint = try #require(Tool("xmllint"))
    let line = try setter.line(label.replacing("$", with: "\\$"), size: 12)
    let drawing = page(
      [
        .begin(.init(label, label: label)),
        .text(.init(line, at: Point(10, 20), color: .black, halo: .init(.white, radius: 2))), .end,
      ], title: label, description: label)
    for mode in [SVGWriter.TextMode.embedded, .outlines] {
      let text = try svg(drawing, mode)
      let result = try xmllint.run(["--noout", "-"], input: Data(text.utf8))
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  @Test("text is text, in the part of its font that it needs")
  func embedding() throws {
    let line = try setter.line("AVATAR $\\alpha = -\\infty$", size: 12)
    let text = try svg(page([.text(.init(line, at: Point(10, 20), rotation: 0.5, color: .black))]))
    #expect(text.contains(">AVATAR </tspan>") && text.contains(">α</tspan>"))
    #expect(text.contains("rotate(28.65)"))
    #expect(text.components(separatedBy: "@font-face").count == 4, "Inter, STIX upright and italic")
    #expect(text.utf8.count < 20_000)
    for run in line.runs {
      let subset = try FontSubset(run.font.face, characters: Set(run.text.unicodeScalars))
      #expect(abs(advances(subset.bytes, run.text) - run.width / run.font.size) < 1e-12)
    }
  }

  /// The advance of a text in ems, by HarfBuzz's own defaults but for ligatures, from a font's bytes.
  private func advances(_ font: [UInt8], _ text: String) -> Double {
    let blob = font.withUnsafeBytes {
      hb_blob_create(
        $0.bindMemory(to: CChar.self).baseAddress, UInt32($0.count), HB_MEMORY_MODE_DUPLICATE, nil,
        nil)
    }
    let face = hb_face_create(blob, 0)
    let shaper = hb_font_create(face)
    let em = hb_face_get_upem(face)
    hb_font_set_scale(shaper, Int32(em), Int32(em))
    let buffer = hb_buffer_create()
    hb_buffer_add_utf8(buffer, text, -1, 0, -1)
    hb_buffer_guess_segment_properties(buffer)
    hb_shape(shaper, buffer, nil, 0)
    var count: UInt32 = 0
    let positions = hb_buffer_get_glyph_positions(buffer, &count)!
    var sum = 0
    for i in 0..<Int(count) { sum += Int(positions[i].x_advance) }
    var infoCount: UInt32 = 0
    let infos = hb_buffer_get_glyph_infos(buffer, &infoCount)!
    for i in 0..<Int(infoCount) { #expect(infos[i].codepoint != 0, "a glyph is missing") }
    hb_buffer_destroy(buffer)
    hb_font_destroy(shaper)
    hb_face_destroy(face)
    hb_blob_destroy(blob)
    return Double(sum) / Double(em)
  }

  @Test("outlines need no fonts, and keep the text as a label")
  func outlines() throws {
    let line = try setter.line("$\\frac{1}{c}$", size: 12)
    let text = try svg(page([.text(.init(line, at: Point(10, 20), color: .black))]), .outlines)
    #expect(!text.contains("<text") && !text.contains("font"))
    #expect(text.contains("aria-label=\"1/c\""))
  }

  @Test("an image is one element that holds the same pixels as a PNG")
  func image() throws {
    let image = Image(width: 2, height: 1, pixels: [0, 0, 0, 255, 9, 9, 9, 255])
    let rect = Rect(x: 1, y: 2, width: 30, height: 40)
    let text = try svg(page([.image(image, in: rect, sampling: .nearest)]))
    let data = try #require(text.firstMatch(of: /href="data:image\/png;base64,([^"]*)"/)).1
    let file = try #require(Data(base64Encoded: String(data)))
    #expect(try PNGFile.decode(Array(file)) == image)
    #expect(text.contains("image-rendering:pixelated"))
    #expect(try !svg(page([.image(image, in: rect, sampling: .linear)])).contains("pixelated"))
  }

  @Test("the same page gives the same bytes; another page has other identifiers")
  func determinism() throws {
    let line = try setter.line("loss", size: 12)
    func page(_ x: Double) -> Drawing {
      self.page([.text(.init(line, at: Point(x, 20), color: .black))], title: "t")
    }
    #expect(try svg(page(10)) == svg(page(10)))
    func id(_ text: String) -> Substring? {
      text.firstMatch(of: /aria-labelledby="(r[0-9a-f]{6})/)?.1
    }
    #expect(try id(svg(page(10))) != id(svg(page(11))))
  }

  @Test(
    "base64 of RFC 4648's examples",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func base64(plain: String, expected: String) {
    #expect(Base64.encode(Array(plain.utf8)) == Array(expected.utf8))
  }
}
