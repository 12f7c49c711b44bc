import Drawing

/// Lines of equal value through samples of a field: marching squares, joined into long lines.
struct IsoLines {
  /// A line on the page, and whether it returns to its start.
  struct Line {
    var points: [Point]
    var isClosed: Bool
  }

  let samples: FieldSamples
  let field: Field
  let plane: Plane

  /// The page coordinates of a corner of the grid.
  private func corner(_ column: Int, _ row: Int) -> Point {
    Point(
      plane.frame.left + plane.frame.width * Double(column) / Double(samples.columns - 1),
      plane.frame.top + plane.frame.height * Double(row) / Double(samples.rows - 1))
  }

  private func value(at p: Point) -> Double {
    let fx = (p.x - plane.frame.left) / plane.frame.width
    let fy = (plane.frame.bottom - p.y) / plane.frame.height
    return field.value(plane.x.value(at: fx), plane.y.value(at: fy))
  }

  /// The lines on which the field has a value.
  func lines(at level: Double) -> [Line] {
    let (columns, rows) = (samples.columns, samples.rows)
    guard columns > 1, rows > 1 else { return [] }
    // Edges by number: the one to the right of a corner is 2k, the one below it 2k + 1.
    func right(_ c: Int, _ r: Int) -> Int { 2 * (r * columns + c) }
    func below(_ c: Int, _ r: Int) -> Int { 2 * (r * columns + c) + 1 }
    var links: [Int: [Int]] = [:]
    var order: [Int] = []
    func link(_ a: Int, _ b: Int) {
      for (from, to) in [(a, b), (b, a)] {
        if links[from] == nil { order.append(from) }
        links[from, default: []].append(to)
      }
    }
    for r in 0..<(rows - 1) {
      for c in 0..<(columns - 1) {
        let v = [samples[c, r], samples[c + 1, r], samples[c + 1, r + 1], samples[c, r + 1]]
        guard v.allSatisfy({ !$0.isNaN }) else { continue }
        let above = v.map { $0 >= level }
        // top, right, bottom, left, in the order of the corners that start them.
        let edges = [right(c, r), below(c + 1, r), right(c, r + 1), below(c, r)]
        let crossed = (0..<4).filter { above[$0] != above[($0 + 1) % 4] }
        if crossed.count == 2 {
          link(edges[crossed[0]], edges[crossed[1]])
        } else if crossed.count == 4 {
          // A saddle: the middle says which corners belong together.
          let (a, b) = (corner(c, r), corner(c + 1, r + 1))
          let middle = value(at: Point((a.x + b.x) / 2, (a.y + b.y) / 2)) >= level
          if middle == above[0] {
            link(edges[0], edges[1])
            link(edges[2], edges[3])
          } else {
            link(edges[3], edges[0])
            link(edges[1], edges[2])
          }
        }
      }
    }
    var seen: Set<Int> = []
    var result: [Line] = []
    func follow(from start: Int) -> [Int] {
      var line = [start]
      seen.insert(start)
      while let next = links[line[line.count - 1]]?.first(where: { !seen.contains($0) }) {
        line.append(next)
        seen.insert(next)
      }
      return line
    }
    // Open lines first, from their ends; what is left is closed.
    for start in order where links[start]!.count == 1 && !seen.contains(start) {
      result.append(Line(points: follow(from: start).map { crossing($0, level) }, isClosed: false))
    }
    for start in order where !seen.contains(start) {
      let edges = follow(from: start)
      guard edges.count > 2 else { continue }
      result.append(Line(points: edges.map { crossing($0, level) }, isClosed: true))
    }
    return result
  }

  /// Where a line crosses an edge of the grid, found on the field itself: linear interpolation between
  /// corners 3 points apart would show.
  private func crossing(_ edge: Int, _ level: Double) -> Point {
    let columns = samples.columns
    let (c, r) = (edge / 2 % columns, edge / 2 / columns)
    let (c2, r2) = edge % 2 == 0 ? (c + 1, r) : (c, r + 1)
    var (a, b) = (corner(c, r), corner(c2, r2))
    var (va, vb) = (samples[c, r] - level, samples[c2, r2] - level)
    // Regula falsi with the Illinois correction; it stays between the corners.
    for _ in 0..<8 {
      let t = va.isFinite && vb.isFinite ? va / (va - vb) : 0.5
      let m = a + (b - a) * min(max(t, 0.02), 0.98)
      let vm = value(at: m) - level
      if vm.isNaN { break }
      if vm == 0 { return m }
      if (vm > 0) == (vb > 0) {
        b = m
        vb = vm
        va /= 2
      } else {
        a = m
        va = vm
        vb /= 2
      }
      if abs(a.x - b.x) + abs(a.y - b.y) < 0.005 { break }
    }
    let t = va.isFinite && vb.isFinite && va != vb ? va / (va - vb) : 0.5
    return a + (b - a) * min(max(t, 0), 1)
  }
}
