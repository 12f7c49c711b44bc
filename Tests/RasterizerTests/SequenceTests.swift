import Basics
import Dispatch
import Drawing
import Testing

@testable import Rasterizer

/// Pages of a sequence have the pixels that they have alone.
@Suite struct SequenceTests {
  private static let size = Size(width: 120, height: 150)

  private static func disc(_ x: Double, _ y: Double, _ color: Color) -> Drawing.Element {
    .shape(.init(Path(circle: Point(x, y), radius: 9.3), fill: color))
  }

  private static func line(_ y: Double, width: Double = 1.3) -> Drawing.Element {
    .shape(
      .init(
        Path(polyline: [Point(3, y), Point(60.2, y + 7), Point(117, y)]),
        stroke: Stroke(Color(hex: 0x336699).opacity(0.7), width: width)))
  }

  /// What moves, with still things beneath it, above it and beside it, in groups.
  private static func page(_ i: Int, background: Color? = .white) -> Drawing {
    let t = Double(i)
    var elements: [Drawing.Element] = [
      line(10), line(140),
      .begin(.init("clipped", clip: Path(Rect(x: 10.5, y: 12, width: 90, height: 120)))),
      line(40), disc(10 + 3 * t, 45, Color(hex: 0xCC3311).opacity(0.5)), line(46),
      disc(90, 100, Color(hex: 0x009988)),
      .end,
      .begin(.init("faded", opacity: 0.6)), disc(20, 120, .black), disc(28, 120 + t, .black), .end,
      line(60 + 2 * t),
    ]
    // Something comes, something goes, and something is only sometimes the same.
    if i > 3 { elements.insert(disc(100, 20, .black), at: 2) }
    if i < 6 { elements.append(line(128)) }
    elements.append(disc(60, 75, Color(hex: 0xEE7733).opacity(i % 4 == 0 ? 0.3 : 0.8)))
    elements.append(line(76, width: 0.8))
    return Drawing(size: size, background: background, title: "\(i)", elements: elements)
  }

  @Test(arguments: [Color.white, nil, Color(hex: 0x112233).opacity(0.5)])
  func pixelsAreTheSame(_ background: Color?) throws {
    let rasterizer = Rasterizer(scale: 1.5)
    let sequence = SequenceRasterizer(rasterizer)
    for i in [0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 5, 12] {
      let page = Self.page(i, background: background)
      #expect(try sequence.render(page) == rasterizer.render(page), "page \(i)")
      #expect(try sequence.png(page) == rasterizer.png(page), "page \(i)")
    }
  }

  @Test func pagesOfAnotherKindAreDrawn() throws {
    let rasterizer = Rasterizer(scale: 1)
    let sequence = SequenceRasterizer(rasterizer)
    var pages = [Self.page(0), Self.page(1), Drawing(size: Size(width: 30, height: 20))]
    pages.append(Drawing(size: Self.size, background: .black, elements: [Self.line(10)]))
    pages.append(Drawing(size: Self.size, background: .white))
    // Hundreds of things that are the same on two pages and no more.
    for i in 0..<40 {
      let lines = (0..<40).map { Self.line(Double(($0 * (i + 1)) % 149)) }
      pages.append(Drawing(size: Self.size, background: .white, elements: lines))
    }
    for page in pages { #expect(try sequence.render(page) == rasterizer.render(page)) }
    #expect(throws: RasterizerError.self) {
      try sequence.render(Drawing(size: Size(width: 0, height: 1)))
    }
  }

  @Test func severalThreadsDrawInAnyOrder() throws {
    let rasterizer = Rasterizer(scale: 1)
    let sequence = SequenceRasterizer(rasterizer)
    let expected = try (0..<16).map { try rasterizer.render(Self.page($0)) }
    let differing = Locked<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 64) { n in
      let i = (n * 7) % 16
      if (try? sequence.render(Self.page(i))) != expected[i] { differing.with { $0.append(i) } }
    }
    #expect(differing.with { $0 } == [])
  }
}
