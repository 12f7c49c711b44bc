import Drawing

/// A long polyline in parts, each with the heights between which it lies: a band draws only those that
/// reach into it.
struct PolylineParts: Sendable {
  /// The heights of every part, in path coordinates.
  private var parts: [(low: Double, high: Double)] = []

  /// How many segments a part has.
  private static let length = 32

  /// Nil for a short path, and for one that is more than a polyline. Points that lie too close together for
  /// a direction are left out by strokers, which must not depend on where a part begins; so a path with such
  /// points has no parts either.
  init?(_ path: Path, scale: Double) {
    let elements = path.elements
    guard elements.count > 4 * Self.length, case .move(var last) = elements[0] else { return nil }
    let least = 1e-3 / scale
    var part = (low: last.y, high: last.y)
    for i in 1..<elements.count {
      guard case .line(let p) = elements[i] else { return nil }
      guard max(abs(p.x - last.x), abs(p.y - last.y)) > least else { return nil }
      last = p
      part = (min(part.low, p.y), max(part.high, p.y))
      if i % Self.length == 0 {
        parts.append(part)
        part = (p.y, p.y)
      }
    }
    parts.append(part)
  }

  /// Sends the parts between two heights, in path coordinates, to a sink, with the segments that lead there.
  func send(
    _ path: Path, within rows: ClosedRange<Double>, scale: Double,
    to sink: inout some PolylineSink
  ) {
    func isSeen(_ i: Int) -> Bool {
      parts[i].high >= rows.lowerBound && parts[i].low <= rows.upperBound
    }
    var i = 0
    while i < parts.count {
      guard isSeen(i) else {
        i += 1
        continue
      }
      let first = i * Self.length
      while i < parts.count, isSeen(i) { i += 1 }
      let end = min(i * Self.length + 1, path.elements.count)
      for k in first..<end {
        switch path.elements[k] {
        case .move(let p), .line(let p):
          let p = Vector(p, scale: scale)
          if k == first { sink.move(p) } else { sink.line(p, smooth: false) }
        default: break
        }
      }
      sink.finish(closed: false)
    }
  }
}
