import Drawing
import Testing

@testable import Rasterizer

/// Clips, layers and images.
@Suite struct GroupTests {
  let all = Path(Rect(x: -5, y: -5, width: 50, height: 50))
  let byte = 1.01 / 255

  func filled(_ path: Path, _ alpha: Double = 1) -> Drawing.Element {
    .shape(.init(path, fill: Color.black.opacity(alpha)))
  }

  // MARK: Clips

  @Test func rectangularClipCoversItsArea() throws {
    let clip = Path(Rect(left: 2.25, top: 3.5, right: 7.75, bottom: 6.75))
    let clipped = try Ink(
      [.begin(.init("g", clip: clip)), filled(all), .end], width: 10, height: 10)
    let direct = try Ink(fill: clip, width: 10, height: 10)
    for (a, b) in zip(clipped.values, direct.values) { #expect(abs(a - b) <= byte) }
  }

  @Test func everyKindOfElementIsClipped() throws {
    let clip = Path(Rect(left: 2.25, top: 3.5, right: 7.75, bottom: 6.75))
    let triangle = Path(polyline: [Point(-1, -1), Point(30, -1), Point(-1, 30)], closed: true)
    let line = Path(polyline: [Point(0, 5), Point(10, 5)])
    let image = Image(width: 1, height: 1) { _, _ in .black }
    for element in [
      filled(triangle), .shape(.init(line, stroke: Stroke(.black, width: 12))),
      .image(image, in: Rect(x: 0, y: 0, width: 10, height: 10), sampling: .nearest),
      .begin(.init("layer", opacity: 0.999)),
    ] {
      let ink = try Ink(
        [.begin(.init("g", clip: clip)), element, filled(all)], width: 10, height: 10)
      let direct = try Ink(fill: clip, width: 10, height: 10)
      for y in 0..<10 {
        for x in 0..<10 where direct[x, y] == 0 { #expect(ink[x, y] == 0) }
      }
      #expect(ink[5, 5] > 0.99)
    }
  }

  @Test func nestedClipsIntersect() throws {
    let a = Path(circle: Point(8, 8), radius: 6)
    let b = Path(polyline: [Point(2, 2), Point(14, 4), Point(6, 14)], closed: true)
    let c = Path(Rect(left: 4.5, top: 3.25, right: 12.25, bottom: 11))
    for clips in [[a, b, c], [c, b, a], [b, c, a]] {
      let ink = try Ink(
        clips.map { .begin(.init("g", clip: $0)) } + [filled(all)], width: 16, height: 16)
      let parts = try clips.map { try Ink(fill: $0, width: 16, height: 16) }
      for i in ink.values.indices {
        let product = parts.reduce(1) { $0 * $1.values[i] }
        #expect(abs(ink.values[i] - product) <= 3 * byte)
      }
    }
  }

  @Test func clipEndsWithItsGroup() throws {
    let ink = try Ink(
      [
        .begin(.init("g", clip: Path(Rect(x: 0, y: 0, width: 2, height: 2)))),
        .begin(.init("none", clip: Path(Rect(x: 5, y: 5, width: 1, height: 1)))), .end, .end,
        filled(Path(Rect(x: 5, y: 5, width: 2, height: 2))),
      ], width: 10, height: 10)
    #expect(ink.area == 4)
  }

  @Test func emptyClipHidesAll() throws {
    for clip in [
      Path(), Path(Rect(x: 3, y: 3, width: 0, height: 5)),
      Path(Rect(x: 90, y: 3, width: 5, height: 5)),
    ] {
      let ink = try Ink([.begin(.init("g", clip: clip)), filled(all)], width: 10, height: 10)
      #expect(ink.area == 0)
    }
  }

  // MARK: Layers

  @Test func opacityIsOfTheGroupAsAWhole() throws {
    let a = Path(Rect(x: 1, y: 1, width: 4, height: 4))
    let b = Path(Rect(x: 3, y: 3, width: 4, height: 4))
    let ink = try Ink(
      [.begin(.init("g", opacity: 0.5)), filled(a), filled(b), .end], width: 8, height: 8)
    #expect(Set(ink.values) == [0, 128.0 / 255])
    let nested = try Ink(
      [
        .begin(.init("g", opacity: 0.5)), .begin(.init("h", opacity: 0.5)), filled(a), .end,
        filled(b),
      ],
      width: 8, height: 8)
    #expect(abs(nested[1, 1] - 0.25) <= byte && abs(nested[4, 4] - 0.5) <= byte)
  }

  @Test func elementsAfterALayerLieOnThePage() throws {
    let a = Path(Rect(x: 1, y: 1, width: 2, height: 2))
    let ink = try Ink(
      [
        .begin(.init("g", opacity: 0)), filled(a), .begin(.init("h")), filled(a), .end, .end,
        filled(a),
      ],
      width: 8, height: 8)
    #expect(ink.area == 4)
  }

  @Test func surplusEndsAreIgnored() throws {
    #expect(try Ink([.end, .end, filled(all)], width: 3, height: 3).area == 9)
  }

  // MARK: Images

  let cells = Image(
    width: 2, height: 2,
    pixels: [
      10, 20, 30, 255, 200, 100, 0, 255, 0, 250, 0, 255, 90, 90, 90, 255,
    ])

  func pixels(_ image: Image, _ rect: Rect, _ sampling: Image.Sampling, _ extent: Double = 8) throws
    -> Image
  {
    try Rasterizer(scale: 1).render(
      Drawing(
        size: Size(width: extent, height: extent), background: .white,
        elements: [.image(image, in: rect, sampling: sampling)]))
  }

  func at(_ image: Image, _ x: Int, _ y: Int) -> [UInt8] {
    Array(image.pixels[(4 * (y * image.width + x))...].prefix(4))
  }

  @Test func nearestKeepsCells() throws {
    let page = try pixels(cells, Rect(x: 0, y: 0, width: 8, height: 8), .nearest)
    #expect(at(page, 3, 3) == [10, 20, 30, 255] && at(page, 4, 3) == [200, 100, 0, 255])
    #expect(at(page, 3, 4) == [0, 250, 0, 255] && at(page, 7, 7) == [90, 90, 90, 255])
    #expect(Set((0..<64).map { at(page, $0 % 8, $0 / 8) }).count == 4)
  }

  @Test func imagesAtTheirSizeAreCopied() throws {
    for sampling in [Image.Sampling.nearest, .linear] {
      let page = try pixels(cells, Rect(x: 1, y: 2, width: 2, height: 2), sampling, 4)
      #expect(at(page, 1, 2) == [10, 20, 30, 255] && at(page, 2, 3) == [90, 90, 90, 255])
      #expect(at(page, 0, 2) == [255, 255, 255, 255] && at(page, 3, 3) == [255, 255, 255, 255])
    }
  }

  @Test func linearInterpolatesBetweenCentres() throws {
    let ramp = Image(width: 2, height: 1, pixels: [0, 0, 0, 255, 240, 240, 240, 255])
    let page = try pixels(ramp, Rect(x: 0, y: 0, width: 8, height: 8), .linear)
    // Centres at 2 and 6; the border is repeated outwards.
    #expect((0..<8).map { at(page, $0, 5)[0] } == [0, 0, 30, 90, 150, 210, 240, 240])
  }

  @Test func translucentImagesBlendPremultiplied() throws {
    // The colour of a clear pixel must not show.
    let glass = Image(width: 2, height: 1, pixels: [255, 0, 0, 0, 0, 0, 0, 255])
    let page = try pixels(glass, Rect(x: 0, y: 0, width: 8, height: 8), .linear)
    for x in 0..<8 {
      let p = at(page, x, 0)
      #expect(p[0] == p[1] && p[1] == p[2])
    }
    #expect(at(page, 4, 0)[0] == 96)
  }

  @Test func edgesOfImagesCoverTheirArea() throws {
    let black = Image(width: 3, height: 3) { _, _ in .black }
    let rect = Rect(left: 1.25, top: 2.5, right: 5.75, bottom: 4.75)
    for sampling in [Image.Sampling.nearest, .linear] {
      let ink = try Ink([.image(black, in: rect, sampling: sampling)], width: 8, height: 8)
      let direct = try Ink(fill: Path(rect), width: 8, height: 8)
      for (a, b) in zip(ink.values, direct.values) { #expect(abs(a - b) <= byte) }
    }
  }
}
