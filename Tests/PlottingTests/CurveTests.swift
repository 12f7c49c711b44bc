import Drawing
import Testing

@testable import Plotting

@Suite("Curves and lines in the frame")
struct CurveTests {
  @Test("a polyline is cut at the frame, and broken where it is not finite")
  func clipping() {
    let r = Rect(x: 0, y: 0, width: 10, height: 10)
    let through = Polyline.clipped([Point(-5, 5), Point(15, 5)], to: r)
    #expect(through == [[Point(0, 5), Point(10, 5)]])
    let corner = Polyline.clipped([Point(5, 5), Point(5, 20), Point(8, 20), Point(8, 5)], to: r)
    #expect(corner == [[Point(5, 5), Point(5, 10)], [Point(8, 10), Point(8, 5)]])
    let broken = Polyline.clipped(
      [Point(1, 1), Point(2, 2), Point(3, .nan), Point(4, 4), Point(5, 5)], to: r)
    #expect(broken.count == 2)
    #expect(Polyline.clipped([Point(-1, -1), Point(-2, 30)], to: r).isEmpty)
    let far = Polyline.clipped([Point(5, 5), Point(5, -1e300)], to: r)
    #expect(far.last?.last == Point(5, 0))
  }

  @Test("labels at ends keep apart and stay near their wishes")
  func endLabels() throws {
    let plane = try FieldPlane.make(width: 200, height: 100)
    let wishes = [30.0, 31, 32, 70, 119, 120]
    let labels = wishes.enumerated().map { i, y in
      (
        label: Label("$\\alpha$", paint: .foreground, subject: .right(Point(230, y))), mark: i
      )
    }
    let placed = try PlacedLabels(
      labels, obstacles: { Obstacles(plane.frame) },
      around: .init(before: 0, overhang: 0, hasLegend: true), on: plane)
    let places = placed.draw().texts.map(\.origin.y).sorted()
    #expect(places.count == wishes.count)
    for (a, b) in zip(places, places.dropFirst()) { #expect(b - a >= 12) }
    #expect(abs(places[3] - 70) < 6)
  }
}
