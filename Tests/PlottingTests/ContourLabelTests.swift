import Drawing
import Testing

@testable import Plotting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Labels on contours")
struct ContourLabelTests {
  /// A field with straight, curved, closed and crowded lines.
  private static let fields: [Field] = [
    Field { x, y in 2 * x + 0.3 * y },
    Field { x, y in x * x + y * y },
    Field { x, y in x * y },
    Field { x, y in sin(4 * x) + cos(3 * y) },
    Field { x, y in exp(2 * x) * y },
  ]
  private static let levels = [-1.5, -1, -0.5, -0.25, 0.25, 0.5, 0.75, 1, 1.5]

  /// The middle of a label's digits, and the vectors to its end and its top.
  private func box(_ text: Drawing.Text, em: Double) -> (middle: Point, along: Point, up: Point) {
    let along = Point(cos(text.rotation), sin(text.rotation))
    let up = Point(along.y, -along.x)
    let height = em * 0.727
    return (
      text.origin + along * (text.line.width / 2) + up * (height / 2),
      along * (text.line.width / 2), up * (height / 2)
    )
  }

  private func corners(_ text: Drawing.Text, em: Double) -> [Point] {
    let (m, a, u) = box(text, em: em)
    return [m - a - u, m + a - u, m + a + u, m - a + u]
  }

  /// Whether a line parts two convex shapes: then it can be along an edge of one of them.
  private func areApart(_ a: [Point], _ b: [Point]) -> Bool {
    for shape in [a, b] {
      for i in shape.indices {
        let d = shape[(i + 1) % shape.count] - shape[i]
        func project(_ p: Point) -> Double { p.x * -d.y + p.y * d.x }
        let (pa, pb) = (a.map(project), b.map(project))
        if pa.max()! < pb.min()! || pb.max()! < pa.min()! { return true }
      }
    }
    return false
  }

  private func drawn(_ field: Field, on plane: Plane) throws -> [Drawing.Element] {
    try ContourMark(field, levels: Self.levels).draw(on: plane)
  }

  @Test("labels overlap neither each other, nor a line, nor the frame", arguments: 0..<5)
  func clear(number: Int) throws {
    let plane = try FieldPlane.make(width: 290, height: 220)
    let elements = try drawn(Self.fields[number], on: plane)
    let em = plane.theme.tickSize - 2.25
    let boxes = elements.texts.map { corners($0, em: em) }
    #expect(!boxes.isEmpty)
    for (i, a) in boxes.enumerated() {
      for p in a { #expect(plane.frame.contains(p)) }
      for b in boxes[..<i] { #expect(areApart(a, b)) }
      for line in elements.strokedLines {
        let ends = line.isClosed ? line.points + [line.points[0]] : line.points
        for (p, q) in zip(ends, ends.dropFirst()) { #expect(areApart(a, [p, q])) }
      }
    }
  }

  @Test("a label follows its line, upright, and names its value", arguments: 0..<5)
  func tangent(number: Int) throws {
    let plane = try FieldPlane.make(width: 290, height: 220)
    let field = Self.fields[number]
    for text in try drawn(field, on: plane).texts {
      let middle = box(text, em: plane.theme.tickSize - 2.25).middle
      func value(_ p: Point) -> Double {
        field.value(
          plane.x.value(at: (p.x - plane.frame.left) / plane.frame.width),
          plane.y.value(at: (plane.frame.bottom - p.y) / plane.frame.height))
      }
      let slope = Point(
        value(middle + Point(0.1, 0)) - value(middle - Point(0.1, 0)),
        value(middle + Point(0, 0.1)) - value(middle - Point(0, 0.1)))
      let along = Point(cos(text.rotation), sin(text.rotation))
      // The direction of a line is across the slope.
      #expect(abs(along.x * slope.x + along.y * slope.y) / slope.length < 0.15)
      #expect(along.x > -0.2, "not upside down")
      let shown = try #require(
        Double(text.line.plainText.replacing("\u{2212}", with: "-")), "\(text.line.plainText)")
      #expect(Self.levels.contains(shown))
      // The middle of the label lies on the line, as far as the line is straight.
      #expect(abs(value(middle) - shown) / (slope.length / 0.2) < 1.5)
    }
  }

  @Test("labels of a symmetric field mirror each other")
  func symmetric() throws {
    let plane = try FieldPlane.make(width: 290, height: 220)
    let texts = try ContourMark(Field { x, y in x * x * (3 + y) }, levels: [0.25, 1, 2])
      .draw(on: plane).texts
    #expect(texts.count == 6)
    let middles = texts.map { box($0, em: plane.theme.tickSize - 2.25).middle }
    for m in middles {
      let mirrored = Point(2 * plane.frame.center.x - m.x, m.y)
      #expect(middles.contains { ($0 - mirrored).length < 2 })
    }
  }

  @Test("a closed line keeps its ends together but for the label's gap")
  func closed() throws {
    let plane = try FieldPlane.make()
    let elements = try ContourMark(Field { x, y in x * x + y * y }, levels: [0.49])
      .draw(on: plane)
    #expect(elements.texts.count == 1)
    let lines = elements.strokedLines
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    let gap = (line.points[0] - line.points[line.points.count - 1]).length
    let width = elements.texts[0].line.width
    #expect(gap > width && gap < width + 14)
  }

  @Test("lines too short for their labels are drawn whole")
  func short() throws {
    let plane = try FieldPlane.make()
    let elements = try ContourMark(Field { x, y in x * x + y * y }, levels: [0.0025])
      .draw(on: plane)
    #expect(elements.texts.isEmpty)
    #expect(elements.strokedLines.map(\.isClosed) == [true])
  }
}
