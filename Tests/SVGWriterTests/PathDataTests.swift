import Drawing
import Testing

@testable import SVGWriter

@Suite("Numbers and path data")
struct PathDataTests {
  private static let numbers: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (0.5, ".5"), (-0.5, "-.5"), (1.25, "1.25"), (1.254, "1.25"),
    (1.255, "1.25"), (-12.3, "-12.3"), (0.004, "0"), (-0.004, "0"), (0.05, ".05"), (100, "100"),
    (1e300, "10000000"), (-1e9, "-10000000"), (99.999, "100"), (.nan, "0"), (.infinity, "0"),
  ]

  @Test("numbers are rounded to hundredths and as short as can be", arguments: numbers)
  func number(value: Double, expected: String) {
    // 1.255 is a little less than its decimal in binary; either neighbour is right.
    let text = Hundredths.text(value)
    #expect(text == expected || (value == 1.255 && text == "1.26"))
  }

  @Test(
    "opacities",
    arguments: [(1.0, "1"), (0, "0"), (0.5, ".5"), (0.125, ".125"), (2, "1"), (0.0625, ".063")])
  func opacity(value: Double, expected: String) { #expect(Hundredths.opacity(value) == expected) }

  private func text(_ path: Path) -> String? {
    PathData.bytes(of: path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("steps are absolute or relative, whichever is shorter, without needless separators")
  func shortest() {
    let path = Path(polyline: [
      Point(100, 100), Point(110, 100), Point(110, 90.5), Point(110.5, 90),
    ])
    #expect(text(path) == "m100 100h10v-9.5l.5-.5")
    #expect(text(Path(Rect(x: 0, y: 0, width: 2, height: 1))) == "m0 0h2v1H0z")
    #expect(text(Path(polyline: [Point(0, 0), Point(.nan, 1)])) == nil)
  }

  /// Reads path data back: an own small parser, so that the writer does not vouch for itself.
  private func parse(_ data: String) -> [Point] {
    var tokens: [String] = []
    var current = ""
    for c in data {
      let startsNumber = c == "-" || (c == "." && current.contains(".")) || c == " "
      if c.isLetter || startsNumber {
        if !current.isEmpty { tokens.append(current) }
        current = c.isLetter || c == " " ? "" : String(c)
        if c.isLetter { tokens.append(String(c)) }
      } else {
        current.append(c)
      }
    }
    if !current.isEmpty { tokens.append(current) }
    var points: [Point] = []
    var (at, start, command, i) = (Point.zero, Point.zero, "M", 0)
    func next() -> Double {
      defer { i += 1 }
      return Double(
        tokens[i].hasPrefix(".") ? "0" + tokens[i] : tokens[i].replacing("-.", with: "-0."))!
    }
    while i < tokens.count {
      if tokens[i].first!.isLetter {
        command = tokens[i]
        i += 1
      }
      let isRelative = command.lowercased() == command
      let base = isRelative ? at : .zero
      switch command.lowercased() {
      case "m", "l":
        at = Point(base.x + next(), base.y + next())
        if command.lowercased() == "m" {
          start = at
          command = isRelative ? "l" : "L"
        }
      case "h": at = Point(base.x + next(), at.y)
      case "v": at = Point(at.x, base.y + next())
      case "c", "q":
        for _ in 0..<(command.lowercased() == "c" ? 2 : 1) {
          points.append(Point(base.x + next(), base.y + next()))
        }
        at = Point(base.x + next(), base.y + next())
      default: at = start
      }
      points.append(at)
    }
    return points
  }

  @Test("what is written reads back to within half a hundredth, however long the path")
  func roundTrip() throws {
    var state: UInt64 = 42
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / 1000 - 8000
    }
    var path = Path()
    var expected: [Point] = []
    func p() -> Point {
      let q = Point(random(), random())
      expected.append(q)
      return q
    }
    path.move(to: p())
    for i in 0..<2000 {
      switch i % 3 {
      case 0: path.line(to: p())
      case 1: path.quad(p(), to: p())
      default: path.cubic(p(), p(), to: p())
      }
    }
    let read = parse(try #require(text(path)))
    #expect(read.count == expected.count)
    for (a, b) in zip(read, expected) {
      #expect(abs(a.x - b.x) <= 0.005_001 && abs(a.y - b.y) <= 0.005_001)
    }
  }
}
