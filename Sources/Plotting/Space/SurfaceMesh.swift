import Drawing

/// A field on a grid of the box's floor: the places of its lines, and the height at every crossing.
struct SurfaceMesh {
  /// Fractions 0…1 of the sides at which lines stand, ascending.
  let columnLines, rowLines: [Double]
  /// Which of the lines are drawn as wires.
  let wireColumns, wireRows: [Int]
  private let heights: [Double]
  private let field: Field
  private let space: Space

  /// The numbers of facets along x and y.
  var columns: Int { columnLines.count - 1 }
  var rows: Int { rowLines.count - 1 }

  /// Lays about `columns` × `rows` wires, and `fineness` times as many lines each way.
  init(_ field: Field, in space: Space, columns: Int, rows: Int, fineness: Int) {
    self.field = field
    self.space = space
    let (xs, ys) = (
      Self.wires(space.xTicks, parts: columns), Self.wires(space.yTicks, parts: rows)
    )
    func height(_ u: Double, _ v: Double) -> Double {
      space.z.fraction(of: field.value(space.x.value(at: u), space.y.value(at: v)))
    }
    let box = space.box.half
    let wx = Self.weights(of: xs, stretch: box.x / box.z) { u, k in
      height(u, (Double(k) + 0.5) / 16)
    }
    let wy = Self.weights(of: ys, stretch: box.y / box.z) { v, k in
      height((Double(k) + 0.5) / 16, v)
    }
    // The side that bends more gets more of the facets.
    let total = Double(columns * rows * fineness * fineness)
    let ratio = (wx.reduce(0, +) / wy.reduce(0, +)).clamped(to: 0.25...4)
    let most = max(1, (total * ratio).squareRoot().rounded())
    columnLines = Self.refined(xs, wx, to: Int(most))
    rowLines = Self.refined(ys, wy, to: Int((total / most).rounded()))
    wireColumns = Self.places(of: xs, in: columnLines)
    wireRows = Self.places(of: ys, in: rowLines)
    var heights: [Double] = []
    heights.reserveCapacity(columnLines.count * rowLines.count)
    for v in rowLines { for u in columnLines { heights.append(height(u, v)) } }
    self.heights = heights
  }

  /// The height at a crossing of lines, as a fraction of the box's; it may lie outside of 0…1, be
  /// infinite, or NaN.
  subscript(column: Int, row: Int) -> Double { heights[row * columnLines.count + column] }

  /// The corner of facets in fractions of the box.
  func corner(_ column: Int, _ row: Int) -> Vector {
    Vector(columnLines[column], rowLines[row], self[column, row])
  }

  /// The corners of a cell, counter-clockwise from above.
  func cell(_ i: Int, _ j: Int) -> [Vector] {
    [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]
  }

  /// The place where the surface reaches a height between two places on either side of it, found on the
  /// field itself: the cut edge of a steep wall is smooth.
  ///
  /// The two places may come in either order: neighbouring facets get the same bits.
  func crossing(_ p: Vector, _ q: Vector, height limit: Double) -> Vector {
    var (a, b) = (p.x, p.y) < (q.x, q.y) ? (p, q) : (q, p)
    // A place on the limit is inside of the box, for both limits.
    func isInside(_ z: Double) -> Bool { limit > 0 ? z <= limit : z >= limit }
    let startsInside = isInside(a.z)
    for _ in 0..<26 {
      var m = (a + b) / 2
      m.z = space.z.fraction(of: field.value(space.x.value(at: m.x), space.y.value(at: m.y)))
      if isInside(m.z) == startsInside { a = m } else { b = m }
    }
    return Vector((a.x + b.x) / 2, (a.y + b.y) / 2, limit)
  }

  // MARK: Where lines stand

  private static func places(of wires: [Double], in lines: [Double]) -> [Int] {
    lines.indices.filter { wires.contains(lines[$0]) }
  }

  /// The ends, the ticks and equal parts between them, so that a side has about `parts`.
  private static func wires(_ ticks: [Double], parts: Int) -> [Double] {
    var stops = [0.0]
    for t in ticks.sorted() where t - stops.last! > 0.35 / Double(parts) && t < 1 {
      stops.append(t)
    }
    if 1 - stops.last! < 0.35 / Double(parts), stops.count > 1 { stops.removeLast() }
    stops.append(1)
    var lines = [0.0]
    for (a, b) in zip(stops, stops.dropFirst()) {
      let n = max(1, Int(((b - a) * Double(parts)).rounded()))
      for k in 1...n { lines.append(k == n ? b : a + (b - a) * Double(k) / Double(n)) }
    }
    return lines
  }

  /// How finely each interval between wires should be cut, along 16 profiles: chords then leave the
  /// surface by about the same everywhere. `stretch` is the side's length over the box's height.
  private static func weights(
    of wires: [Double], stretch: Double, height: (Double, Int) -> Double
  ) -> [Double] {
    zip(wires, wires.dropFirst()).map { a, b -> Double in
      let n = 4
      let step = (b - a) / Double(n) * stretch
      var bend = 0.0
      var climb = 0.0
      for k in 0..<16 {
        // Beyond the limits nothing is drawn, so nothing needs to be resolved.
        let h = (0...n).map {
          height(a + (b - a) * Double($0) / Double(n), k).clamped(to: -0.05...1.05)
        }
        guard h.allSatisfy({ !$0.isNaN }) else { continue }
        for i in 1..<n {
          bend = max(bend, abs(h[i - 1] - 2 * h[i] + h[i + 1]) / (step * step))
        }
        for i in 0..<n { climb = max(climb, abs(h[i + 1] - h[i]) / step) }
      }
      return (b - a) * stretch * (0.3 + bend.squareRoot() + climb * 0.3)
    }
  }

  /// The wires with lines between them, `count` intervals in all or one for each pair of wires, each new
  /// one where the weight of a part is largest.
  private static func refined(_ wires: [Double], _ weights: [Double], to count: Int) -> [Double] {
    var parts = weights.map { _ in 1 }
    for _ in 0..<max(0, count - parts.count) {
      var best = 0
      for i in parts.indices.dropFirst()
      where weights[i] / Double(parts[i]) > weights[best] / Double(parts[best]) {
        best = i
      }
      parts[best] += 1
    }
    var lines = [0.0]
    for (i, (a, b)) in zip(wires, wires.dropFirst()).enumerated() {
      for k in 1...parts[i] {
        lines.append(k == parts[i] ? b : a + (b - a) * Double(k) / Double(parts[i]))
      }
    }
    return lines
  }
}

extension Double {
  /// The nearest number in a range; NaN stays NaN.
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    self < range.lowerBound
      ? range.lowerBound : self > range.upperBound ? range.upperBound : self
  }
}
