import Drawing
import Foundation

/// The page that rasterisers race on: a grid, 20 stroked curves of 500 points, 60 labels. The scripts of
/// the peers draw the same by the same formulas.
enum Page {
  static let size = Size(width: 1600, height: 1000)

  static func drawing() throws -> Drawing {
    Drawing(size: size, background: .white, elements: grid + curves + (try labels()))
  }

  private static var grid: [Drawing.Element] {
    let stroke = Stroke(Color(hex: 0xDDDDDD), width: 1)
    let upright = (1..<16).map { [Point(Double($0) * 100, 0), Point(Double($0) * 100, 1000)] }
    let flat = (1..<10).map { [Point(0, Double($0) * 100), Point(1600, Double($0) * 100)] }
    return (upright + flat).map { .shape(.init(Path(polyline: $0), stroke: stroke)) }
  }

  private static let colors: [UInt32] = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9]

  private static var curves: [Drawing.Element] {
    (0..<20).map { k in
      let points = (0..<500).map { i in
        let t = Double(i) / 499
        let angle = 2 * Double.pi * (1 + Double(k) / 4) * t + Double(k) / 3
        return Point(40 + 1520 * t, 500 + (400 - 12 * Double(k)) * sin(angle))
      }
      let stroke = Stroke(Color(hex: colors[k % 5]), width: 2, join: .round)
      return .shape(.init(Path(polyline: points), stroke: stroke))
    }
  }

  private static func labels() throws -> [Drawing.Element] {
    let typesetter = Typesetter(fonts: try FontSet.find().fonts)
    return try (0..<60).map { i in
      let line = try typesetter.line("label \(i).25", size: 14)
      return .text(
        .init(line, at: Point(60 + Double(i % 10) * 150, 90 + Double(i / 10) * 160), color: .black))
    }
  }
}
