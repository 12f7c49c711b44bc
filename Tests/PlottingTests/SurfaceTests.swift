import Drawing
import Testing

@testable import Plotting

@Suite("Surfaces")
struct SurfaceTests {
  /// A steep ridge that leaves the box through its roof and its floor, with a pole and a hole.
  static let steep = Field { x, y in
    let d = (x - 0.6) * (x - 0.6) + (y - 0.5) * (y - 0.5)
    if x < 0.12, y < 0.12 { return .nan }
    return d == 0 ? .infinity : 0.05 / d - 0.4 * y
  }

  private func points(_ elements: [Drawing.Element]) -> [Point] {
    elements.flatMap { element -> [Point] in
      guard case .shape(let shape) = element else { return [] }
      return shape.path.elements.compactMap {
        switch $0 {
        case .move(let p), .line(let p): p
        default: nil
        }
      }
    }
  }

  @Test("nothing is drawn outside of the box", arguments: SurfaceOrderTests.cameras)
  func clipped(camera: Camera) throws {
    let panel = Surfaces.panel(Self.steep, camera: camera, wire: .init())
    let space = try Surfaces.space(panel)
    let drawn = points(try panel.marks[0].draw(in: space))
    #expect(!drawn.isEmpty)
    // The outline of a convex body is the intersection of half planes through its edges.
    let corners = space.box.corners.map { space.view.point($0) }
    for p in drawn {
      #expect(p.x.isFinite && p.y.isFinite)
      for a in corners {
        for b in corners where b != a {
          func side(_ q: Point) -> Double {
            ((b.x - a.x) * (q.y - a.y) - (b.y - a.y) * (q.x - a.x)) / (b - a).length
          }
          if corners.allSatisfy({ side($0) < 1e-6 }) {
            #expect(side(p) < 0.03, "\(p) lies outside of the box")
          }
        }
      }
    }
  }

  @Test("the cut edge lies on the field's own level line")
  func cutEdge() throws {
    let space = try Surfaces.space(Surfaces.panel(Self.steep, camera: Camera()))
    let mesh = SurfaceMesh(Self.steep, in: space, columns: 12, rows: 10, fineness: 3)
    let facets = SurfaceFacets(mesh, in: space)
    var cut = 0
    for j in 0..<mesh.rows {
      for i in 0..<mesh.columns {
        guard case .cut(let polygon) = facets.shape(i, j) else { continue }
        for p in polygon {
          #expect(p.z >= 0 && p.z <= 1)
          guard p.z == 0 || p.z == 1 else { continue }
          cut += 1
          #expect(abs(Self.steep.value(p.x, p.y) - p.z) < 1e-5)
        }
      }
    }
    #expect(cut > 20)
  }

  @Test("neighbouring facets meet in the same points, cut or not")
  func shared() throws {
    let space = try Surfaces.space(Surfaces.panel(Self.steep, camera: Camera()))
    let mesh = SurfaceMesh(Self.steep, in: space, columns: 12, rows: 10, fineness: 2)
    let facets = SurfaceFacets(mesh, in: space)
    func ends(_ i: Int, _ j: Int, onColumn line: Int) -> Set<Vector> {
      let x = mesh.columnLines[line]
      switch facets.shape(i, j) {
      case .none: return []
      case .whole: return Set(mesh.cell(i, j).filter { $0.x == x })
      case .cut(let polygon): return Set(polygon.filter { $0.x == x })
      }
    }
    for j in 0..<mesh.rows {
      for i in 1..<mesh.columns {
        let (a, b) = (ends(i - 1, j, onColumn: i), ends(i, j, onColumn: i))
        if !a.isEmpty, !b.isEmpty { #expect(a == b) }
      }
    }
  }

  @Test("the same panel gives the same drawing")
  func determinism() throws {
    let panel = Surfaces.panel(Self.steep, camera: Camera(), wire: .init())
    let context = try Surfaces.context()
    let first = try panel.draw(around: Surfaces.frame, in: context)
    #expect(try panel.draw(around: Surfaces.frame, in: context) == first)
  }

  @Test("what is drawn has a role")
  func roles() throws {
    let elements = try Surfaces.panel(camera: Camera(), wire: .init()).draw(
      around: Surfaces.frame, in: try Surfaces.context())
    let roles = elements.compactMap { element -> String? in
      if case .begin(let group) = element { group.role } else { nil }
    }
    #expect(roles == ["grid", "mark-surface", "axis-x", "axis-y", "axis-z", "panel-title"])
  }

  @Test("the lines of the mesh include those of the wires and crowd where the field bends")
  func meshLines() throws {
    let space = try Surfaces.space(Surfaces.panel(camera: Camera()))
    let kink = Field { x, _ in 0.2 + 0.5 * (x - 0.5) * (x - 0.5) / (0.002 + (x - 0.5) * (x - 0.5)) }
    let mesh = SurfaceMesh(kink, in: space, columns: 12, rows: 10, fineness: 4)
    #expect(mesh.columnLines.first == 0 && mesh.columnLines.last == 1)
    for (a, b) in zip(mesh.columnLines, mesh.columnLines.dropFirst()) { #expect(a < b) }
    #expect(mesh.wireColumns.first == 0 && mesh.wireColumns.last == mesh.columns)
    for tick in space.xTicks {
      #expect(mesh.wireColumns.contains { abs(mesh.columnLines[$0] - tick) < 1e-12 })
    }
    func count(_ from: Double, _ to: Double) -> Int {
      mesh.columnLines.count { $0 >= from && $0 <= to }
    }
    #expect(count(0.4, 0.6) > 2 * count(0.0, 0.2))
  }

  @Test(
    "fields without a surface draw none, and do not crash",
    arguments: [
      Field { _, _ in .nan }, Field { _, _ in .infinity }, Field { _, _ in 7 },
      Field { _, _ in -.infinity }, Field { x, _ in x < 0.5 ? .nan : .infinity },
    ])
  func nothing(field: Field) throws {
    let panel = Surfaces.panel(field, camera: Camera(), wire: .init())
    #expect(try panel.marks[0].draw(in: try Surfaces.space(panel)).isEmpty)
  }

  @Test("a constant field is a flat sheet, a field without a z domain fills its box")
  func constant() throws {
    for domain in [Axis.Domain(from: 0, to: 1), nil] {
      let panel = Surfaces.panel(
        Field { _, _ in 0.5 }, camera: Camera(), wire: .init(), z: Axis(domain: domain))
      let space = try Surfaces.space(panel)
      #expect(!(try panel.marks[0].draw(in: space).isEmpty))
      #expect(abs(space.z.fraction(of: 0.5) - 0.5) < 1e-9)
    }
  }

  @Test("meshes of one cell and of none, too fine a mesh, too many wires")
  func meshes() throws {
    let one = SurfaceMark(
      Surfaces.waves, wire: SurfaceMark.Wire(columns: 1, rows: 1), fineness: 1)
    var panel = Surfaces.panel(camera: Camera())
    let space = try Surfaces.space(panel)
    #expect(!(try one.draw(in: space).isEmpty))
    for (columns, rows, fineness) in [
      (1000, 1000, 1), (0, 5, 5), (5, -1, 5), (5, 5, 0), (Int.max, 2, 2), (1, 1, 317),
    ] {
      let mark = SurfaceMark(
        Surfaces.waves, wire: .init(columns: columns, rows: rows), fineness: fineness)
      #expect(throws: PlotError.self) { try mark.draw(in: space) }
      panel.marks = [one, mark]
      let error = #expect(throws: PlotError.self) {
        try panel.draw(around: Surfaces.frame, in: try Surfaces.context())
      }
      #expect(error?.mark == 1)
    }
  }

  @Test("a colour bar takes room to the right of the frame")
  func colorBar() throws {
    var panel = Surfaces.panel(camera: Camera())
    let context = try Surfaces.context()
    let size = Size(width: 300, height: 250)
    #expect(try panel.layout(for: size, in: context).insets.right == 0)
    panel.marks = [SurfaceMark(Surfaces.waves, hasColorBar: true)]
    #expect(try panel.layout(for: size, in: context).insets.right > 20)
  }
}
