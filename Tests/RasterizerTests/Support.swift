import Drawing

@testable import Rasterizer

/// How much of each pixel black ink covers on a white page at scale 1.
struct Ink {
  let width, height: Int
  let values: [Double]

  init(_ elements: [Drawing.Element], width: Int, height: Int, scale: Double = 1) throws {
    let page = Drawing(
      size: Size(width: Double(width) / scale, height: Double(height) / scale),
      background: .white, elements: elements)
    let image = try Rasterizer(scale: scale).render(page)
    self.width = image.width
    self.height = image.height
    values = (0..<image.width * image.height).map { Double(255 - image.pixels[4 * $0]) / 255 }
  }

  init(
    fill path: Path, rule: Drawing.FillRule = .nonZero, width: Int = 24, height: Int = 24
  ) throws {
    try self.init(
      [.shape(.init(path, fill: .black, rule: rule))], width: width, height: height)
  }

  init(_ path: Path, _ stroke: Stroke, width: Int = 24, height: Int = 24) throws {
    try self.init([.shape(.init(path, stroke: stroke))], width: width, height: height)
  }

  subscript(_ x: Int, _ y: Int) -> Double { values[y * width + x] }

  /// The inked area, in pixels.
  var area: Double { values.reduce(0, +) }

  /// The greatest difference from what a function says of whether points are inside, each pixel
  /// tried at n × n points.
  func greatestDifference(samples n: Int = 12, _ isInside: (Point) -> Bool) -> Double {
    var worst = 0.0
    for y in 0..<height {
      for x in 0..<width {
        var hits = 0
        for j in 0..<n {
          for i in 0..<n {
            let p = Point(
              Double(x) + (Double(i) + 0.5) / Double(n), Double(y) + (Double(j) + 0.5) / Double(n))
            if isInside(p) { hits += 1 }
          }
        }
        worst = max(worst, abs(self[x, y] - Double(hits) / Double(n * n)))
      }
    }
    return worst
  }
}

/// How often closed polygons wind around a point.
func winding(_ polygons: [[Point]], _ p: Point) -> Int {
  var w = 0
  for polygon in polygons {
    for i in polygon.indices {
      let a = polygon[i]
      let b = polygon[(i + 1) % polygon.count]
      if (a.y <= p.y) == (b.y <= p.y) { continue }
      let x = a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)
      if x < p.x { w += a.y < b.y ? 1 : -1 }
    }
  }
  return w
}

/// The distance of a point from a polyline.
func distance(_ p: Point, from line: [Point]) -> Double {
  var nearest = Double.infinity
  for i in 1..<line.count {
    let (a, b) = (line[i - 1], line[i])
    let (vx, vy, wx, wy) = (b.x - a.x, b.y - a.y, p.x - a.x, p.y - a.y)
    let t = min(max((wx * vx + wy * vy) / (vx * vx + vy * vy), 0), 1)
    let (dx, dy) = (wx - vx * t, wy - vy * t)
    nearest = min(nearest, dx * dx + dy * dy)
  }
  return nearest.squareRoot()
}

func path(_ polygons: [[Point]]) -> Path {
  var result = Path()
  for p in polygons { result.append(Path(polyline: p, closed: true)) }
  return result
}

/// A small generator of numbers in 0..<1, the same everywhere.
struct Noise {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / 9_007_199_254_740_992
  }
}
