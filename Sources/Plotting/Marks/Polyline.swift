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

  /// The part of a segment inside a rectangle (Liang and Barsky, 1984); nil if there is none.
  private static func segment(_ a: Point, _ b: Point, in r: Rect) -> (Point, Point)? {
    guard a.x.isFinite, a.y.isFinite, b.x.isFinite, b.y.isFinite else { return nil }
    let d = b - a
    var (t0, t1) = (0.0, 1.0)
    for (p, q) in [
      (-d.x, a.x - r.left), (d.x, r.right - a.x), (-d.y, a.y - r.top), (d.y, r.bottom - a.y),
    ] {
      if p == 0 {
        if q < 0 { return nil }
        continue
      }
      let t = q / p
      if p < 0 { t0 = max(t0, t) } else { t1 = min(t1, t) }
      if t0 > t1 { return nil }
    }
    return (t0 == 0 ? a : a + d * t0, t1 == 1 ? b : a + d * t1)
  }

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
