import Drawing

/// Receives subpaths of straight segments, in device pixels.
protocol PolylineSink {
  /// Starts a subpath.
  mutating func move(_ p: Vector)
  /// A segment to `p`; `smooth` if it continues the same curve as the segment before it.
  mutating func line(_ p: Vector, smooth: Bool)
  /// Ends the subpath that was started last, if any.
  mutating func finish(closed: Bool)
}

/// Turns paths into straight segments that leave the curves by at most a tolerance.
///
/// The number of parts of a curve follows from a bound of its second derivative; points are
/// evaluated at i/n, never by forward differences, so that errors do not add up.
struct Flattener {
  /// The greatest distance from the curve, in pixels.
  static let tolerance = 1.0 / 64
  /// The factor from path coordinates to pixels.
  var scale: Double
  /// The greatest turn from one segment to the next that the receiver tolerates, as the tangent of
  /// half of it; strokes need it, because their edges are farther out than the curve.
  var maximumHalfTurn = Double.infinity

  /// Flattens for filling.
  init(scale: Double) { self.scale = scale }

  /// Flattens for stroking with a half-width in pixels: the outer edge, too, stays in tolerance.
  init(scale: Double, halfWidth: Double) {
    self.scale = scale
    maximumHalfTurn = (2 * Flattener.tolerance / max(halfWidth, 1e-9)).squareRoot()
  }

  /// Sends every subpath of `path` to `sink`.
  func flatten(_ path: Path, into sink: inout some PolylineSink) {
    var current = Vector.zero
    var start = Vector.zero
    var isOpen = false
    func device(_ p: Point) -> Vector { Vector(p, scale: scale) }
    for element in path.elements {
      switch element {
      case .move(let p):
        if isOpen { sink.finish(closed: false) }
        current = device(p)
        start = current
        sink.move(current)
        isOpen = true
        continue
      case .close:
        if isOpen { sink.finish(closed: true) }
        isOpen = false
        current = start
        continue
      default: break
      }
      if !isOpen {
        // After a close, drawing goes on from the start of the subpath.
        sink.move(current)
        isOpen = true
      }
      switch element {
      case .line(let p):
        current = device(p)
        sink.line(current, smooth: false)
      case .quad(let c, let p):
        let (c, end) = (device(c), device(p))
        quad(current, c, end, into: &sink)
        current = end
      case .cubic(let c1, let c2, let p):
        let (c1, c2, end) = (device(c1), device(c2), device(p))
        cubic(current, c1, c2, end, into: &sink)
        current = end
      default: break
      }
    }
    if isOpen { sink.finish(closed: false) }
  }

  private func quad(_ a: Vector, _ c: Vector, _ b: Vector, into sink: inout some PolylineSink) {
    let bend = (a - c * 2 + b).length
    // |B″| = 2·bend, and a chord over a parameter step h leaves its curve by at most |B″|h²/8.
    let n = parts(
      (bend / (4 * Flattener.tolerance)).squareRoot(), turn: Flattener.halfTurn(c - a, b - c))
    let step = 1 / Double(n)
    for i in 1..<max(n, 1) {
      let t = Double(i) * step
      let u = 1 - t
      let p = Vector(
        u * u * a.x + 2 * u * t * c.x + t * t * b.x, u * u * a.y + 2 * u * t * c.y + t * t * b.y)
      sink.line(p, smooth: i > 1)
    }
    sink.line(b, smooth: n > 1)
  }

  private func cubic(
    _ a: Vector, _ c: Vector, _ d: Vector, _ b: Vector, into sink: inout some PolylineSink
  ) {
    let bend = max((a - c * 2 + d).length, (c - d * 2 + b).length)
    let n = parts(
      (0.75 * bend / Flattener.tolerance).squareRoot(),
      turn: Flattener.halfTurn(c - a, d - c) + Flattener.halfTurn(d - c, b - d))
    let step = 1 / Double(n)
    for i in 1..<max(n, 1) {
      let t = Double(i) * step
      let u = 1 - t
      let (wa, wc, wd, wb) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
      let p = Vector(
        wa * a.x + wc * c.x + wd * d.x + wb * b.x, wa * a.y + wc * c.y + wd * d.y + wb * b.y)
      sink.line(p, smooth: i > 1)
    }
    sink.line(b, smooth: n > 1)
  }

  /// A number of parts from what the curve and the turn of its control polygon ask for.
  private func parts(_ byCurve: Double, turn: Double) -> Int {
    let byTurn = maximumHalfTurn.isFinite ? turn / maximumHalfTurn : 0
    // The limit is reached only by curves thousands of times larger than a page.
    return Int(min(max(1, byCurve, byTurn), 2000).rounded(.up))
  }

  /// The tangent of half the angle between two vectors, bounded; 0 if one of them is null.
  private static func halfTurn(_ u: Vector, _ v: Vector) -> Double {
    let (a, b) = (u.length, v.length)
    guard a > 0, b > 0 else { return 0 }
    let (p, q) = (u * (1 / a), v * (1 / b))
    return min(abs(p.cross(q)) / max(1 + p.dot(q), 1e-3), 8)
  }
}

/// Sends the edges of subpaths, each closed, to an edge sink.
struct FillOutline<Sink: EdgeSink>: PolylineSink {
  let sink: Sink
  private var start = Vector.zero
  private var current = Vector.zero

  init(_ sink: Sink) { self.sink = sink }

  mutating func move(_ p: Vector) {
    start = p
    current = p
  }

  mutating func line(_ p: Vector, smooth: Bool) {
    sink.edge(current, p)
    current = p
  }

  mutating func finish(closed: Bool) {
    sink.edge(current, start)
    current = start
  }
}
