import Drawing
import SVGWriter
import Testing

@Suite("Pages of one document")
struct InlineSVGWriterTests {
  private func writer() -> InlineSVGWriter {
    InlineSVGWriter(SVGWriter())
  }

  private func square(_ color: UInt32, at x: Double = 0, clip: Bool = false) -> Drawing {
    let path = Path(Rect(x: x, y: 0, width: 5, height: 5))
    let shape = Drawing.Element.shape(.init(path, fill: Color(hex: color)))
    return Drawing(
      size: Size(width: 20, height: 10),
      elements: clip ? [.begin(.init("part", clip: path)), shape, .end] : [shape])
  }

  @Test("looks that differ in colours alone are one drawing and a style sheet")
  func recolored() throws {
    var inline = writer()
    try inline.add([square(0x112233)], dark: [square(0xAABBCC)])
    let document = try inline.finish()
    #expect(document.pages[0].components(separatedBy: "<svg").count == 2)
    let dark = try #require(
      document.sheet.components(separatedBy: "@media screen and (prefers-color-scheme:dark){").last)
    #expect(dark.contains(".rho-inks0 [fill=\"#123\"]{fill:#abc}"))
    #expect(document.pages[0].contains("class=\"rho-inks0\""))
    #expect(document.pages[0].contains("fill=\"#123\""))
  }

  @Test("looks that differ otherwise are two drawings, of which one is seen")
  func twoLooks() throws {
    var inline = writer()
    try inline.add([square(0x112233)], dark: [square(0xAABBCC, at: 1)])
    var ambiguous = square(0x112233)
    ambiguous.elements += square(0x112233, at: 6).elements
    var split = square(0xAABBCC)
    split.elements += square(0xFFFFFF, at: 6).elements
    try inline.add([ambiguous], dark: [split])
    let document = try inline.finish()
    for page in document.pages {
      #expect(page.components(separatedBy: "<svg").count == 3)
      #expect(page.contains("<svg class=\"rho-light\"") && page.contains("<svg class=\"rho-dark\""))
    }
  }

  @Test("pages agree on their recolouring, or have each its own")
  func groups() throws {
    var inline = writer()
    try inline.add([square(0x112233)], dark: [square(0xAABBCC)])
    try inline.add([square(0x445566)], dark: [square(0xFFFFFF)])
    try inline.add([square(0x112233)], dark: [square(0x000000)])
    let pages = try inline.finish().pages
    #expect(
      pages.map { $0.contains("rho-inks0") } == [true, true, false])
    #expect(pages[2].contains("rho-inks1"))
  }

  @Test("no two pages have an id in common, also if they are the same")
  func ids() throws {
    var inline = writer()
    for _ in 0..<2 { try inline.add([square(0, clip: true)]) }
    let text = try inline.finish().pages.joined()
    let ids = text.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(ids.count == 6)
    #expect(Set(ids).count == 6)
  }

  @Test("frames say when they are shown, and the last is")
  func frames() throws {
    var inline = writer()
    try inline.add([square(0), square(0, at: 1), square(0, at: 1)])
    let page = try inline.finish().pages[0]
    #expect(page.contains("<g data-frames=\"0 0\" visibility=\"hidden\">"))
    #expect(page.contains("<g data-frames=\"1 2\">"))
  }

  @Test("needs a frame, and frames of one size")
  func mistakes() {
    var inline = writer()
    #expect(throws: SVGError.self) { try inline.add([]) }
    var wide = square(0)
    wide.size.width = 30
    #expect(throws: SVGError.self) { try inline.add([square(0), wide]) }
    #expect(throws: SVGError.self) { try inline.add([square(0)], dark: [wide]) }
  }
}
