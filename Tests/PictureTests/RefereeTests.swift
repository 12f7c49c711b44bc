import Drawing
import Figures
import Foundation
import PNG
import Rasterizer
import SVGWriter
import TestSupport
import Testing

/// What a browser and librsvg show of every SVG is what our own PNG shows, to within anti-aliasing.
///
/// The bounds: `Comparison` counts pixels that leave the range of their neighbours in the other picture
/// by more than 32 of 255. Correct pictures had at most 0.004 % of such pixels; a label moved by a
/// point, a missing curve or a wrong colour has many times as many (`Comparison can fail` shows it).
@Suite("Independent referees", .serialized)
struct RefereeTests {
  static let bound = 0.0002

  @Test(
    "every SVG is well-formed XML",
    .enabled(if: Tool("xmllint") != nil, "xmllint is not installed"), arguments: Gallery.stems)
  func wellFormed(stem: String) throws {
    let xmllint = try #require(Tool("xmllint"))
    for mode in [SVGWriter.TextMode.embedded, .outlines] {
      let svg = try Gallery.renderer(text: mode).bytes(of: try Gallery.drawing(stem), as: .svg)
      let result = try xmllint.run(["--noout", "-"], input: Data(svg))
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  @Test(
    "every SVG looks in Chromium as our PNG",
    .enabled(if: Chromium.tool != nil, "chromium is not installed"), arguments: Gallery.stems)
  func chromium(stem: String) throws {
    let drawing = try Gallery.drawing(stem)
    let shown = try Chromium.picture(
      of: try Gallery.renderer().bytes(of: drawing, as: .svg),
      width: Int(drawing.size.width), height: Int(drawing.size.height), scale: 2,
      with: try #require(Chromium.tool))
    try expectSame(shown, Rasterizer(scale: 2).render(drawing), stem, "chromium")
  }

  @Test(
    "every SVG with outlines looks in librsvg as our PNG",
    .enabled(if: Tool("rsvg-convert") != nil, "rsvg-convert is not installed"),
    arguments: Gallery.stems)
  func librsvg(stem: String) throws {
    let rsvg = try #require(Tool("rsvg-convert"))
    let drawing = try Gallery.drawing(stem)
    let svg = try Gallery.renderer(text: .outlines).bytes(of: drawing, as: .svg)
    let result = try rsvg.run(["--zoom=2", "--format=png"], input: Data(svg))
    #expect(result.status == 0, "\(result.errors)")
    try expectSame(
      PNGFile.decode([UInt8](result.output)), Rasterizer(scale: 2).render(drawing), stem, "librsvg")
  }

  @Test("Comparison can fail")
  func sensitivity() throws {
    let drawing = try Gallery.drawing(try #require(Gallery.stems.first))
    let image = try Rasterizer(scale: 2).render(drawing)
    var moved = drawing
    for (i, element) in drawing.elements.enumerated() {
      if case .text(var text) = element {
        text.origin.x += 1.5
        moved.elements[i] = .text(text)
      }
    }
    let comparison = try #require(
      Comparison(image, Rasterizer(scale: 2).render(moved), tolerance: 32))
    #expect(comparison.share > 3 * Self.bound)
  }

  private func expectSame(_ shown: Image, _ ours: Image, _ stem: String, _ name: String) throws {
    guard let comparison = Comparison(shown, ours, tolerance: 32) else {
      Issue.record(
        "\(stem): \(name) shows \(shown.width) × \(shown.height), we \(ours.width) × \(ours.height)"
      )
      return
    }
    print("\(name) \(stem): \(comparison.disagreeing) of \(comparison.total) pixels disagree")
    if comparison.share > Self.bound {
      let folder = FileManager.default.temporaryDirectory
      for (suffix, image) in [("theirs", shown), ("ours", ours), ("diff", comparison.picture)] {
        let file = folder.appendingPathComponent("rho-\(stem)-\(name)-\(suffix).png")
        try Data(PNGFile.encode(image)).write(to: file)
      }
      Issue.record(
        "\(stem): \(comparison.disagreeing) pixels disagree with \(name); see \(folder.path)/rho-\(stem)-\(name)-*.png"
      )
    }
  }
}
