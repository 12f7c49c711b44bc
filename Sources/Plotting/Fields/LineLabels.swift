import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Labels that stand on lines: where a line is straight, along it, and with a gap in it.
struct LineLabels {
  /// A label's place.
  struct Place {
    /// The middle of the label.
    var center: Point
    /// The direction of the line there, in radians, about −100° to 80°: never upside down.
    var angle: Double
    /// The stretch of the line that the label covers, in points along it.
    var from: Double
    var to: Double
  }

  private var taken: [(center: Point, radius: Double)] = []
  private let frame: Rect

  init(frame: Rect) { self.frame = frame }

  /// Lengths along a line from its start to each of its points.
  static func lengths(_ points: [Point]) -> [Double] {
    var result = [0.0]
    for (a, b) in zip(points, points.dropFirst()) { result.append(result.last! + (b - a).length) }
    return result
  }

  static func point(at s: Double, _ points: [Point], _ lengths: [Double]) -> Point {
    var low = 0
    var high = lengths.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if lengths[middle] <= s { low = middle } else { high = middle }
    }
    let span = lengths[high] - lengths[low]
    let t = span > 0 ? (s - lengths[low]) / span : 0
    return points[low] + (points[high] - points[low]) * min(max(t, 0), 1)
  }

  /// The best free place on a line for a label of a width and height; nil if the line is too short,
  /// too crooked or too crowded.
  mutating func place(on line: [Point], width: Double, height: Double) -> Place? {
    let lengths = Self.lengths(line)
    let total = lengths.last ?? 0
    let cover = width + 7
    guard total > cover * 2 else { return nil }
    var best: (score: Double, place: Place)?
    let steps = min(80, Int(total / 4))
    for i in 1..<max(steps, 2) {
      let middle = total * Double(i) / Double(steps)
      let (from, to) = (middle - cover / 2, middle + cover / 2)
      guard from > 4, to < total - 4 else { continue }
      let a = Self.point(at: from, line, lengths)
      let b = Self.point(at: to, line, lengths)
      let m = Self.point(at: middle, line, lengths)
      let chord = (b - a).length
      let straight = chord / cover
      guard straight > 0.97 else { continue }
      let reach = (width + height) / 2
      let center = (a + b) * 0.5
      guard frame.expanded(by: -(height / 2 + 5)).contains(a),
        frame.expanded(by: -(height / 2 + 5)).contains(b),
        taken.allSatisfy({ ($0.center - center).length > $0.radius + reach + 2 })
      else { continue }
      let bend = ((m - center).length) / height
      let offMiddle = abs(middle / total - 0.5)
      // Far from other labels is worth a little: they spread over the frame.
      let room = taken.map { ($0.center - center).length }.min() ?? 1000
      let score = (1 - straight) * 40 + bend * 2 + offMiddle * 0.8 - min(room, 120) / 240
      if best == nil || score < best!.score {
        var angle = atan2(b.y - a.y, b.x - a.x)
        // Upright lines are read from below, whichever way they lean a little.
        if angle > 1.4 { angle -= .pi }
        if angle <= 1.4 - .pi { angle += .pi }
        best = (score, Place(center: center, angle: angle, from: from, to: to))
      }
    }
    guard let best else { return nil }
    taken.append((best.place.center, (width + height) / 2))
    return best.place
  }

  /// A line without a stretch of it.
  static func cut(_ points: [Point], from: Double, to: Double) -> [[Point]] {
    let lengths = lengths(points)
    var before: [Point] = []
    var after = [point(at: to, points, lengths)]
    for (p, s) in zip(points, lengths) {
      if s < from { before.append(p) }
      if s > to { after.append(p) }
    }
    before.append(point(at: from, points, lengths))
    return [before, after].filter { $0.count > 1 }
  }
}
