import Drawing
import Testing

@Suite("Fonts")
struct FontTests {
  @Test(
    "what is no font is an error that names it",
    arguments: ["/nonexistent.otf", "/", "/etc/passwd", "/dev/null"])
  func refused(path: String) throws {
    let error = try #require(throws: FontError.self) { try FontFace(path: path) }
    #expect(error.message.contains(path))
  }

  @Test("a family is found in folders given, and another takes its place with a warning")
  func locating() throws {
    #expect(FontLocator(folders: ["/nonexistent"]).path(ofFamily: "Inter", style: .regular) == nil)
    let (_, warnings) = try FontSet.find(.init(text: "No Such Family"))
    #expect(warnings.contains { $0.contains("No Such Family") && $0.contains("DejaVu Sans") })
    let error = try #require(throws: FontError.self) {
      try FontSet.find(locator: FontLocator(folders: ["/nonexistent"]))
    }
    #expect(error.message.contains("apt-get install"))
  }

  @Test("a face knows its names and metrics")
  func metrics() throws {
    let fonts = try FontSet.find().fonts
    #expect(fonts.mathItalic.isItalic && !fonts.math.isItalic)
    #expect(fonts.bold.weight > fonts.text.weight)
    for face in [fonts.text, fonts.math] {
      #expect((0.5...0.9).contains(face.capHeight))
      #expect(face.xHeight < face.capHeight)
    }
    #expect(fonts.text.covers("A") && !fonts.text.covers("\u{F0000}"))
    #expect(fonts.text.outline(of: 999_999).isEmpty)
  }
}
