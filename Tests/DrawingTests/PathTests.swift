import Drawing
import Testing

@Suite("Paths, arcs, transforms, colours")
struct PathTests {
  @Test("a drawing command on an empty path starts it")
  func wellFormed() {
    var path = Path()
    path.close()
    #expect(path.isEmpty)
    path.line(to: Point(1, 2))
    path.cubic(Point(2, 2), Point(3, 3), to: Point(4, 4))
    path.close()
    path.close()
    #expect(path.elements.first == .move(Point(1, 2)))
    #expect(path.elements.filter { $0 == .close }.count == 1)
  }

  /// Points of a cubic at t, for measuring.
  private func cubic(_ a: Point, _ b: Point, _ c: Point, _ d: Point, _ t: Double) -> Point {
    let s = 1 - t
    return a * (s * s * s) + b * (3 * s * s * t) + c * (3 * s * t * t) + d * (t * t * t)
  }

  @Test("circles and arcs leave the circle by less than 3e-4 of the radius")
  func round() {
    var arc = Path()
    arc.arc(center: Point(3, 4), radius: 10, start: 0.3, sweep: -5)
    for path in [arc, Path(circle: Point(3, 4), radius: 10)] {
      var from = Point.zero
      for element in path.elements {
        switch element {
        case .move(let p): from = p
        case .cubic(let a, let b, let p):
          for t in stride(from: 0.0, through: 1, by: 0.1) {
            let r = (cubic(from, a, b, p, t) - Point(3, 4)).length
            #expect(abs(r - 10) < 3e-3)
          }
          from = p
        default: break
        }
      }
    }
  }

  @Test("transforms apply from left to right")
  func transforms() {
    let t = Transform.scaling(2, 3).then(.rotation(cosine: 0, sine: 1)).then(.translation(5, 6))
    #expect(t.apply(Point(1, 1)) == Point(5 - 3, 6 + 2))
    let path = Path(Rect(x: 0, y: 0, width: 1, height: 2)).transformed(by: .scaling(2, 2))
    #expect(path.controlBounds == Rect(x: 0, y: 0, width: 2, height: 4))
  }

  @Test(
    "colours in CSS notation",
    arguments: [
      ("#fff", Color.white), ("#0A0b0C", Color(red: 10, green: 11, blue: 12)),
      ("#ff000080", Color(red: 255, green: 0, blue: 0, alpha: 128 / 255.0)),
    ])
  func css(text: String, expected: Color) { #expect(Color(css: text) == expected) }

  @Test(
    "what is no colour is nil",
    arguments: ["", "#", "fff", "#ff", "#ggg", "#fffff", "#١٢٣", "#fffffffff"])
  func noColor(text: String) { #expect(Color(css: text) == nil) }

  @Test("mixing is exact at its ends, and bounded")
  func mixing() {
    let (a, b) = (Color(hex: 0x102030), Color(hex: 0xF0E0D0))
    #expect(a.mixed(with: b, 0) == a)
    #expect(a.mixed(with: b, 1) == b)
    #expect(a.mixed(with: b, 0.5) == Color(hex: 0x808080))
    #expect(Color(red: 1, green: 2, blue: 3, alpha: .nan).alpha == 1)
    #expect(Color(red: 1, green: 2, blue: 3, alpha: 7).alpha == 1)
  }
}
