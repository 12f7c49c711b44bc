import Drawing
import Testing

@testable import Rasterizer

/// Strokes against areas that are known, and against distances.
@Suite struct StrokeTests {
  func pen(
    _ width: Double, _ cap: Stroke.Cap = .butt, _ join: Stroke.Join = .miter,
    limit: Double = 4, dash: [Double] = [], offset: Double = 0
  ) -> Stroke {
    Stroke(
      .black, width: width, cap: cap, join: join, miterLimit: limit, dash: dash, dashOffset: offset)
  }

  // MARK: Caps

  @Test(arguments: [
    (Stroke.Cap.butt, 0.0), (.round, Double.pi * 2.25), (.square, 9.0),
  ])
  func capsAddTheirArea(_ cap: Stroke.Cap, _ extra: Double) throws {
    let line = Path(polyline: [Point(5.2, 6.1), Point(17.3, 15.4)])
    let length = (Point(5.2, 6.1) - Point(17.3, 15.4)).length
    #expect(abs(try Ink(line, pen(3, cap)).area - 3 * length - extra) < 0.12)
  }

  @Test(arguments: [(Stroke.Cap.butt, 0.0), (.round, Double.pi * 4), (.square, 16.0)])
  func lineWithoutLengthIsItsCaps(_ cap: Stroke.Cap, _ area: Double) throws {
    var closed = Path()
    closed.move(to: Point(10, 10))
    closed.close()
    for line in [Path(polyline: [Point(10, 10), Point(10, 10)]), closed] {
      #expect(abs(try Ink(line, pen(4, cap)).area - area) < 0.12)
    }
    var lone = Path()
    lone.move(to: Point(10, 10))
    #expect(try Ink(lone, pen(4, cap)).area == 0)
  }

  // MARK: Joins

  @Test(arguments: [
    (Stroke.Join.miter, 0.0), (.bevel, -16.0 / 8), (.round, -4 + Double.pi),
  ])
  func rightAngle(_ join: Stroke.Join, _ extra: Double) throws {
    let corner = Path(polyline: [Point(4, 18), Point(4, 4), Point(18, 4)])
    #expect(abs(try Ink(corner, pen(4, .butt, join)).area - 4 * 28 - extra) < 0.06)
  }

  @Test func miterLimitIsTheRatioOfLengthToWidth() throws {
    // An angle of 60° has a mitre of twice the width.
    let corner = Path(polyline: [Point(4, 20), Point(10, 9.607695), Point(16, 20)])
    let long = try Ink(corner, pen(3, limit: 2.001))
    let cut = try Ink(corner, pen(3, limit: 1.999))
    // The tip lies as far above the corner as the line is wide.
    #expect(long[9, 7] > 0.2 && long[9, 6] > 0.02)
    #expect(cut[9, 6] == 0)
    let bevel = try Ink(corner, pen(3, .butt, .bevel))
    #expect(cut.values == bevel.values)
  }

  @Test func closedSquareHasNoSeam() throws {
    let square = Path(Rect(x: 5.25, y: 5.25, width: 12, height: 12))
    let ink = try Ink(square, pen(2.5))
    let expected = 14.5 * 14.5 - 9.5 * 9.5
    #expect(abs(ink.area - expected) < 0.1)
    // Every inner corner is the product of its extents, not their sum.
    #expect(abs(ink[6, 6] - 0.75) < 0.003)
    #expect(abs(ink[4, 4] - 1) < 0.003)
  }

  @Test func ringCoversItsArea() throws {
    let ring = Path(circle: Point(12, 12), radius: 8)
    for join in [Stroke.Join.miter, .round, .bevel] {
      #expect(abs(try Ink(ring, pen(4, .butt, join)).area - .pi * (100 - 36)) < 0.8)
    }
  }

  @Test func tightCurveIsFilledInside() throws {
    // The stroke is wider than the circle that it follows.
    let ink = try Ink(Path(circle: Point(12, 12), radius: 1.5), pen(10))
    #expect(ink.greatestDifference { ($0 - Point(12, 12)).length < 6.5 } < 0.06)
  }

  static let lines: [[Point]] = [
    [Point(3, 20), Point(8, 4), Point(12, 19), Point(13, 3), Point(21, 12)],
    [Point(4, 4), Point(20, 4), Point(4, 4.5), Point(20, 20)],
    [Point(4, 12), Point(20, 12), Point(9, 12)],
    (0..<24).map { i in Point(2 + 0.85 * Double(i), [5.0, 17, 11][i % 3]) },
    (0..<40).map { i in Point(2 + 0.5 * Double(i), 7 + Double((i * i) % 7) * 5 / 3) },
  ]

  @Test(arguments: lines.indices, [0.8, 2, 5])
  func roundLinesAreThePointsNearThePath(_ index: Int, _ width: Double) throws {
    let line = StrokeTests.lines[index]
    let ink = try Ink(Path(polyline: line), pen(width, .round, .round))
    let worst = ink.greatestDifference(samples: 8) { distance($0, from: line) < width / 2 }
    #expect(worst < 0.12)
  }

  @Test func cuspTurnsRound() throws {
    var cusp = Path()
    cusp.move(to: Point(6, 18))
    cusp.cubic(Point(18, 2), Point(6, 2), to: Point(18, 18))
    let ink = try Ink(cusp, pen(3, .butt, .miter, limit: 100))
    // The tip is at (12, 6): nothing is more than half a width above it.
    for x in 0..<24 { #expect(ink[x, 3] == 0) }
    #expect(ink[11, 5] > 0.9)
  }

  @Test func widthsBelowAPixelKeepTheirWeight() throws {
    let line = Path(polyline: [Point(2.3, 3.1), Point(20.7, 15.9)])
    let length = (Point(2.3, 3.1) - Point(20.7, 15.9)).length
    for width in [0.05, 0.25, 0.6] {
      #expect(abs(try Ink(line, pen(width)).area - width * length) < 0.12)
    }
  }

  // MARK: Dashes

  @Test(arguments: [
    ([4.0, 2.0], 0.0, 14.0), ([4, 2], 4, 12), ([4, 2], -1, 13), ([3], 0, 11), ([3], 3, 9),
    ([5, 1, 2], 0, 12), ([30, 1], 0, 20), ([4, 2], 6e6, 14), ([4, 2], .nan, 14),
    ([4, -2], 0, 20), ([0, 0], 0, 20), ([.infinity, 2], 0, 20),
  ])
  func dashesCoverTheirLengths(_ dash: [Double], _ offset: Double, _ length: Double) throws {
    let line = Path(polyline: [Point(2, 5.5), Point(14, 5.5), Point(14, 13.5)])
    let ink = try Ink(line, pen(1, dash: dash, offset: offset))
    #expect(abs(ink.area - length) < 0.05)
  }

  @Test func patternStartsAnewInEachSubpath() throws {
    var lines = Path(polyline: [Point(2, 3.5), Point(7, 3.5)])
    lines.append(Path(polyline: [Point(2, 6.5), Point(7, 6.5)]))
    let ink = try Ink(lines, pen(1, dash: [3, 4]))
    for y in [3, 6] { #expect((2..<7).map { ink[$0, y] } == [1, 1, 1, 0, 0]) }
  }

  @Test func lastDashOfAClosedPathRunsIntoTheFirst() throws {
    // 40 long: dashes at 0…6, 10…16, 20…26, 30…36; moved by 2 the last one passes the corner.
    let square = Path(Rect(x: 5, y: 5, width: 10, height: 10))
    let ink = try Ink(square, pen(2, dash: [6, 4], offset: 2))
    #expect(ink[4, 4] == 1)
    let apart = try Ink(square, pen(2, dash: [6, 4], offset: 6))
    #expect(apart[4, 4] == 0)
  }

  @Test(arguments: [(Stroke.Cap.round, Double.pi), (.square, 4.0), (.butt, 0.0)])
  func dashesWithoutLengthAreDots(_ cap: Stroke.Cap, _ area: Double) throws {
    let line = Path(polyline: [Point(3, 5), Point(19, 5)])
    let ink = try Ink(line, pen(2, cap, dash: [0, 5]))
    #expect(abs(ink.area - 4 * area) < 0.2)
  }

  @Test func endlessDashesEnd() throws {
    let line = Path(polyline: [Point(-1e308, 5.5), Point(1e308, 5.5)])
    #expect(try Ink(line, pen(1, dash: [1, 1])).area == 24)
    let long = Path(polyline: [Point(-4e6, 5.5), Point(4e6, 5.5)])
    #expect(abs(try Ink(long, pen(1, dash: [1, 1])).area - 12) < 0.1)
    #expect(try Ink(long, pen(1, dash: [1e-9, 1e-9])).area == 24)
  }

  // MARK: Pixel grid

  @Test(arguments: [0.5, 1, 1.37, 2, 2.5, 3.3])
  func crispLinesFillWholePixels(_ scale: Double) throws {
    var lines = Path()
    for i in 0..<5 {
      let at = 3.1 + 3.37 * Double(i)
      lines.append(Path(polyline: [Point(1.3, at), Point(18.8, at)]))
      lines.append(Path(polyline: [Point(at, 1.3), Point(at, 18.8)]))
    }
    lines.append(Path(Rect(x: 1.23, y: 1.77, width: 17.1, height: 16.9)))
    for width in [0.25, 0.75, 1, 1.6] {
      let ink = try Ink(
        [.shape(.init(lines, stroke: Stroke(.black, width: width, isCrisp: true)))],
        width: Int(20 * scale), height: Int(20 * scale), scale: scale)
      #expect(ink.values.allSatisfy { $0 == 0 || $0 == 1 })
      #expect(ink.area > 0)
    }
  }

  @Test func crispLinesDoNotTremble() throws {
    // A tie that rounding noise must not decide.
    let a = Path(polyline: [Point(2, 5), Point(9, 5)])
    let b = Path(polyline: [Point(2, 5 - 1e-12), Point(9, 5 + 1e-12)])
    let stroke = Stroke(.black, width: 1, isCrisp: true)
    #expect(try Ink(a, stroke).values == Ink(b, stroke).values)
  }

  @Test func crispLeavesSlantedLinesAlone() throws {
    let line = Path(polyline: [Point(2.2, 3.3), Point(19.1, 14.6)])
    let plain = try Ink(line, Stroke(.black, width: 2))
    #expect(try Ink(line, Stroke(.black, width: 2, isCrisp: true)).values == plain.values)
  }

  // MARK: Shorter ways

  /// Lines of a grid are drawn as rectangles; with a point more in the middle they are not.
  @Test(arguments: [Stroke.Cap.butt, .square])
  func barsAreWhatStrokesAre(_ cap: Stroke.Cap) throws {
    var noise = Noise(7)
    for width in [0.3, 1, 1.7, 2, 3.25] {
      for isLevel in [true, false] {
        var (short, long) = (Path(), Path())
        var at = -3.0
        while at < 26 {
          at += width + 2 + 2 * noise.next()
          let (from, to) = (noise.next() * 30 - 4, noise.next() * 30 - 4)
          func point(_ t: Double) -> Point { isLevel ? Point(t, at) : Point(at, t) }
          short.move(to: point(from))
          short.line(to: point(to))
          long.move(to: point(from))
          long.line(to: point((from + to) / 2))
          long.line(to: point(to))
        }
        let pen = pen(width, cap)
        let style = try #require(StrokeStyle(pen, scale: 1))
        #expect(Bar.bars(of: short, scale: 1, style: style) != nil)
        #expect(Bar.bars(of: long, scale: 1, style: style) == nil)
        #expect(try Ink(short, pen).values == Ink(long, pen).values)
      }
    }
  }

  @Test func linesThatCrossAreNoBars() throws {
    let style = try #require(StrokeStyle(pen(2), scale: 1))
    var cross = Path()
    for (a, b) in [(Point(0, 5), Point(20, 5)), (Point(9, 0), Point(9, 20))] {
      cross.move(to: a)
      cross.line(to: b)
    }
    #expect(Bar.bars(of: cross, scale: 1, style: style) == nil)
    let near = Path(polyline: [Point(0, 5), Point(20, 5)])
    var two = near
    two.append(Path(polyline: [Point(0, 6.8), Point(20, 6.8)]))
    #expect(Bar.bars(of: two, scale: 1, style: style) == nil)
    #expect(Bar.bars(of: near, scale: 1, style: style)?.count == 1)
  }

  /// A long polyline is drawn by the parts that a band sees; one that begins twice at the same point is not.
  @Test(arguments: [Stroke.Join.miter, .round, .bevel])
  func partsOfPolylinesAreTheWhole(_ join: Stroke.Join) throws {
    var noise = Noise(3)
    var points: [Point] = []
    for i in 0..<700 {
      points.append(
        Point(Double(i) * 0.4 + noise.next(), 150 + 140 * noise.next() * (i % 90 < 40 ? 1 : 0.1)))
    }
    let parted = Path(polyline: points)
    let whole = Path(polyline: [points[0]] + points)
    #expect(PolylineParts(parted, scale: 1) != nil)
    #expect(PolylineParts(whole, scale: 1) == nil)
    let pen = pen(1.6, .round, join)
    func image(_ path: Path, bandHeight: Int?) throws -> Image {
      var rasterizer = Rasterizer(scale: 1)
      rasterizer.bandHeight = bandHeight
      return try rasterizer.render(
        Drawing(
          size: Size(width: 300, height: 310), background: .white,
          elements: [.shape(.init(path, stroke: pen))]))
    }
    let expected = try image(whole, bandHeight: 310)
    for height in [3, 16, 64, 310] {
      #expect(try image(parted, bandHeight: height) == expected, "\(height)")
    }
  }
}
