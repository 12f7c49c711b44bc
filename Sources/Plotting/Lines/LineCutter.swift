import Drawing

/// Places along lines by their distance from the start, and lines with less of them.
enum LineCutter {
  /// Lengths along a line from its start to each of its points.
  static func lengths(_ points: [Point]) -> [Double] {
    var result = [0.0]
    result.reserveCapacity(points.count)
    var sum = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      sum += (b - a).length
      result.append(sum)
    }
    return result
  }

  /// The point at a length `s` along a line.
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

  /// A line without a stretch of it, the parts running away from the gap, so that dashes begin there on
  /// either side. A closed line, whose last point is its first, becomes one open line.
  static func cut(_ points: [Point], from: Double, to: Double) -> [[Point]] {
    let lengths = lengths(points)
    var before: [Point] = []
    var after = [point(at: to, points, lengths)]
    for (p, s) in zip(points, lengths) {
      if s < from { before.append(p) }
      if s > to { after.append(p) }
    }
    before.append(point(at: from, points, lengths))
    if points.first == points.last, points.count > 2 { return [after + before.dropFirst()] }
    return [before.reversed(), after].filter { $0.count > 1 }
  }

  /// The parts of a line that do not run along the border of a frame, half hidden by it.
  ///
  /// A level that a field reaches in the limit runs along the end of an axis that reaches infinity.
  static func offBorder(_ points: [Point], of frame: Rect) -> [[Point]] {
    let (near, longest) = (0.6, 4.0)
    let inner = frame.expanded(by: -near)
    var parts: [[Point]] = []
    var part: [Point] = []
    var start = 0
    while start < points.count {
      var end = start
      var length = 0.0
      if !inner.contains(points[start]) {
        while end + 1 < points.count, !inner.contains(points[end + 1]) {
          length += (points[end + 1] - points[end]).length
          end += 1
        }
      }
      if length > longest {
        part.append(points[start])
        if start > 0, part.count > 1 { parts.append(part) }
        part = end < points.count - 1 ? [points[end]] : []
      } else {
        part += points[start...end]
      }
      start = end + 1
    }
    if part.count > 1 { parts.append(part) }
    return parts
  }

  /// Leaves out points within `tolerance` points of the line through what is kept (Douglas and Peucker,
  /// 1973).
  static func simplified(_ points: [Point], tolerance: Double) -> [Point] {
    guard points.count > 2 else { return points }
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var stack = [(0, points.count - 1)]
    while let (a, b) = stack.popLast() {
      guard b - a > 1 else { continue }
      let d = points[b] - points[a]
      let length = d.length
      var (worst, at) = (tolerance, -1)
      for i in (a + 1)..<b {
        let p = points[i] - points[a]
        let far = length < 1e-9 ? p.length : abs(p.x * d.y - p.y * d.x) / length
        if far > worst { (worst, at) = (far, i) }
      }
      guard at >= 0 else { continue }
      keep[at] = true
      stack.append((a, at))
      stack.append((at, b))
    }
    return points.indices.filter { keep[$0] }.map { points[$0] }
  }
}
