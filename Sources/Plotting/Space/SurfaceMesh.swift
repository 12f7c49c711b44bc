import Drawing

/// A surface's facets and wires in the order in which a painter lays them down: far ones first.
///
/// Over a rectangular grid seen from infinitely far, a line of sight crosses the grid monotonically in x
/// and in y. So if rows and, in a row, cells are visited from the far side to the near side, whatever
/// hides a facet is drawn after it: the order is exact, without sorting.
struct SurfaceMesh {
  private let mark: SurfaceMark
  private let x: Scale
  private let y: Scale
  private let z: Scale
  private let projection: Projection
  private let columns: Int
  private let rows: Int
  private let wire: SurfaceMark.Wire?
  private let heights: [Double]

  init(_ mark: SurfaceMark, x: Scale, y: Scale, z: Scale, projection: Projection)
    throws(PlotError)
  {
    self.mark = mark
    (self.x, self.y, self.z) = (x, y, z)
    self.projection = projection
    let lines = mark.wire ?? SurfaceMark.Wire(columns: 12, rows: 12)
    guard lines.columns > 0, lines.rows > 0, mark.fineness > 0, lines.columns < 10_000,
      lines.rows < 10_000, mark.fineness < 10_000,
      lines.columns * lines.rows * mark.fineness * mark.fineness <= SurfaceMark.mostFacets
    else {
      throw PlotError(
        "a surface of \(lines.columns) × \(lines.rows) wires and fineness \(mark.fineness); "
          + "take positive numbers that make at most \(SurfaceMark.mostFacets) facets")
    }
    wire = mark.wire
    columns = lines.columns * mark.fineness
    rows = lines.rows * mark.fineness
    var heights: [Double] = []
    heights.reserveCapacity((columns + 1) * (rows + 1))
    for j in 0...rows {
      let vy = y.value(at: Double(j) / Double(rows))
      for i in 0...columns {
        let v = mark.field.value(x.value(at: Double(i) / Double(columns)), vy)
        heights.append(z.fraction(of: v))
      }
    }
    self.heights = heights
  }

  private func height(_ i: Int, _ j: Int) -> Double { heights[j * (columns + 1) + i] }

  private func corner(_ i: Int, _ j: Int) -> BoxPoint {
    BoxPoint(
      x: Double(i) / Double(columns), y: Double(j) / Double(rows), z: height(i, j))
  }

  func draw(in theme: Theme) throws(PlotError) -> [Drawing.Element] {
    let colors = mark.colors ?? ColorScale(scale: z, map: .viridis)
    let table = colors.map.table(in: theme)
    // Wires stand out from the middle of the colours.
    let isLight = table.color(at: 0.5).luminance > 0.3
    let ink = Stroke(
      isLight ? Color.black.opacity(0.22) : Color.white.opacity(0.3), width: 0.5, cap: .round,
      join: .round)
    var canvas = SurfaceCanvas()
    let far = projection.isFarAtLargeY ? Array((0..<rows).reversed()) : Array(0..<rows)
    let cells = projection.isFarAtLargeX ? Array((0..<columns).reversed()) : Array(0..<columns)
    for (n, j) in far.enumerated() {
      let nearEdge = projection.isFarAtLargeY ? j : j + 1
      let farEdge = projection.isFarAtLargeY ? j + 1 : j
      if n == 0, isWireRow(farEdge) { canvas.stroke(alongRow(farEdge), ink) }
      for (m, i) in cells.enumerated() {
        let nearSide = projection.isFarAtLargeX ? i : i + 1
        let farSide = projection.isFarAtLargeX ? i + 1 : i
        if m == 0, isWireColumn(farSide) { canvas.stroke(acrossRow(farSide, j), ink) }
        let polygon = clipped([
          corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1),
        ])
        if polygon.count > 2 {
          let light = light(i, j)
          for (piece, mean) in banded(polygon) {
            let color = table.color(at: colors.scale.fraction(of: z.value(at: mean)))
            canvas.fill(piece.map { projection.page($0) }, lit(color, light))
          }
        }
        if isWireColumn(nearSide) { canvas.stroke(acrossRow(nearSide, j), ink) }
      }
      if isWireRow(nearEdge) { canvas.stroke(alongRow(nearEdge), ink) }
    }
    return canvas.finished()
  }

  private func isWireColumn(_ i: Int) -> Bool { wire != nil && i % mark.fineness == 0 }
  private func isWireRow(_ j: Int) -> Bool { wire != nil && j % mark.fineness == 0 }

  /// How brightly a cell is lit, in steps so small that they do not show: neighbours in the same light
  /// become one path.
  private func light(_ i: Int, _ j: Int) -> Double {
    func bounded(_ i: Int, _ j: Int) -> Double { min(max(height(i, j), -0.2), 1.2) }
    let (a, b, c, d) = (bounded(i, j), bounded(i + 1, j), bounded(i + 1, j + 1), bounded(i, j + 1))
    let dx = (b + c - a - d) / 2 * Double(columns)
    let dy = (c + d - a - b) / 2 * Double(rows)
    return (projection.brightness(dx: dx, dy: dy) * 24).rounded() / 24
  }

  /// Shading models the form; the colour still has to say the height, so it moves only a little.
  private func lit(_ color: Color, _ light: Double) -> Color {
    light < 0.75
      ? color.mixed(with: .black, (0.75 - light) * 0.28)
      : color.mixed(with: .white, (light - 0.75) * 0.3)
  }

  /// The bands of height that have a colour each.
  private static let bands = 40.0

  /// A facet cut into bands of height, so that colours change along level lines and not along the mesh,
  /// and the middle of each band.
  private func banded(_ polygon: [BoxPoint]) -> [(piece: [BoxPoint], mean: Double)] {
    let heights = polygon.map(\.z)
    let first = Int((heights.min()! * Self.bands).rounded(.down))
    let last = Int((heights.max()! * Self.bands).rounded(.up)) - 1
    func mean(_ band: Int) -> Double { min(max((Double(band) + 0.5) / Self.bands, 0), 1) }
    guard last > first else { return [(polygon, mean(first))] }
    return (first...last).map { band in
      let low = Self.cut(polygon, at: Double(band) / Self.bands, keepingAbove: true)
      return (
        Self.cut(low, at: Double(band + 1) / Self.bands, keepingAbove: false), mean(band)
      )
    }
  }

  /// A flat polygon's part above or below a height.
  private static func cut(_ polygon: [BoxPoint], at limit: Double, keepingAbove: Bool) -> [BoxPoint]
  {
    var kept: [BoxPoint] = []
    for (k, b) in polygon.enumerated() {
      let a = polygon[(k + polygon.count - 1) % polygon.count]
      let (insideA, insideB) =
        keepingAbove ? (a.z >= limit, b.z >= limit) : (a.z <= limit, b.z <= limit)
      if insideA != insideB {
        let t = (limit - a.z) / (b.z - a.z)
        kept.append(
          BoxPoint(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, z: limit))
      }
      if insideB { kept.append(b) }
    }
    return kept
  }

  // MARK: Cutting at the limits of the box

  /// A polygon's part with heights 0…1 (Sutherland and Hodgman, 1974); nothing if a height is not a
  /// number.
  private func clipped(_ corners: [BoxPoint]) -> [BoxPoint] {
    guard corners.allSatisfy({ !$0.z.isNaN }) else { return [] }
    if corners.allSatisfy({ $0.z >= 0 && $0.z <= 1 }) { return corners }
    var polygon = corners
    for (limit, sign) in [(0.0, 1.0), (1.0, -1.0)] {
      var kept: [BoxPoint] = []
      for (k, b) in polygon.enumerated() {
        let a = polygon[(k + polygon.count - 1) % polygon.count]
        let (insideA, insideB) = ((a.z - limit) * sign >= 0, (b.z - limit) * sign >= 0)
        if insideA != insideB {
          kept.append(insideA ? crossing(a, b, limit) : crossing(b, a, limit))
        }
        if insideB { kept.append(b) }
      }
      polygon = kept
      if polygon.isEmpty { return [] }
    }
    return polygon
  }

  /// Where the surface between two places reaches a height, found on the field itself: the cut edge of
  /// a steep wall is smooth.
  private func crossing(_ inside: BoxPoint, _ outside: BoxPoint, _ limit: Double) -> BoxPoint {
    var (a, b) = (inside, outside)
    for _ in 0..<24 {
      var m = BoxPoint(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, z: 0)
      m.z = z.fraction(of: mark.field.value(x.value(at: m.x), y.value(at: m.y)))
      let isInside = (m.z - limit) * (inside.z - limit) > 0 || m.z == limit
      if isInside { a = m } else { b = m }
    }
    return BoxPoint(x: a.x, y: a.y, z: limit)
  }

  // MARK: Wires

  private func alongRow(_ j: Int) -> [[Point]] { pieces((0...columns).map { corner($0, j) }) }

  private func acrossRow(_ i: Int, _ j: Int) -> [[Point]] {
    pieces([corner(i, j), corner(i, j + 1)])
  }

  /// The parts of a line on the surface inside the box, on the page.
  private func pieces(_ line: [BoxPoint]) -> [[Point]] {
    var result: [[Point]] = []
    var piece: [BoxPoint] = []
    func finish() {
      if piece.count > 1 { result.append(piece.map { projection.page($0) }) }
      piece = []
    }
    func isInside(_ p: BoxPoint) -> Bool { p.z >= 0 && p.z <= 1 }
    for (k, p) in line.enumerated() {
      guard !p.z.isNaN else {
        finish()
        continue
      }
      if k > 0, !line[k - 1].z.isNaN, isInside(line[k - 1]) != isInside(p) {
        let (inside, outside) = isInside(p) ? (p, line[k - 1]) : (line[k - 1], p)
        piece.append(crossing(inside, outside, outside.z > 1 ? 1 : 0))
        if !isInside(p) { finish() }
      }
      if isInside(p) { piece.append(p) }
    }
    finish()
    return result
  }
}

/// Collects facets and wires; neighbours of one colour become one path.
private struct SurfaceCanvas {
  private var elements: [Drawing.Element] = []
  private var path = Path()
  private var color: Color?

  /// How far a facet is grown, in points: neighbours overlap, so that no background shines through the
  /// anti-aliased seam between them.
  private static let overlap = 0.3

  mutating func fill(_ polygon: [Point], _ fill: Color) {
    guard polygon.count > 2 else { return }
    var area = 0.0
    for (a, b) in zip(polygon, polygon[1...] + [polygon[0]]) { area += a.x * b.y - a.y * b.x }
    // All turn the same way, so that those joined in one path add up and never cancel.
    let turned = area < 0 ? polygon.reversed() : polygon
    guard abs(area) > 1e-6 else { return }
    let middle = turned.reduce(Point.zero, +) * (1 / Double(turned.count))
    let grown = turned.map { p in
      let d = p - middle
      return p + d * (Self.overlap / max(d.length, 0.3))
    }
    if fill != color { flush() }
    color = fill
    path.append(Path(polyline: grown, closed: true))
  }

  mutating func stroke(_ pieces: [[Point]], _ stroke: Stroke) {
    guard !pieces.isEmpty else { return }
    flush()
    elements.append(.shape(.init(Polyline.path(pieces), stroke: stroke)))
  }

  private mutating func flush() {
    if let color, !path.isEmpty { elements.append(.shape(.init(path, fill: color))) }
    path = Path()
  }

  mutating func finished() -> [Drawing.Element] {
    flush()
    return elements
  }
}
