import Drawing
import PNG
import Testing

@testable import Rasterizer

/// Sizes, awkward numbers, and bytes that depend on the drawing alone.
@Suite struct PageTests {
  // MARK: Sizes

  @Test(arguments: [(1.0, 30, 20), (2, 60, 40), (1.5, 45, 30), (0.37, 11, 7), (0.001, 1, 1)])
  func sizeIsRounded(_ scale: Double, _ width: Int, _ height: Int) throws {
    let page = Drawing(size: Size(width: 30, height: 20))
    #expect(try Rasterizer(scale: scale).pixelSize(of: page) == (width, height))
    let image = try Rasterizer(scale: scale).render(page)
    #expect(image.width == width && image.height == height)
    #expect(image.pixels.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    Size(width: 0, height: 0), Size(width: 0, height: 10), Size(width: -5, height: 10),
    Size(width: .nan, height: 10), Size(width: 10, height: .infinity),
  ])
  func pageWithoutAreaIsAnError(_ size: Size) throws {
    let page = Drawing(size: size)
    #expect(throws: RasterizerError.self) { try Rasterizer().render(page) }
    #expect(throws: RasterizerError.self) { try Rasterizer().png(page) }
  }

  @Test(arguments: [0, -1, Double.nan, .infinity])
  func scaleMustBePositive(_ scale: Double) {
    #expect(throws: RasterizerError.self) {
      try Rasterizer(scale: scale).render(Drawing(size: Size(width: 1, height: 1)))
    }
  }

  @Test func hugePagesAreErrors() throws {
    let page = Drawing(size: Size(width: 1e5, height: 1e5))
    #expect(throws: RasterizerError.tooLarge(width: 1e5, height: 1e5, limit: 1 << 30)) {
      try Rasterizer(scale: 1).png(page)
    }
    #expect(throws: RasterizerError.self) {
      try Rasterizer(scale: 1).render(Drawing(size: Size(width: 2e4, height: 2e4)))
    }
    #expect(throws: RasterizerError.self) {
      try Rasterizer(scale: 1).render(Drawing(size: Size(width: 1e300, height: 1e300)))
    }
    #expect(throws: RasterizerError.self) {
      try Rasterizer(scale: 1).render(Drawing(size: Size(width: 2e6, height: 1)))
    }
    do {
      _ = try Rasterizer(scale: 1).png(page)
    } catch {
      #expect("\(error)".contains("choose a smaller scale"))
    }
  }

  @Test func longPagesAreDrawn() throws {
    let line = Path(polyline: [Point(0, 0.5), Point(1e6, 0.5)])
    let ink = try Ink(
      [.shape(.init(line, stroke: Stroke(.black, width: 1)))], width: 100_000, height: 1)
    #expect(ink.values.allSatisfy { $0 == 1 })
  }

  // MARK: Awkward numbers

  static let awkward: [Double] = [
    .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 1e18, -1e10, 4_194_304, 0,
  ]

  @Test(arguments: awkward)
  func awkwardNumbersAreHarmless(_ v: Double) throws {
    var curve = Path()
    curve.move(to: Point(v, 1))
    curve.cubic(Point(3, v), Point(v, -v), to: Point(9, 9))
    curve.quad(Point(-v, v), to: Point(2, 2))
    curve.close()
    let image = Image(width: 1, height: 1) { _, _ in .black }
    var strokes = [Stroke(.black, width: v), Stroke(.black, width: 2, miterLimit: v)]
    strokes.append(Stroke(.black, width: 2, cap: .square, dash: [v, 1], dashOffset: v))
    strokes.append(Stroke(.black, width: 2, join: .round, dash: [3, 2], isCrisp: true))
    for closed in [false, true] {
      let line = Path(
        polyline: [Point(v, 5), Point(5, v), Point(-v, v), Point(7, 7)], closed: closed)
      for path in [line, curve] {
        var elements: [Drawing.Element] = strokes.map { .shape(.init(path, stroke: $0)) }
        elements.append(.shape(.init(path, fill: .black)))
        elements.append(.shape(.init(path, fill: .black, rule: .evenOdd)))
        elements.append(.begin(.init("g", clip: path, opacity: v)))
        elements.append(
          .image(image, in: Rect(x: v, y: 1, width: 4, height: v), sampling: .linear))
        elements.append(
          .image(image, in: Rect(x: 1, y: 1, width: v, height: v), sampling: .nearest))
        elements.append(
          .text(
            .init(
              TextLine(rules: [Rect(x: v, y: 0, width: 3, height: v)]), at: Point(1, v),
              rotation: v, color: .black)))
        _ = try Ink(elements, width: 12, height: 12)
      }
    }
  }

  @Test func elementsThatAreNotNumbersAreLeftOut() throws {
    for bad in [Double.nan, .infinity] {
      let path = Path(polyline: [Point(1, 1), Point(9, bad), Point(9, 9)], closed: true)
      let ink = try Ink(
        [.shape(.init(path, fill: .black, stroke: Stroke(.black, width: 3)))], width: 10, height: 10
      )
      #expect(ink.area == 0)
    }
  }

  @Test func farCoordinatesAreClipped() throws {
    // A half plane whose edge runs through the page, from far outside.
    for far in [1e4, 1e9, 1e12] {
      let half = Path(
        polyline: [Point(-far, -far), Point(far, far), Point(-far, far)], closed: true)
      let ink = try Ink(fill: half, width: 10, height: 10)
      #expect(abs(ink.area - 50) < 0.1)
      let line = Path(polyline: [Point(-far, 4.5), Point(far, 4.5)])
      #expect(try Ink(line, Stroke(.black, width: 1), width: 10, height: 10).area == 10)
    }
  }

  // MARK: Same bytes

  /// A page with some of everything, that reaches over its margins.
  static let page: Drawing = {
    var noise = Noise(7)
    var page = Drawing(size: Size(width: 60, height: 50), background: Color(hex: 0xFAF7F2))
    func point() -> Point { Point(noise.next() * 80 - 10, noise.next() * 70 - 10) }
    let image = Image(width: 3, height: 4) { x, y in
      Color(red: UInt8(80 * x), green: UInt8(60 * y), blue: 99, alpha: x == 1 ? 0.4 : 1)
    }
    for i in 0..<6 {
      var curve = Path()
      curve.move(to: point())
      curve.cubic(point(), point(), to: point())
      curve.line(to: point())
      curve.quad(point(), to: point())
      if i % 2 == 0 { curve.close() }
      let color = Color(hex: UInt32(noise.next() * 16_777_215)).opacity(0.4 + noise.next() * 0.6)
      var stroke = Stroke(
        color, width: 0.3 + 4 * noise.next(), join: [.miter, .round, .bevel][i % 3])
      stroke.cap = [.butt, .square, .round][i / 2]
      stroke.dash = i == 4 ? [5, 2, 0, 2] : []
      stroke.isCrisp = i == 3
      if i == 1 { page.elements.append(.begin(.init("g", clip: curve, opacity: 0.7))) }
      if i == 4 {
        page.elements.append(.end)
        page.elements.append(
          .begin(.init("h", clip: Path(Rect(x: 5.3, y: 7.7, width: 43.2, height: 35.9)))))
        page.elements.append(
          .image(image, in: Rect(x: 8.3, y: 9.1, width: 30.7, height: 31.9), sampling: .linear))
      }
      page.elements.append(
        .shape(
          .init(
            curve, fill: i % 2 == 0 ? color : nil, rule: i == 2 ? .evenOdd : .nonZero,
            stroke: stroke)))
      page.elements.append(
        .shape(
          .init(
            Path(Rect(x: 3.3 * Double(i), y: 11.7, width: 2.1, height: 9.3 * Double(i))),
            fill: color)))
    }
    // A curve that is noisy enough to be summed and not merged.
    let line = (0..<200).map { Point(0.3 * Double($0), 25 + 20 * (noise.next() - 0.5)) }
    page.elements.append(
      .shape(.init(Path(polyline: line), stroke: Stroke(.black, width: 0.6, join: .round))))
    return page
  }()

  @Test func pagesAreStreamed() throws {
    var page = Self.page
    page.title = "A page"
    let rasterizer = Rasterizer(scale: 1.5)
    let file = try rasterizer.png(page)
    // Depth and colour type.
    func kind(_ file: [UInt8]) -> [UInt8] { Array(file[24...25]) }
    #expect(kind(file) == [8, 2])
    #expect(try PNGFile.decode(file) == rasterizer.render(page))
    #expect(String(decoding: file, as: UTF8.self).contains("Title\0A page"))
    page.background = nil
    let clear = try rasterizer.png(page)
    #expect(kind(clear) == [8, 6])
    #expect(try PNGFile.decode(clear) == rasterizer.render(page))
    page.elements = []
    #expect(try kind(rasterizer.png(page)) == [1, 3])
    #expect(try PNGFile.decode(rasterizer.png(page)) == rasterizer.render(page))
  }

  @Test func bytesDoNotDependOnBands() throws {
    var rasterizer = Rasterizer(scale: 1.5)
    rasterizer.bandHeight = 1000
    let whole = try rasterizer.render(PageTests.page)
    for height in [1, 7, 17, 32, 50] {
      rasterizer.bandHeight = height
      let banded = try rasterizer.render(PageTests.page)
      #expect(banded == whole, "bands of \(height) rows")
      #expect(try PNGFile.decode(rasterizer.png(PageTests.page)) == whole)
    }
  }

  @Test(arguments: [2, 3, 8])
  func bytesDoNotDependOnThreads(_ threads: Int) throws {
    var one = Rasterizer(scale: 1.5)
    one.bandHeight = 5
    var many = Rasterizer(scale: 1.5, threads: threads)
    many.bandHeight = 5
    #expect(try one.render(PageTests.page) == many.render(PageTests.page))
    #expect(try one.png(PageTests.page) == many.png(PageTests.page))
  }

  @Test func bytesAreThoseOfEveryBuild() throws {
    // A sum over all pixels. It changes when the pixels do: look at them before writing it anew.
    let image = try Rasterizer(scale: 1.5).render(PageTests.page)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in image.pixels { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    #expect(hash == 0x9C5D_29CA_B88A_2C91)
  }
}
