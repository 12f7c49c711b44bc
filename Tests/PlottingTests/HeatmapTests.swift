import Drawing
import Testing

@testable import Plotting

@Suite("Heatmaps")
struct HeatmapTests {
  private func colors(
    _ from: Double = -1, _ to: Double = 1, map: ColorMap = .viridis
  ) throws -> ColorScale {
    ColorScale(scale: try Scale(.linear, from: from, to: to), map: map)
  }

  private func pixel(_ image: Image, _ column: Int, _ row: Int) -> Color {
    let at = 4 * (row * image.width + column)
    return Color(
      red: image.pixels[at], green: image.pixels[at + 1], blue: image.pixels[at + 2],
      alpha: Double(image.pixels[at + 3]) / 255)
  }

  @Test("one image covers the frame, each pixel with the colour of its centre")
  func pixels() throws {
    let plane = try FieldPlane.make(width: 40, height: 30)
    let colors = try colors()
    let images = try HeatmapMark(Field { x, y in x * y }, colors: colors).drawn(on: plane).images
    #expect(images.count == 1)
    let (image, rect, _) = try #require(images.first)
    #expect(rect == plane.frame)
    for (column, row) in [(0, 0), (39, 0), (0, 29), (39, 29), (20, 15), (7, 22)] {
      let x = (Double(column) + 0.5) / Double(image.width) * 2 - 1
      let y = 1 - (Double(row) + 0.5) / Double(image.height) * 2
      #expect(pixel(image, column, row) == colors.color(of: x * y, in: .light))
    }
  }

  @Test("a shape axis that reaches infinity is sampled where its values stand")
  func shapeAxis() throws {
    let plane = try FieldPlane.make(
      width: 4, height: 100, y: try Scale(.shape, from: -.infinity, to: 2))
    let colors = try colors(0, 1)
    let mark = HeatmapMark(Field { _, shape in shape < -8 ? 0 : 1 }, colors: colors)
    let image = try #require(try mark.drawn(on: plane).images.first).image
    let edge = Int((plane.py(-8) - plane.frame.top).rounded())
    #expect(pixel(image, 0, edge + 1) == colors.color(of: 0, in: .light))
    #expect(pixel(image, 0, edge - 2) == colors.color(of: 1, in: .light))
  }

  @Test("values beyond the domain have the colour of its end, NaN that of the page")
  func extremes() throws {
    let (dark, light) = (Color(hex: 0x440154), Color(hex: 0xFDE725))
    let cases: [(Double, Color)] = [
      (.infinity, light), (7, light), (-.infinity, dark), (.nan, Theme.light.background),
    ]
    for (value, color) in cases {
      let plane = try FieldPlane.make(width: 8, height: 8)
      let mark = HeatmapMark(Field { _, _ in value }, colors: try colors())
      let image = try #require(try mark.drawn(on: plane).images.first).image
      #expect(pixel(image, 4, 4) == color, "\(value)")
    }
  }

  @Test("frames of any size are covered", arguments: [0.2, 1, 8, 20_000] as [Double])
  func size(side: Double) throws {
    let plane = try FieldPlane.make(width: side, height: 1)
    let mark = HeatmapMark(Field { x, _ in x }, colors: try colors())
    let drawn = try #require(try mark.drawn(on: plane).images.first)
    #expect(drawn.rect == plane.frame && drawn.image.width >= 1 && drawn.image.width <= 4096)
  }

  @Test(
    "a resolution that is no positive number is an error",
    arguments: [0, -1, .nan, .infinity] as [Double])
  func resolution(value: Double) throws {
    let plane = try FieldPlane.make()
    let mark = HeatmapMark(Field { x, _ in x }, colors: try colors(), resolution: value)
    #expect(throws: PlotError.self) { try mark.drawn(on: plane) }
  }

  @Test("cells of equal width are one pixel each, rows upwards, and fill their place")
  func cells() throws {
    let plane = try FieldPlane.make()
    let colors = try colors(0, 5)
    let mark = try CellsMark(
      [[0, 1, 2], [3, .nan, 5]], xEdges: [-1, -0.5, 0, 0.5], yEdges: [-1, 0, 1], colors: colors)
    let drawn = try #require(try mark.drawn(on: plane).images.first)
    #expect(drawn.sampling == .nearest)
    #expect(drawn.image.width == 3 && drawn.image.height == 2)
    #expect(drawn.rect == Rect(x: 30, y: 20, width: 150, height: 200))
    #expect(pixel(drawn.image, 0, 1) == colors.color(of: 0, in: .light))
    #expect(pixel(drawn.image, 2, 0) == colors.color(of: 5, in: .light))
    #expect(pixel(drawn.image, 1, 0).alpha == 0)
    #expect(mark.xExtent == Extent(-1, 0.5) && mark.yExtent(over: Extent(0, 1)) == Extent(-1, 1))
  }

  @Test("cells of other widths, and cells that the frame cuts, end where their edges stand")
  func unevenCells() throws {
    let plane = try FieldPlane.make()
    let colors = try colors(0, 2)
    let mark = try CellsMark(
      [[0, 1, 2]], xEdges: [-3, -0.9, 0.25, 40], yEdges: [-.infinity, .infinity], colors: colors)
    let drawn = try #require(try mark.drawn(on: plane).images.first)
    #expect(drawn.rect == plane.frame)
    let scale = Double(drawn.image.width) / 200
    let edges: [(Double, Double, Double)] = [(-0.9, 0, 1), (0.25, 1, 2)]
    for (x, low, high) in edges {
      let edge = (plane.px(x) - plane.frame.left) * scale
      #expect(pixel(drawn.image, Int(edge) - 2, 0) == colors.color(of: low, in: .light))
      #expect(pixel(drawn.image, Int(edge) + 2, 0) == colors.color(of: high, in: .light))
    }
    let outside = try CellsMark([[1]], xEdges: [5, 6], yEdges: [0, 1], colors: colors)
    #expect(try outside.drawn(on: plane).isEmpty)
  }

  @Test("cells whose edges do not fit are errors")
  func cellErrors() throws {
    let colors = try colors()
    let cases: [([[Double]], [Double], [Double])] = [
      ([], [0], [0]), ([[]], [0], [0, 1]), ([[1], [1, 2]], [0, 1], [0, 1, 2]),
      ([[1]], [0], [0, 1]), ([[1]], [1, 0], [0, 1]), ([[1]], [0, .nan], [0, 1]),
      ([[1, 2]], [0, 1, 1], [0, 1]),
    ]
    for (values, x, y) in cases {
      #expect(throws: PlotError.self) {
        try CellsMark(values, xEdges: x, yEdges: y, colors: colors)
      }
    }
  }
}

@Suite("Automatic colours and levels")
struct AutomaticColorTests {
  @Test("a domain spans the finite values; infinities make arrows")
  func domain() throws {
    let values: [Double] = [3, -.infinity, .nan, 7, -2]
    let amounts = try ColorScale.automatic(for: values, map: .viridis)
    #expect(amounts.scale.lower == -2 && amounts.scale.upper == 7)
    #expect(amounts.extendsBelow && !amounts.extendsAbove)
    let signed = try ColorScale.automatic(for: values, map: .balance)
    #expect(signed.scale.lower == -7 && signed.scale.upper == 7)
    let log = try ColorScale.automatic(for: [0, 1e-3, 10], map: .cividis, kind: .log)
    #expect(log.scale.lower == 1e-3 && log.scale.upper == 10 && log.extendsBelow)
  }

  @Test("values without a span still give a scale")
  func degenerate() throws {
    let cases: [[Double]] = [[], [.nan], [.infinity], [4, 4], [0]]
    for values in cases {
      for map in ColorMap.allCases {
        let scale = try ColorScale.automatic(for: values, map: map).scale
        #expect(scale.lower < scale.upper)
      }
      let scale = try ColorScale.automatic(for: values, map: .viridis, kind: .log).scale
      #expect(scale.lower > 0 && scale.lower < scale.upper)
    }
  }

  @Test("a field's colours span what its axes show")
  func field() throws {
    let x = try Scale(.linear, from: -2, to: 3)
    let y = try Scale(.shape, from: -.infinity, to: 2)
    let colors = try ColorScale.automatic(
      for: Field { x, shape in shape.isInfinite ? 0 : x }, x: x, y: y, map: .viridis)
    #expect(colors.scale.lower == -2 && colors.scale.upper == 3)
  }

  @Test("automatic levels are round, inside the domain, and not too many")
  func levels() throws {
    let domains: [(Scale.Kind, Double, Double)] = [
      (.linear, -1.5, 1.5), (.squareRoot, 0, 12), (.log, 1e-6, 1e3),
      (.symlog(threshold: 1), -100, 100), (.linear, 5, -5),
    ]
    for (kind, from, to) in domains {
      let scale = try Scale(kind, from: from, to: to)
      let levels = ContourMark.roundLevels(in: scale, atMost: 8)
      #expect(levels.count >= 2 && levels.count <= 10, "\(kind): \(levels)")
      #expect(levels.allSatisfy { $0 > scale.low && $0 < scale.high })
      for level in levels { #expect(NumberText.short(level, digits: 2) == NumberText.short(level)) }
    }
  }

  @Test func rowsGiveWhatSinglePlacesGive() throws {
    let plane = try FieldPlane.make(width: 20, height: 10)
    let colors = ColorScale(scale: try Scale(.linear, from: 0, to: 9), map: .viridis)
    let single = Field { x, y in 3 * x * x + y }
    let rows = Field.rows { xs, y in xs.map { 3 * $0 * $0 + y } }
    #expect(rows.value(0.5, 2) == single.value(0.5, 2))
    let a = try HeatmapMark(single, colors: colors, resolution: 2).drawn(on: plane).images
    let b = try HeatmapMark(rows, colors: colors, resolution: 2).drawn(on: plane).images
    #expect(a.count == 1 && a[0].image == b[0].image)
    #expect(a[0].image.width == 40 && a[0].image.height == 20)
  }
}
