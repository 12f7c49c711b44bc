import Drawing

/// Lays down the facets of a surface: as few paths as the colours allow, and no seams.
///
/// Two anti-aliased neighbours leave a line of background between them. So each facet reaches a little
/// under the neighbours that are laid down after it, and these cover what is too much; its own edges
/// towards earlier neighbours stay exact.
struct SurfacePainter {
  private let facets: SurfaceFacets
  private let shading: SurfaceShading

  /// How far a facet reaches under later ones, in points: most of a pixel at scale 1.
  private static let reach = 0.75
  /// How much the channels of facets in one path may differ; nobody sees 2 of 255.
  private static let tolerance = 2
  /// How far an outline may be moved to save points, in points.
  private static let flatness = 0.02

  init(_ facets: SurfaceFacets, colors: ColorScale, space: Space) {
    self.facets = facets
    shading = SurfaceShading(colors, in: space)
  }

  /// Neighbouring whole cells of one row and one colour, in the order in which they are laid down.
  private struct Run {
    var row: Int
    var columns: [Int]
    var color: Color
    var isTurnedUp: Bool
    /// 1 upwards, −1 downwards.
    var step: Int
  }

  func draw() -> [Drawing.Element] {
    let mesh = facets.mesh
    var elements: [Drawing.Element] = []
    for j in facets.rowOrder.sequence {
      var run: Run?
      func finish() {
        if let run { elements.append(.shape(.init(path(of: run), fill: run.color))) }
        run = nil
      }
      for i in facets.columnOrder.sequence {
        let corners: [Vector]
        let isWhole: Bool
        switch facets.shape(i, j) {
        case .none:
          finish()
          continue
        case .cut(let polygon): (corners, isWhole) = (polygon, false)
        case .whole: (corners, isWhole) = (mesh.cell(i, j), true)
        }
        let levels = shading.levels(within: corners)
        if !isWhole || !levels.isEmpty {
          finish()
          elements += banded(corners, levels, i, j)
        } else {
          let color = shading.color(of: corners)
          let isTurnedUp = facets.turn(i, j) < 0
          if let old = run, let last = old.columns.last, abs(i - last) == 1,
            old.columns.count == 1 || i - last == old.step, old.isTurnedUp == isTurnedUp,
            Self.isAlike(old.color, color)
          {
            run!.columns.append(i)
            run!.step = i - last
          } else {
            finish()
            let step = facets.columnOrder.later(than: i).map { $0 - i } ?? 1
            run = Run(
              row: j, columns: [i], color: color, isTurnedUp: isTurnedUp, step: step)
          }
        }
      }
      finish()
    }
    return elements
  }

  /// A cell in the colours of its heights: the lowest first, then what stands above each level.
  ///
  /// Where the surface is steep, colours then change along level lines and not in stairs along the mesh;
  /// and as each piece lies on the one below it, no seam is left between them.
  private func banded(
    _ corners: [Vector], _ levels: [Double], _ i: Int, _ j: Int
  ) -> [Drawing.Element] {
    let light = shading.light(on: corners)
    let heights = corners.map(\.z)
    var low = heights.min()!
    var piece = corners
    var elements: [Drawing.Element] = []
    for high in levels + [heights.max()!] {
      if piece.count > 2 {
        let color = shading.color(atHeight: (low + high) / 2, lit: light)
        elements.append(.shape(.init(path(of: piece, i, j), fill: color)))
      }
      piece = Self.above(high, corners)
      low = high
    }
    return elements
  }

  /// The part of a polygon above a height.
  private static func above(_ level: Double, _ polygon: [Vector]) -> [Vector] {
    var kept: [Vector] = []
    for (k, b) in polygon.enumerated() {
      let a = polygon[(k + polygon.count - 1) % polygon.count]
      if (a.z > level) != (b.z > level) { kept.append(a + (b - a) * ((level - a.z) / (b.z - a.z))) }
      if b.z > level { kept.append(b) }
    }
    return kept
  }

  private static func isAlike(_ a: Color, _ b: Color) -> Bool {
    func differ(_ p: UInt8, _ q: UInt8) -> Bool { abs(Int(p) - Int(q)) > tolerance }
    return !(differ(a.red, b.red) || differ(a.green, b.green) || differ(a.blue, b.blue))
  }

  // MARK: Outlines

  private func path(of run: Run) -> Path {
    let j = run.row
    let near = facets.rowOrder.later(than: j).map { max($0, j) } ?? j
    let far = near == j ? j + 1 : j
    let first = run.step > 0 ? run.columns[0] : run.columns[0] + 1
    let lines = (0...run.columns.count).map { first + $0 * run.step }

    let last = run.columns.last!
    var back = lines.map { facets.point($0, far) }
    back[back.count - 1] = back.last! + under(lines.last!, far, from: last, j, .column)
    // Between a cell that reaches under its neighbour and one that does not, the line has a step.
    var front: [Point] = []
    for (k, i) in run.columns.enumerated() {
      for line in [lines[k], lines[k + 1]] {
        var p = facets.point(line, near) + under(line, near, from: i, j, .row)
        if i == last, line == lines.last, isCornerCovered(i, j) {
          p = p + under(line, near, from: i, j, .column)
        }
        if front.last != p { front.append(p) }
      }
    }
    let outline = Self.straightened(back) + Self.straightened(front).reversed()
    return Path(polyline: outline, closed: true)
  }

  private func path(of polygon: [Vector], _ i: Int, _ j: Int) -> Path {
    let mesh = facets.mesh
    let column = facets.columnOrder.later(than: i).map { max($0, i) }
    let row = facets.rowOrder.later(than: j).map { max($0, j) }
    return Path(
      polyline: polygon.map { p in
        var q = facets.space.page(p)
        // Only corners of the mesh move: the cut edge stays where it is.
        for (c, r) in [(i, j), (i + 1, j), (i, j + 1), (i + 1, j + 1)]
        where mesh.columnLines[c] == p.x && mesh.rowLines[r] == p.y {
          if c == column { q = q + under(c, r, from: i, j, .column) }
          if r == row, c != column || isCornerCovered(i, j) {
            q = q + under(c, r, from: i, j, .row)
          }
        }
        return q
      }, closed: true)
  }

  /// Whether a whole cell lies across the corner that a cell shares with later neighbours on two sides.
  private func isCornerCovered(_ i: Int, _ j: Int) -> Bool {
    guard let c = facets.columnOrder.later(than: i), let r = facets.rowOrder.later(than: j),
      case .whole = facets.shape(c, r)
    else { return false }
    return facets.turn(c, r) * facets.turn(i, j) > 0
  }

  /// Which later neighbour a cell reaches under.
  private enum Neighbor { case column, row }

  /// How a corner that a cell shares with a later neighbour is moved under that neighbour: along the line
  /// of the mesh, so that it stays on the outline of the surface, and only as far as cells that turn
  /// the same way cover it. Beyond a fold they do not: the edge is then the outline of what is seen.
  private func under(
    _ column: Int, _ row: Int, from i: Int, _ j: Int, _ neighbor: Neighbor
  ) -> Point {
    let order = neighbor == .column ? facets.columnOrder : facets.rowOrder
    guard let later = order.later(than: neighbor == .column ? i : j) else { return .zero }
    let step = later - (neighbor == .column ? i : j)
    let (dx, dy) = neighbor == .column ? (step, 0) : (0, step)
    let mesh = facets.mesh
    let start = facets.point(column, row)
    // The other end of the shared edge tells how far a way along the line leads off the edge.
    let along =
      neighbor == .column
      ? facets.point(column, row == j ? j + 1 : j) - start
      : facets.point(column == i ? i + 1 : i, row) - start
    let length = along.length
    guard length > 1e-6, length.isFinite else { return .zero }
    func distance(_ d: Point) -> Double { abs(d.x * along.y - d.y * along.x) / length }

    var moved = Point.zero
    var (c, r) = (column, row)
    var (ci, cj) = (i + dx, j + dy)
    while distance(moved) < Self.reach, ci >= 0, cj >= 0, ci < mesh.columns, cj < mesh.rows,
      facets.turn(ci, cj) * facets.turn(i, j) > 0
    {
      let (h0, h1) = (mesh[c, r], mesh[c + dx, r + dy])
      let next = facets.point(c + dx, r + dy) - start
      let isInside = h1 >= 0 && h1 <= 1
      var share = isInside ? 1 : ((h1 > 1 ? 1 : 0) - h0) / (h1 - h0)
      let (before, after) = (distance(moved), distance(next))
      guard share.isFinite, after.isFinite, after > before else { break }
      share = min(share, (Self.reach - before) / (after - before))
      moved = moved + (next - moved) * share
      guard isInside, share >= 1 else { break }
      c += dx
      r += dy
      ci += dx
      cj += dy
    }
    return moved
  }

  /// A line without the points that lie on it anyway.
  private static func straightened(_ points: [Point]) -> [Point] {
    guard points.count > 2 else { return points }
    var result = [points[0]]
    var anchor = 0
    for i in 1..<(points.count - 1) {
      let (a, b) = (points[anchor], points[i + 1])
      let d = b - a
      let isStraight = (anchor + 1...i).allSatisfy { k in
        let p = points[k] - a
        return abs(p.x * d.y - p.y * d.x) <= flatness * d.length
      }
      if !isStraight {
        result.append(points[i])
        anchor = i
      }
    }
    result.append(points[points.count - 1])
    return result
  }
}
