import Drawing

/// The facets of a mesh inside the box, on the page.
struct SurfaceFacets {
  /// What of a cell can be seen.
  enum Shape {
    /// Nothing: it lies outside of the box, or a corner is missing.
    case none
    /// All of it: its corners are those of the mesh.
    case whole
    /// A part: corners in fractions of the box, in the order of the cell's own.
    case cut([Vector])
  }

  let mesh: SurfaceMesh
  let space: Space
  /// Where the corners of whole cells appear, row by row; NaN where the height is not finite.
  private let points: [Point]
  private let shapes: [Shape]
  /// For each cell, row by row, which way its outline turns on the page: its upper side shows where
  /// the sign is negative; 0 for cells not drawn.
  private let turns: [Double]
  let columnOrder, rowOrder: FacetOrder

  init(_ mesh: SurfaceMesh, in space: Space) {
    self.mesh = mesh
    self.space = space
    let (m, n) = (mesh.columns, mesh.rows)
    var points: [Point] = []
    points.reserveCapacity((m + 1) * (n + 1))
    for j in 0...n { for i in 0...m { points.append(space.page(mesh.corner(i, j))) } }
    var shapes: [Shape] = []
    var turns: [Double] = []
    shapes.reserveCapacity(m * n)
    turns.reserveCapacity(m * n)
    for j in 0..<n {
      for i in 0..<m {
        let shape = Self.shape(of: mesh, i, j)
        shapes.append(shape)
        switch shape {
        case .none: turns.append(0)
        case .whole:
          let k = j * (m + 1) + i
          turns.append(
            Self.area([points[k], points[k + 1], points[k + m + 2], points[k + m + 1]]))
        case .cut(let polygon): turns.append(Self.area(polygon.map { space.page($0) }))
        }
      }
    }
    self.points = points
    self.shapes = shapes
    self.turns = turns
    let half = space.box.half
    columnOrder = FacetOrder(
      lines: mesh.columnLines.map { (2 * $0 - 1) * half.x }, eye: space.view.eye(0))
    rowOrder = FacetOrder(
      lines: mesh.rowLines.map { (2 * $0 - 1) * half.y }, eye: space.view.eye(1))
  }

  /// Where a corner of the mesh appears.
  func point(_ column: Int, _ row: Int) -> Point { points[row * (mesh.columns + 1) + column] }
  /// What of a cell can be seen.
  func shape(_ column: Int, _ row: Int) -> Shape { shapes[row * mesh.columns + column] }
  /// Twice the signed area of a cell on the page.
  func turn(_ column: Int, _ row: Int) -> Double { turns[row * mesh.columns + column] }

  private static func area(_ polygon: [Point]) -> Double {
    var area = 0.0
    for (k, a) in polygon.enumerated() {
      let b = polygon[(k + 1) % polygon.count]
      area += a.x * b.y - a.y * b.x
    }
    return area.isFinite ? area : 0
  }

  /// A cell's part with heights 0…1 (I. E. Sutherland and G. W. Hodgman, 1974).
  private static func shape(of mesh: SurfaceMesh, _ i: Int, _ j: Int) -> Shape {
    let corners = mesh.cell(i, j)
    guard corners.allSatisfy({ !$0.z.isNaN }) else { return .none }
    if corners.allSatisfy({ $0.z >= 0 && $0.z <= 1 }) { return .whole }
    var polygon = corners
    for (limit, isFloor) in [(0.0, true), (1.0, false)] {
      func isInside(_ p: Vector) -> Bool { isFloor ? p.z >= limit : p.z <= limit }
      var kept: [Vector] = []
      for (k, b) in polygon.enumerated() {
        let a = polygon[(k + polygon.count - 1) % polygon.count]
        if isInside(a) != isInside(b) { kept.append(mesh.crossing(a, b, height: limit)) }
        if isInside(b) { kept.append(b) }
      }
      polygon = kept
    }
    return polygon.count > 2 ? .cut(polygon) : .none
  }
}
