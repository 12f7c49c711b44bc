import Drawing

/// Lines of constant x and y on a surface, and its cut edges: the parts that are not hidden, as one
/// path over all facets.
///
/// What hides a place is found on the mesh itself: on the way from the place to the eye, the line of
/// sight pierces a cell where it stands above the surface on one side of the cell and below it on the
/// other. The cell that the line of sight starts in cannot hide its own edge.
struct SurfaceWires {
  private let mesh: SurfaceMesh
  private let space: Space

  init(_ mesh: SurfaceMesh, in space: Space) {
    self.mesh = mesh
    self.space = space
  }

  func draw() -> [Drawing.Element] {
    var lines: [[Vector]] = []
    for i in mesh.wireColumns { lines += inside((0...mesh.rows).map { mesh.corner(i, $0) }) }
    for j in mesh.wireRows { lines += inside((0...mesh.columns).map { mesh.corner($0, j) }) }
    let path = Polyline.path(lines.flatMap(visible))
    guard !path.isEmpty else { return [] }
    let theme = space.theme
    let ink = theme.foreground.opacity(theme.background.luminance > 0.5 ? 0.34 : 0.26)
    return [
      .shape(
        .init(path, stroke: Stroke(ink, width: 0.5, cap: .round, join: .round)))
    ]
  }

  /// The parts of a line of the mesh with heights 0…1, cut on the field.
  private func inside(_ line: [Vector]) -> [[Vector]] {
    var pieces: [[Vector]] = []
    var piece: [Vector] = []
    func finish() {
      if piece.count > 1 { pieces.append(piece) }
      piece = []
    }
    func side(_ z: Double) -> Int { z > 1 ? 1 : z < 0 ? -1 : 0 }
    for (k, p) in line.enumerated() {
      if p.z.isNaN {
        finish()
        continue
      }
      if k > 0, !line[k - 1].z.isNaN {
        let q = line[k - 1]
        let (from, to) = (side(q.z), side(p.z))
        if from != to {
          if from != 0 { piece.append(mesh.crossing(q, p, height: from > 0 ? 1 : 0)) }
          if to != 0 {
            piece.append(mesh.crossing(q, p, height: to > 0 ? 1 : 0))
            finish()
          }
        }
      }
      if side(p.z) == 0 { piece.append(p) }
    }
    finish()
    return pieces
  }

  /// The visible parts of a line on the surface, on the page.
  private func visible(_ line: [Vector]) -> [[Point]] {
    var pieces: [[Point]] = []
    var piece: [Point] = []
    func finish() {
      if piece.count > 1 { pieces.append(piece) }
      piece = []
    }
    var last = false
    for (k, p) in line.enumerated() {
      let isSeen = isVisible(p)
      if k > 0, isSeen != last {
        // Where the line goes into hiding, to 1/256 of a facet.
        var (a, b) = (line[k - 1], p)
        for _ in 0..<8 {
          let m = (a + b) / 2
          if isVisible(m) == last { a = m } else { b = m }
        }
        piece.append(space.page((a + b) / 2))
        if !isSeen { finish() }
      }
      if isSeen { piece.append(space.page(p)) }
      last = isSeen
    }
    finish()
    return pieces
  }

  /// Whether nothing of the surface stands between a place on it and the eye.
  func isVisible(_ p: Vector) -> Bool {
    // The line of sight in fractions of the box: one unit of `t` is its whole length.
    let ray = space.view.ray(from: space.place(p)) / (2 * space.box.half)
    var column = Walker(mesh.columnLines, from: p.x, along: ray.x)
    var row = Walker(mesh.rowLines, from: p.y, along: ray.y)
    var entry: (above: Double, height: Double)?
    while !column.isOutside, !row.isOutside {
      let isColumn = column.next < row.next
      let t = min(column.next, row.next)
      guard t.isFinite else { return true }
      let place = p + ray * t
      let surface =
        isColumn
        ? mesh.height(onColumn: column.line, cell: row.cell, at: place.y)
        : mesh.height(onRow: row.line, cell: column.cell, at: place.x)
      let above = place.z - surface
      if let entry, entry.above * above < 0, min(abs(entry.above), abs(above)) > 1e-9 {
        // Of the cell only the part inside the box is there to hide anything.
        let share = entry.above / (entry.above - above)
        let height = entry.height + (place.z - entry.height) * share
        if height >= 0, height <= 1 { return false }
      }
      entry = above.isNaN ? nil : (above, place.z)
      if isColumn { column.advance() } else { row.advance() }
    }
    return true
  }

  /// Walks over the lines of one direction that a line of sight crosses.
  private struct Walker {
    private let lines: [Double]
    private let start: Double
    private let speed: Double
    /// The line crossed next.
    private(set) var line = 0
    /// When it is crossed; infinite if there is none.
    private(set) var next = Double.infinity

    init(_ lines: [Double], from start: Double, along speed: Double) {
      self.lines = lines
      self.start = start
      self.speed = abs(speed) < 1e-12 ? 0 : speed
      let eps = 1e-12
      var (low, high) = (0, lines.count)
      if speed > 0 {
        while low < high {
          let mid = (low + high) / 2
          if lines[mid] > start + eps { high = mid } else { low = mid + 1 }
        }
        line = low
      } else {
        while low < high {
          let mid = (low + high) / 2
          if lines[mid] < start - eps { low = mid + 1 } else { high = mid }
        }
        line = low - 1
      }
      update()
    }

    /// Whether the line of sight has left the mesh.
    var isOutside: Bool { speed != 0 && !lines.indices.contains(line) }

    /// The interval in which the line of sight is now.
    var cell: Int {
      min(max(speed > 0 ? line - 1 : line, 0), lines.count - 2)
    }

    mutating func advance() {
      line += speed > 0 ? 1 : -1
      update()
    }

    private mutating func update() {
      next = speed != 0 && lines.indices.contains(line) ? (lines[line] - start) / speed : .infinity
    }
  }
}

extension SurfaceMesh {
  /// The height of the mesh on a column's line within a row of cells.
  fileprivate func height(onColumn i: Int, cell j: Int, at y: Double) -> Double {
    mix(self[i, j], self[i, j + 1], (y - rowLines[j]) / (rowLines[j + 1] - rowLines[j]))
  }

  /// The height of the mesh on a row's line within a column of cells.
  fileprivate func height(onRow j: Int, cell i: Int, at x: Double) -> Double {
    mix(
      self[i, j], self[i + 1, j],
      (x - columnLines[i]) / (columnLines[i + 1] - columnLines[i]))
  }

  private func mix(_ a: Double, _ b: Double, _ t: Double) -> Double {
    // Heights far outside of the box may be infinite; what lies there is only steep.
    let (a, b) = (min(max(a, -100), 100), min(max(b, -100), 100))
    return t <= 0 ? a : t >= 1 ? b : a + (b - a) * t
  }
}
