import Drawing

/// Lines in page coordinates: what curves and lines have in common.
enum Polyline {
  /// The parts of a polyline inside a rectangle; points that are not finite break the line.
  ///
  /// Cutting here keeps far coordinates out of the page: a curve that leaves the frame steeply would
  /// otherwise put numbers into the file that no viewer shows.
  static func clipped(_ points: [Point], to r: Rect) -> [[Point]] {
    var pieces: [[Point]] = []
    var piece: [Point] = []
    func finish() {
      if piece.count > 1 { pieces.append(piece) }
      piece = []
    }
    for (a, b) in zip(points, points.dropFirst()) {
      guard let (p, q) = segment(a, b, in: r) else {
        finish()
        continue
      }
      if piece.isEmpty { piece.append(p) }
      piece.append(q)
      if q != b { finish() }
    }
    finish()
    return pieces
  }

  /// Whether a segment passes through a rectangle.
  static func meets(_ a: Point, _ b: Point, _ r: Rect) -> Bool { segment(a, b, in: r) != nil }

  /// The part of a segment inside a rectangle (Liang and Barsky, 1984); nil if there is none.
  private static func segment(_ a: Point, _ b: Point, in r: Rect) -> (Point, Point)? {
    guard a.x.isFinite, a.y.isFinite, b.x.isFinite, b.y.isFinite else { return nil }
    let d = b - a
    var (t0, t1) = (0.0, 1.0)
    // Cuts off what lies beyond one side: p is how fast the segment comes towards it, q how far inside it
    // begins.
    @inline(__always) func cut(_ p: Double, _ q: Double) -> Bool {
      if p == 0 { return q >= 0 }
      if p < 0 { t0 = max(t0, q / p) } else { t1 = min(t1, q / p) }
      return t0 <= t1
    }
    guard cut(-d.x, a.x - r.left), cut(d.x, r.right - a.x), cut(-d.y, a.y - r.top),
      cut(d.y, r.bottom - a.y)
    else { return nil }
    return (t0 == 0 ? a : a + d * t0, t1 == 1 ? b : a + d * t1)
  }

  /// The points of a polyline without those that lie on the line between their neighbours, to within a
  /// tolerance in points.
  ///
  /// From the last point kept there is a cone of directions that pass every point since within the
  /// tolerance; a point outside it, or one that turns back, begins a new stretch. Linear in the number
  /// of points (J. Sklansky and V. Gonzalez, Pattern Recognition 12, 1980).
  static func simplified(_ points: [Point], tolerance: Double) -> [Point] {
    guard points.count > 2 else { return points }
    var result = [points[0]]
    var anchor = points[0]
    // The bounds of the cone, turned clockwise and counter-clockwise; nil while every direction is in it.
    var cone: (low: Point, high: Point)?
    var reach = 0.0
    for i in 1..<points.count {
      var v = points[i] - anchor
      var length = v.length
      let goesOn = length >= reach
      let isInside = cone.map { cross($0.low, v) >= 0 && cross(v, $0.high) >= 0 } ?? true
      if !(goesOn && isInside) {
        anchor = points[i - 1]
        result.append(anchor)
        cone = nil
        v = points[i] - anchor
        length = v.length
      }
      reach = length
      guard reach > tolerance else { continue }
      let (sine, cosine) = (
        tolerance / reach, (1 - tolerance * tolerance / (reach * reach)).squareRoot()
      )
      let across = Point(-v.y, v.x)
      let (low, high) = (v * cosine - across * sine, v * cosine + across * sine)
      guard let old = cone else {
        cone = (low, high)
        continue
      }
      cone = (
        cross(old.low, low) > 0 ? low : old.low, cross(high, old.high) > 0 ? high : old.high
      )
    }
    result.append(points[points.count - 1])
    return result
  }

  private static func cross(_ a: Point, _ b: Point) -> Double { a.x * b.y - a.y * b.x }

  /// One path of all pieces.
  static func path(_ pieces: [[Point]]) -> Path {
    var path = Path()
    path.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    for piece in pieces {
      for (i, p) in piece.enumerated() {
        if i == 0 { path.move(to: p) } else { path.line(to: p) }
      }
    }
    return path
  }
}
