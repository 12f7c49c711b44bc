import Drawing
import Testing

@testable import Rasterizer

/// Fills against areas that are known.
@Suite struct FillTests {
  /// A byte's rounding.
  let byte = 0.5 / 255 + 1e-9

  @Test func rectangleCoversItsArea() throws {
    let ink = try Ink(fill: Path(Rect(left: 1.25, top: 2.5, right: 4.5, bottom: 3.75)))
    #expect(abs(ink[1, 2] - 0.375) <= byte)
    #expect(abs(ink[2, 2] - 0.5) <= byte)
    #expect(abs(ink[3, 3] - 0.75) <= byte)
    #expect(abs(ink[4, 3] - 0.375) <= byte)
    #expect(ink[0, 2] == 0 && ink[5, 2] == 0 && ink[2, 1] == 0 && ink[2, 4] == 0)
  }

  @Test func rectangleWithinOnePixel() throws {
    let ink = try Ink(fill: Path(Rect(left: 3.25, top: 5.25, right: 3.75, bottom: 5.5)))
    #expect(abs(ink[3, 5] - 0.125) <= byte)
    #expect(abs(ink.area - 0.125) <= byte)
  }

  @Test func triangleCoversItsArea() throws {
    // The diagonal from (0, 0) to (8, 4) halves a pixel in every second column.
    let ink = try Ink(fill: Path(polyline: [Point(0, 0), Point(8, 4), Point(0, 4)], closed: true))
    for row in 0..<4 {
      #expect(abs(ink[2 * row, row] - 0.75) <= byte)
      #expect(abs(ink[2 * row + 1, row] - 0.25) <= byte)
      for x in 0..<2 * row { #expect(ink[x, row] == 1) }
      for x in 2 * row + 2..<10 { #expect(ink[x, row] == 0) }
    }
  }

  @Test func nearlyLevelEdgeIsSmooth() throws {
    // One pixel of height over 20 of width: each column differs from the next by 1/20.
    let ink = try Ink(
      fill: Path(polyline: [Point(0, 1), Point(20, 2), Point(20, 5), Point(0, 5)], closed: true))
    for x in 0..<20 { #expect(abs(ink[x, 1] - (1 - (Double(x) + 0.5) / 20)) <= 2 * byte) }
  }

  @Test func circleCoversItsArea() throws {
    let ink = try Ink(fill: Path(circle: Point(12.3, 11.8), radius: 9.7))
    #expect(abs(ink.area - .pi * 9.7 * 9.7) < 0.5)
    let worst = ink.greatestDifference { ($0 - Point(12.3, 11.8)).length < 9.7 }
    #expect(worst < 0.1)
  }

  @Test func outlineMayLeaveThePage() throws {
    let polygon = [Point(-40, -30), Point(60, 10), Point(30, 70), Point(-10, 20)]
    let ink = try Ink(fill: path([polygon]))
    #expect(ink.greatestDifference { winding([polygon], $0) != 0 } < 0.1)
  }

  static let star = (0..<5).map { i in
    // A pentagram with corners on a circle of radius 11, from rounded coordinates.
    [
      Point(12, 1), Point(18.47, 20.9), Point(1.54, 8.6), Point(22.46, 8.6), Point(5.53, 20.9),
    ][i]
  }
  static let shapes: [[[Point]]] = [
    [star],
    // A square within a square, alike and oppositely wound.
    [square(2.3, 20.7, false), square(7.1, 14.6, false)],
    [square(2.3, 20.7, false), square(7.1, 14.6, true)],
    // Overlapping squares, alike and oppositely wound.
    [square(2.3, 14.6, false), square(8.2, 21.1, false)],
    [square(2.3, 14.6, false), square(8.2, 21.1, true)],
    // The same square twice, back and forth.
    [square(3.4, 17.3, false), square(3.4, 17.3, true)],
    [square(3.4, 17.3, false), square(3.4, 17.3, false)],
    // Two edges that cross at a small angle: opposite areas within a pixel.
    [[Point(1, 10), Point(23, 11), Point(23, 10.4), Point(1, 10.6)]],
    // A line there and back.
    [[Point(2, 3), Point(20, 17), Point(2, 3)]],
    // A comb of thin teeth.
    [(0..<30).map { Point(1 + 0.7 * Double($0), $0 % 2 == 0 ? 2.2 : 20.6) }],
  ]

  static func square(_ low: Double, _ high: Double, _ reversed: Bool) -> [Point] {
    let p = [Point(low, low), Point(high, low), Point(high, high), Point(low, high)]
    return reversed ? p.reversed() : p
  }

  @Test(arguments: shapes.indices)
  func windingIsCounted(_ index: Int) throws {
    let shape = FillTests.shapes[index]
    let nonZero = try Ink(fill: path(shape))
    #expect(nonZero.greatestDifference { winding(shape, $0) != 0 } < 0.1)
    let evenOdd = try Ink(fill: path(shape), rule: .evenOdd)
    #expect(evenOdd.greatestDifference { winding(shape, $0) % 2 != 0 } < 0.1)
  }

  @Test(arguments: 1...12)
  func randomPolygons(_ seed: UInt64) throws {
    var noise = Noise(seed)
    let shape = (0..<2).map { _ in
      (0..<7).map { _ in Point(noise.next() * 28 - 4, noise.next() * 28 - 4) }
    }
    let nonZero = try Ink(fill: path(shape), width: 20, height: 20)
    #expect(nonZero.greatestDifference { winding(shape, $0) != 0 } < 0.1)
    let evenOdd = try Ink(fill: path(shape), rule: .evenOdd, width: 20, height: 20)
    #expect(evenOdd.greatestDifference { winding(shape, $0) % 2 != 0 } < 0.1)
  }

  @Test func overlapsWithinAPixelCountOnce() throws {
    // Two squares side by side in one pixel overlap by a quarter of it.
    func box(_ l: Double, _ r: Double) -> [Point] {
      [Point(l, 3), Point(r, 3), Point(r, 4), Point(l, 4)]
    }
    let alike = try Ink(fill: path([box(3, 3.5), box(3.25, 3.75)]))
    #expect(abs(alike[3, 3] - 0.75) <= byte)
    let opposite = try Ink(fill: path([box(3, 3.5), box(3.25, 3.75).reversed()]))
    #expect(abs(opposite[3, 3] - 0.5) <= byte)
    let odd = try Ink(fill: path([box(3, 3.5), box(3.25, 3.75)]), rule: .evenOdd)
    #expect(abs(odd[3, 3] - 0.5) <= byte)
  }

  @Test func openSubpathsAreClosed() throws {
    let open = try Ink(fill: Path(polyline: [Point(2, 2), Point(9, 3), Point(5, 12)]))
    let closed = try Ink(
      fill: Path(polyline: [Point(2, 2), Point(9, 3), Point(5, 12)], closed: true))
    #expect(open.values == closed.values)
  }

  @Test func paintBlendsInEncodedBytes() throws {
    let page = Drawing(
      size: Size(width: 1, height: 1), background: Color(red: 200, green: 100, blue: 0),
      elements: [
        .shape(
          .init(
            Path(Rect(x: 0, y: 0, width: 1, height: 1)),
            fill: Color(red: 0, green: 50, blue: 255, alpha: 0.25)))
      ])
    #expect(try Rasterizer(scale: 1).render(page).pixels == [150, 87, 64, 255])
  }

  @Test func translucentPageIsNotPremultiplied() throws {
    let page = Drawing(
      size: Size(width: 1, height: 1),
      elements: [
        .shape(
          .init(
            Path(Rect(x: 0, y: 0, width: 1, height: 0.5)), fill: Color(red: 255, green: 0, blue: 0))
        )
      ])
    #expect(try Rasterizer(scale: 1).render(page).pixels == [255, 0, 0, 128])
  }
}
