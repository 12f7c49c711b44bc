import Drawing
import Testing

@testable import Plotting

@Suite("Contours")
struct ContourTests {
  /// The distance from the middle of the plane, in points of a plane of 200 × 200.
  private let distance = Field { x, y in 100 * (x * x + y * y).squareRoot() }

  private func lines(
    _ field: Field, _ levels: [Double], on plane: Plane? = nil
  ) throws -> [(points: [Point], isClosed: Bool, stroke: Stroke)] {
    try ContourMark(field, levels: levels, hasLabels: false)
      .draw(on: plane ?? FieldPlane.make()).strokedLines
  }

  private func length(_ points: [Point], isClosed: Bool) -> Double {
    let ends = isClosed ? points + [points[0]] : points
    return zip(ends, ends.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
  }

  @Test("a circle is closed, round between its points too, and as long", arguments: [6.0, 20, 97])
  func circle(radius: Double) throws {
    let plane = try FieldPlane.make()
    let lines = try lines(Field { x, y in x * x + y * y }, [radius * radius / 10_000], on: plane)
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.isClosed)
    let middle = plane.frame.center
    for (a, b) in zip(line.points, line.points.dropFirst() + [line.points[0]]) {
      #expect(abs((a - middle).length - radius) < 0.01)
      #expect(abs(((a + b) * 0.5 - middle).length - radius) < 0.08)
    }
    let around = 2 * Double.pi * radius
    #expect(abs(length(line.points, isClosed: true) / around - 1) < 0.005)
  }

  @Test("straight lines need few points, and end on the frame")
  func straight() throws {
    let plane = try FieldPlane.make()
    let lines = try lines(Field { x, y in x + 0.5 * y }, [0.25], on: plane)
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(!line.isClosed && line.points.count < 6)
    for end in [line.points[0], line.points[line.points.count - 1]] {
      #expect(min(abs(end.y - plane.frame.top), abs(end.y - plane.frame.bottom)) < 1e-9)
    }
  }

  @Test(
    "at a saddle the middle says which sides belong together", arguments: [-1e-4, 1e-4])
  func saddle(level: Double) throws {
    let plane = try FieldPlane.make()
    // The saddle stands inside a cell, not on a corner of the grid.
    let lines = try lines(Field { x, y in (x - 0.011) * (y - 0.007) }, [level], on: plane)
    #expect(lines.count == 2)
    for line in lines {
      let sides = Set(line.points.map { $0.x > plane.px(0.011) })
      #expect(sides.count == 1, "a branch must not cross to the other side")
    }
  }

  @Test("lines follow a shape axis to where its values stand")
  func shapeAxis() throws {
    let plane = try FieldPlane.make(y: try Scale(.shape, from: -.infinity, to: 2))
    let lines = try lines(Field { _, shape in max(shape, -1e6) }, [-8, 0.5], on: plane)
    #expect(lines.count == 2)
    for (line, shape) in zip(lines, [-8, 0.5]) {
      for p in line.points { #expect(abs(p.y - plane.py(shape)) < 0.01) }
      #expect(abs(length(line.points, isClosed: false) - 200) < 0.01)
    }
  }

  @Test("a step is drawn where it is")
  func step() throws {
    let plane = try FieldPlane.make()
    let lines = try lines(Field { x, _ in x < 0.123 ? -.infinity : 5 }, [1], on: plane)
    #expect(lines.count == 1)
    for p in lines.flatMap(\.points) { #expect(abs(p.x - plane.px(0.123)) < 0.05) }
  }

  @Test("a level that is reached only along the border draws nothing there")
  func border() throws {
    let plane = try FieldPlane.make()
    let drawn = try lines(Field { _, y in y + 1 - 1e-4 }, [0], on: plane)
    #expect(drawn.isEmpty)
    // What leaves the frame steeply still reaches it.
    let steep = try lines(Field { x, _ in x }, [0.3], on: plane)
    #expect(steep.map { length($0.points, isClosed: false) }.allSatisfy { $0 > 199.99 })
  }

  @Test("negative levels are dashed on request")
  func dashes() throws {
    let plane = try FieldPlane.make()
    var mark = ContourMark(Field { x, _ in x }, levels: [-0.5, 0.5], hasLabels: false)
    #expect(try mark.draw(on: plane).strokedLines.map(\.stroke.dash.isEmpty) == [false, true])
    mark.dashesNegative = false
    #expect(try mark.draw(on: plane).strokedLines.allSatisfy { $0.stroke.dash.isEmpty })
  }

  @Test("lines stand out from a heatmap beneath", arguments: [Theme.light, .dark])
  func contrast(theme: Theme) throws {
    let plane = try FieldPlane.make(theme: theme)
    let colors = ColorScale(scale: try Scale(.linear, from: -1, to: 1), map: .viridis)
    let levels = [-0.9, -0.5, 0, 0.5, 0.9]
    let mark = ContourMark(
      Field { x, _ in x }, levels: levels, beneath: colors, hasLabels: false)
    for (level, line) in zip(levels, try mark.draw(on: plane).strokedLines) {
      let (ink, ground) = (line.stroke.color, colors.color(of: level, in: theme))
      let (dark, light) = (
        min(ink.luminance, ground.luminance), max(ink.luminance, ground.luminance)
      )
      #expect((light + 0.05) / (dark + 0.05) > 2.9, "level \(level)")
    }
  }

  @Test("lines of their own colours come with a bar")
  func colored() throws {
    let colors = ColorScale(scale: try Scale(.linear, from: -1, to: 1), map: .cividis)
    let mark = ContourMark(
      Field { x, _ in x }, levels: [-0.5, 0.5], paint: .foreground, colors: colors)
    let elements = try mark.draw(on: try FieldPlane.make())
    // Each line is in two pieces, about its label.
    let inks = elements.strokedLines.map(\.stroke.color)
    let expected = [-0.5, -0.5, 0.5, 0.5].map { colors.color(of: $0, in: .light) }
    #expect(inks == expected)
    #expect(elements.texts.allSatisfy { $0.color == Theme.light.foreground })
    let plane = try FieldPlane.make()
    #expect(try mark.layout(on: plane).colorBar?.scale == colors)
    #expect(try ContourMark(Field { x, _ in x }, levels: [0]).layout(on: plane).colorBar == nil)
  }

  @Test("fields without lines draw nothing")
  func nothing() throws {
    let fields: [Field] = [
      Field { _, _ in 3 }, Field { _, _ in .nan }, Field { _, _ in .infinity },
      Field { x, _ in x > 0 ? .infinity : .nan },
    ]
    for field in fields { #expect(try lines(field, [-1, 3, 7, .nan, .infinity]).isEmpty) }
    #expect(try lines(distance, [-5, 1e9]).isEmpty)
    #expect(try lines(distance, []).isEmpty)
  }

  @Test("a hole of NaN interrupts lines and leaves the rest")
  func hole() throws {
    let field = Field { x, y in abs(x) < 0.2 ? .nan : y }
    let lines = try lines(field, [0.1])
    #expect(lines.count == 2)
    for p in lines.flatMap(\.points) { #expect(p.x.isFinite && p.y.isFinite) }
  }

  @Test("frames of any size are drawn", arguments: [0.5, 1, 8, 30])
  func tiny(size: Double) throws {
    let plane = try FieldPlane.make(width: size, height: size)
    let elements = try ContourMark(distance, levels: [20, 50, 90]).draw(on: plane)
    for p in elements.strokedLines.flatMap(\.points) {
      #expect(plane.frame.expanded(by: 1e-9).contains(p))
    }
  }

  @Test("the same level twice is one line; too many levels are an error that says how many fit")
  func levels() throws {
    #expect(try lines(distance, [50, 50]).count == 1)
    let plane = try FieldPlane.make()
    let mark = ContourMark(distance, levels: (0..<10_000).map(Double.init))
    let error = #expect(throws: PlotError.self) { try mark.draw(on: plane) }
    #expect(error?.message.contains("\(ContourMark.mostLevels)") == true)
  }
}
