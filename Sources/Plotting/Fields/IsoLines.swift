import Drawing

/// Lines of equal value of a field: marching squares on a grid in page space, joined into long lines,
/// with every point moved onto the field's own level.
///
/// The grid is coarse (a few points a cell); what makes the lines smooth is that crossings are roots of
/// the field and not of a linear interpolation, and that more points are put where a line bends.
struct IsoLines {
  /// A line on the page, and whether it returns to its start, which is not repeated.
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
    guard samples.columns > 1, samples.rows > 1 else { return [] }
    let links = links(at: level)
    return links.chains().map { edges, isClosed in
      Line(
        points: refined(edges.map { crossing($0, level) }, level, isClosed: isClosed),
        isClosed: isClosed)
    }
    .filter { $0.points.count > ($0.isClosed ? 2 : 1) }
  }

  /// Which edges of the grid a line joins inside each cell.
  ///
  /// Edges go by number: of corner k, the one to its right is 2k, the one below it 2k + 1.
  private func links(at level: Double) -> EdgeLinks {
    let columns = samples.columns
    var links = EdgeLinks(count: 2 * columns * samples.rows)
    for r in 0..<(samples.rows - 1) {
      for c in 0..<(columns - 1) {
        let (v0, v1) = (samples[c, r], samples[c + 1, r])
        let (v2, v3) = (samples[c + 1, r + 1], samples[c, r + 1])
        // A sum is NaN where a corner is, and where infinities of both signs meet.
        if (v0 + v1 + v2 + v3).isNaN, v0.isNaN || v1.isNaN || v2.isNaN || v3.isNaN { continue }
        // One bit a corner, clockwise from the upper left.
        let corners =
          (v0 >= level ? 1 : 0) | (v1 >= level ? 2 : 0) | (v2 >= level ? 4 : 0)
          | (v3 >= level ? 8 : 0)
        if corners == 0 || corners == 15 { continue }
        let k = r * columns + c
        let (top, right, bottom, left) = (2 * k, 2 * k + 3, 2 * (k + columns), 2 * k + 1)
        switch corners {
        case 1, 14: links.join(left, top)
        case 2, 13: links.join(top, right)
        case 4, 11: links.join(right, bottom)
        case 8, 7: links.join(bottom, left)
        case 3, 12: links.join(left, right)
        case 6, 9: links.join(top, bottom)
        default:
          // A saddle: the middle says which corners belong together.
          let (a, b) = (corner(c, r), corner(c + 1, r + 1))
          let middle = value(at: Point((a.x + b.x) / 2, (a.y + b.y) / 2)) >= level
          if middle == (corners == 5) {
            links.join(top, right)
            links.join(bottom, left)
          } else {
            links.join(left, top)
            links.join(right, bottom)
          }
        }
      }
    }
    return links
  }

  /// Where a line crosses an edge of the grid, found on the field itself by regula falsi with the Illinois
  /// correction, halving where that stalls; it stays between the corners.
  private func crossing(_ edge: Int, _ level: Double) -> Point {
    let columns = samples.columns
    let (c, r) = (edge / 2 % columns, edge / 2 / columns)
    let (c2, r2) = edge % 2 == 0 ? (c + 1, r) : (c, r + 1)
    let (a, b) = (corner(c, r), corner(c2, r2))
    var (ta, tb) = (0.0, 1.0)
    var (va, vb) = (samples[c, r] - level, samples[c2, r2] - level)
    var t = 0.5
    var side = 0
    for step in 0..<16 {
      let ratio = va / (va - vb)
      let last = t
      t = ratio.isFinite && step % 4 != 3 ? ta + (tb - ta) * ratio : (ta + tb) / 2
      let v = value(at: a + (b - a) * t) - level
      if v.isNaN || v == 0 { break }
      if (v >= 0) == (vb >= 0) {
        (tb, vb) = (t, v)
        if side == 1 { va /= 2 }
        side = 1
      } else {
        (ta, va) = (t, v)
        if side == -1 { vb /= 2 }
        side = -1
      }
      if tb - ta < Self.nearness || (step > 0 && abs(t - last) < Self.nearness) { break }
    }
    return a + (b - a) * t
  }

  /// How near a root is found, as a part of a grid edge.
  private static let nearness = 1e-4
  /// How far a chord may stay from its line, in points: a fifth of a pixel at 2 pixels a point.
  private static let chordError = 0.02

  /// The points with more between them where the line bends.
  private func refined(_ points: [Point], _ level: Double, isClosed: Bool) -> [Point] {
    let n = points.count
    guard n > 2 else { return points }
    var result: [Point] = []
    result.reserveCapacity(n)
    for i in 0..<(isClosed ? n : n - 1) {
      let (a, b) = (points[i], points[(i + 1) % n])
      result.append(a)
      let before = i > 0 ? points[i - 1] : isClosed ? points[n - 1] : nil
      let after = i + 2 < n ? points[i + 2] : isClosed ? points[(i + 2) % n] : nil
      let bend = max(
        before.map { Self.turn($0, a, b) } ?? 0, after.map { Self.turn(a, b, $0) } ?? 0)
      // An arc that turns by θ leaves its chord by an eighth of θ times its length.
      if bend * (b - a).length / 8 > Self.chordError { bow(a, b, level, depth: 3, &result) }
    }
    if !isClosed { result.append(points[n - 1]) }
    return result
  }

  /// By how much a line turns at `b`, as a sine; 1 for a sharp corner.
  private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
    let (u, v) = (b - a, c - b)
    let lengths = u.length * v.length
    guard lengths > 1e-12 else { return 0 }
    return u.x * v.x + u.y * v.y < 0 ? 1 : abs(u.x * v.y - u.y * v.x) / lengths
  }

  /// Appends points between two neighbours where the line leaves their chord.
  private func bow(
    _ a: Point, _ b: Point, _ level: Double, depth: Int, _ result: inout [Point]
  ) {
    let chord = b - a
    let length = chord.length
    guard length > 0.1 else { return }
    let middle = (a + b) * 0.5
    let normal = Point(-chord.y / length, chord.x / length)
    // Secant steps from the chord along its normal; a line that bows out further than this turns around
    // within the cell, and the chord is the safer answer.
    let limit = length * 0.5
    var (s0, s1) = (0.0, length * 0.02)
    var v0 = value(at: middle) - level
    for _ in 0..<4 {
      let v1 = value(at: middle + normal * s1) - level
      let step = v1 * (s1 - s0) / (v1 - v0)
      guard step.isFinite else { return }
      (s0, v0) = (s1, v1)
      s1 -= step
      guard abs(s1) < limit else { return }
      if abs(step) < 1e-3 { break }
    }
    let p = middle + normal * s1
    // A field that jumps has no level to find.
    guard plane.frame.contains(p), abs(s1) > Self.chordError else { return }
    let isFar = depth > 1 && abs(s1) > 4 * Self.chordError
    if isFar { bow(a, p, level, depth: depth - 1, &result) }
    result.append(p)
    if isFar { bow(p, b, level, depth: depth - 1, &result) }
  }
}

/// Pairs of grid edges that a line joins: at most two partners an edge, one from either side.
private struct EdgeLinks {
  private var partners: [(Int32, Int32)]
  /// Edges in the order of their first mention, so that the same field gives the same lines.
  private var order: [Int32] = []

  init(count: Int) { partners = Array(repeating: (-1, -1), count: count) }

  mutating func join(_ a: Int, _ b: Int) {
    add(b, to: a)
    add(a, to: b)
  }

  private mutating func add(_ partner: Int, to edge: Int) {
    if partners[edge].0 < 0 {
      partners[edge].0 = Int32(partner)
      order.append(Int32(edge))
    } else {
      partners[edge].1 = Int32(partner)
    }
  }

  /// The longest chains: open ones from their ends, then the closed ones that are left.
  func chains() -> [(edges: [Int], isClosed: Bool)] {
    var isSeen = [Bool](repeating: false, count: partners.count)
    func follow(from start: Int32) -> [Int] {
      var chain = [Int(start)]
      isSeen[Int(start)] = true
      var here = start
      while true {
        let (p, q) = partners[Int(here)]
        if p >= 0, !isSeen[Int(p)] {
          here = p
        } else if q >= 0, !isSeen[Int(q)] {
          here = q
        } else {
          return chain
        }
        isSeen[Int(here)] = true
        chain.append(Int(here))
      }
    }
    var chains: [(edges: [Int], isClosed: Bool)] = []
    for edge in order where partners[Int(edge)].1 < 0 && !isSeen[Int(edge)] {
      chains.append((follow(from: edge), false))
    }
    for edge in order where !isSeen[Int(edge)] { chains.append((follow(from: edge), true)) }
    return chains
  }
}
