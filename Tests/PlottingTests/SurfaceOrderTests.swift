import Drawing
import Testing

@testable import Plotting

/// Places, fields and views that tests of surfaces share.
enum Surfaces {
  static func camera(_ azimuth: Double, _ elevation: Double, distance: Double = .infinity)
    -> Camera
  {
    Camera(azimuth: azimuth, elevation: elevation, distance: distance)
  }

  /// Waves that fold over themselves from every side.
  static let waves = Field { x, y in 0.5 + 0.42 * wave(7 * x) * wave(5 * y + 1) }

  /// Something like a sine, by arithmetic alone.
  static func wave(_ t: Double) -> Double {
    let u = t - 2 * (t / 2).rounded()
    return 4 * u * (1 - abs(u))
  }

  static func panel(
    _ field: Field = waves, camera: Camera, wire: SurfaceMark.Wire? = nil, z: Axis? = nil
  ) -> SpacePanel {
    SpacePanel(
      title: "Panel", x: Axis(label: "$x$", domain: .init(from: 0, to: 1)),
      y: Axis(label: "$y$", domain: .init(from: 0, to: 1)),
      z: z ?? Axis(label: "$z$", domain: .init(from: 0, to: 1)),
      marks: [SurfaceMark(field, wire: wire, fineness: 2)], camera: camera)
  }

  static let frame = Rect(x: 20, y: 30, width: 320, height: 280)

  static func context() throws -> PlotContext {
    PlotContext(theme: .light, typesetter: Typesetter(fonts: try FontSet.find().fonts))
  }

  static func space(_ panel: SpacePanel) throws -> Space {
    try SpaceLayout(panel, frame: frame, context: try context()).space
  }
}

@Suite("The order of facets")
struct SurfaceOrderTests {
  /// All four quadrants and right angles, from below to straight above, with and without perspective.
  static let cameras: [Camera] = [Double.infinity, 2].flatMap { distance in
    [0, 0.4, 1.2, -0.3].flatMap { elevation in
      (0..<5).map { Surfaces.camera(Double($0) * 1.3 + 0.1, elevation, distance: distance) }
    } + [Surfaces.camera(0, 0.4, distance: distance), Surfaces.camera(0.3, .pi / 2)]
  }

  /// A depth buffer is the referee: at places all over the page, the facet laid down last is the
  /// nearest of those that cover the place.
  @Test("no facet is laid down over a nearer one", arguments: cameras)
  func painter(camera: Camera) throws {
    let space = try Surfaces.space(Surfaces.panel(camera: camera))
    let mesh = SurfaceMesh(Surfaces.waves, in: space, columns: 9, rows: 7, fineness: 2)
    let facets = SurfaceFacets(mesh, in: space)
    struct Triangle {
      var corners: [Vector]
      var page: [Point]
      var bounds: Rect
    }
    var laid: [[Triangle]] = []
    for j in facets.rowOrder.sequence {
      for i in facets.columnOrder.sequence {
        let cell = mesh.cell(i, j).map { space.place($0) }
        // Two flat triangles, so that depth is exact; both diagonals agree on who hides whom.
        laid.append(
          [[cell[0], cell[1], cell[2]], [cell[0], cell[2], cell[3]]].map {
            let page = $0.map { space.view.point($0) }
            let (xs, ys) = (page.map(\.x), page.map(\.y))
            return Triangle(
              corners: $0, page: page,
              bounds: Rect(
                left: xs.min()!, top: ys.min()!, right: xs.max()!, bottom: ys.max()!))
          })
      }
    }
    #expect(laid.count == mesh.columns * mesh.rows)
    /// How near the eye a triangle is at a place; nil where it does not cover it.
    func nearness(_ t: Triangle, _ p: Point) -> Double? {
      guard t.bounds.contains(p) else { return nil }
      let (a, b, c) = (t.page[0], t.page[1], t.page[2])
      let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
      guard abs(area) > 1e-3 else { return nil }
      let u = ((b.x - p.x) * (c.y - p.y) - (b.y - p.y) * (c.x - p.x)) / area
      let v = ((c.x - p.x) * (a.y - p.y) - (c.y - p.y) * (a.x - p.x)) / area
      let w = 1 - u - v
      // Clear of edges, which neighbours share.
      guard min(u, v, w) > 0.02 else { return nil }
      // Depth is linear on the page in an orthographic view, its inverse in a perspective one.
      let depths = t.corners.map { space.view.toward.dot($0) }
      guard space.view.distance.isFinite else {
        return u * depths[0] + v * depths[1] + w * depths[2]
      }
      let inverse = depths.map { 1 / (space.view.distance - $0) }
      return space.view.distance - 1 / (u * inverse[0] + v * inverse[1] + w * inverse[2])
    }
    var covered = 0
    var wrong = 0
    for row in 0..<24 {
      for column in 0..<24 {
        let p = Point(
          Surfaces.frame.left + (Double(column) + 0.37) * Surfaces.frame.width / 24,
          Surfaces.frame.top + (Double(row) + 0.61) * Surfaces.frame.height / 24)
        var nearest = -Double.infinity
        var last: Double?
        for cell in laid {
          let found = cell.compactMap { nearness($0, p) }
          guard let depth = found.max() else { continue }
          nearest = max(nearest, depth)
          last = depth
        }
        if let last {
          covered += 1
          if last < nearest - 1e-9 { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0, "\(wrong) of \(covered) places show what should be hidden")
  }

  @Test("wires show exactly where no facet hides them", arguments: cameras)
  func wires(camera: Camera) throws {
    let space = try Surfaces.space(Surfaces.panel(camera: camera))
    let mesh = SurfaceMesh(Surfaces.waves, in: space, columns: 9, rows: 7, fineness: 2)
    let wires = SurfaceWires(mesh, in: space)
    var compared = 0
    var wrong = 0
    for i in 0...mesh.columns {
      for j in 0...mesh.rows {
        let from = mesh.corner(i, j)
        let ray = space.view.ray(from: space.place(from)) / (2 * space.box.half)
        // The referee walks along the line of sight in small steps through the bilinear cells.
        var side = 0
        var isHidden = false
        var isClear = true
        for k in 1...600 {
          let p = from + ray / max(abs(ray.x), abs(ray.y), 1e-3) * (Double(k) / 600)
          guard p.x >= 0, p.x <= 1, p.y >= 0, p.y <= 1 else { break }
          let above = p.z - height(mesh, p.x, p.y)
          let isNear = k < 600 / 10
          if abs(above) < 3e-3 {
            if !isNear { isClear = false }
            continue
          }
          let now = above > 0 ? 1 : -1
          if side != 0, now != side { isHidden = true }
          if isHidden, isNear { isClear = false }
          side = now
        }
        guard isClear else { continue }
        compared += 1
        if wires.isVisible(from) == isHidden { wrong += 1 }
      }
    }
    #expect(compared > 20)
    // The mesh takes edges as straight and the referee cells as bilinear: near folds they may differ.
    #expect(wrong * 20 <= compared, "\(wrong) of \(compared) corners")
  }

  private func height(_ mesh: SurfaceMesh, _ x: Double, _ y: Double) -> Double {
    let i = min(max(mesh.columnLines.lastIndex { $0 <= x } ?? 0, 0), mesh.columns - 1)
    let j = min(max(mesh.rowLines.lastIndex { $0 <= y } ?? 0, 0), mesh.rows - 1)
    let (xs, ys) = (mesh.columnLines, mesh.rowLines)
    let (u, v) = ((x - xs[i]) / (xs[i + 1] - xs[i]), (y - ys[j]) / (ys[j + 1] - ys[j]))
    let below = mesh[i, j] * (1 - u) + mesh[i + 1, j] * u
    let above = mesh[i, j + 1] * (1 - u) + mesh[i + 1, j + 1] * u
    return below * (1 - v) + above * v
  }
}
