import Drawing

/// Turns edges that cross and wind at will into edges around their inside, for either fill rule.
///
/// Signed areas alone are right in every pixel that one edge passes. Where several do, two parts
/// wound oppositely would cancel and two wound alike would count twice. So each row is cut into
/// slabs at the ends and crossings of its edges; within a slab edges have an order from left to
/// right, the winding number is known between any two, and only edges at which it starts or stops
/// counting as inside go on to the accumulator. Slabs are at least 1/256 pixel high, and an order
/// is found in each by sorting, so rounding cannot lead it astray: the worst it can do is to place
/// a crossing 1/256 pixel off. Rows with more edges than an honest figure has are left to `CrowdedRow`.
final class WindingResolver {
  private struct Edge: BitwiseCopyable {
    /// The upper and lower end, in 1/256 pixel.
    var x, y, endY: Int
    /// The change of x per unit of y, times 256.
    var slope: Double
    var sign: Int

    /// Where the edge is at a height, in 1/65536 pixel.
    @inline(__always) func position(_ at: Int) -> Double {
      Double(x) * 256 + slope * Double(at - y)
    }
  }

  private struct Crossing: BitwiseCopyable {
    var x0, x1: Double
    var sign: Int
  }

  private let edges = Scratch<Edge>()
  private let active = Scratch<Edge>()
  private let crossings = Scratch<Crossing>()
  private let heights = Scratch<Int>()
  // Made when first needed.
  private var crowd: CrowdedRow?

  /// The most edges of a row whose order is followed: its slabs are at most 511, and each is put in order in
  /// time with the square of their number.
  private static let most = 128

  private var convexity = Convexity()
  private var top = 0
  private var bottom = 0

  /// Collects edges for the rows of a band.
  struct Sink: EdgeSink {
    fileprivate let resolver: WindingResolver

    func edge(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
      resolver.add(x0, y0, x1, y1)
    }

    var visibleRows: (top: Double, bottom: Double) {
      (Double(resolver.top) / 256, Double(resolver.bottom) / 256)
    }
  }

  /// Begins a new figure in the rows of a band.
  func begin(_ band: CoverageAccumulator) -> Sink {
    edges.removeAll()
    convexity = Convexity()
    top = band.top << 8
    bottom = band.bottom << 8
    return Sink(resolver: self)
  }

  @inline(__always)
  private func add(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
    convexity.add(x0, y0, x1, y1)
    if y0 == y1 || max(y0, y1) <= top || min(y0, y1) >= bottom { return }
    let slope = Double(x1 - x0) / Double(y1 - y0) * 256
    edges.append(
      y0 < y1
        ? Edge(x: x0, y: y0, endY: y1, slope: slope, sign: 1)
        : Edge(x: x1, y: y1, endY: y0, slope: slope, sign: -1))
  }

  /// Adds the inside of the figure to the accumulator of the same band.
  func resolve(_ rule: Drawing.FillRule, into out: CoverageAccumulator) {
    // The outline of a convex figure is its own answer.
    if convexity.holds {
      for i in 0..<edges.count {
        let e = edges.base[i]
        let endX = Fixed.nearest(e.position(e.endY) / 256)
        if e.sign > 0 {
          out.edge(e.x, e.y, endX, e.endY)
        } else {
          out.edge(endX, e.endY, e.x, e.y)
        }
      }
      return
    }
    edges.all.sort { $0.y < $1.y }
    active.removeAll()
    var next = 0
    var y = top
    while y < bottom {
      if active.count == 0 {
        if next == edges.count { return }
        y = max(y, edges.base[next].y & ~255)
      }
      while next < edges.count, edges.base[next].y < y + 256 {
        active.append(edges.base[next])
        next += 1
      }
      if active.count > Self.most { crowded(y, rule, out) } else { row(y, rule, out) }
      y += 256
      retire(y)
    }
  }

  /// Drops edges that end above a row, and puts the others in order along its top: then sorting
  /// within its slabs has little left to do.
  private func retire(_ y: Int) {
    let a = active.base
    var kept = 0
    let isCrowded = active.count > Self.most
    for i in 0..<active.count where a[i].endY > y {
      let edge = a[i]
      let x = edge.position(y)
      var at = kept
      while !isCrowded, at > 0, a[at - 1].position(y) > x {
        a[at] = a[at - 1]
        at -= 1
      }
      a[at] = edge
      kept += 1
    }
    active.truncate(to: kept)
  }

  /// Cuts a row at the ends of its edges.
  private func row(_ y: Int, _ rule: Drawing.FillRule, _ out: CoverageAccumulator) {
    out.note((y >> 8) - out.top, (y >> 8) - out.top)
    heights.removeAll()
    heights.append(y)
    for i in 0..<active.count {
      let e = active.base[i]
      if e.y > y { heights.append(e.y) }
      if e.endY < y + 256 { heights.append(e.endY) }
    }
    heights.append(y + 256)
    if heights.count > 2 {
      heights.all.sort()
    }
    for i in 1..<heights.count where heights.base[i] > heights.base[i - 1] {
      slab(heights.base[i - 1], heights.base[i], rule, out)
    }
  }

  /// Resolves a row of many edges.
  private func crowded(_ y: Int, _ rule: Drawing.FillRule, _ out: CoverageAccumulator) {
    let row = (y >> 8) - out.top
    out.note(row, row)
    let crowd = self.crowd ?? CrowdedRow(width: out.width)
    self.crowd = crowd
    let height = CrowdedRow.height
    /// The first line of the row whose middle is not above a height.
    func line(_ at: Int) -> Int {
      min(
        max((at - y - height / 2 + height - 1) >> height.trailingZeroBitCount, 0), CrowdedRow.lines)
    }
    for i in 0..<active.count {
      let e = active.base[i]
      crowd.add(
        CrowdedRow.Edge(
          position: e.position(y + height / 2), step: e.slope * Double(height),
          first: Int32(line(e.y)), end: Int32(line(e.endY)), sign: Int32(e.sign)))
    }
    crowd.resolve(rule, row: row, into: out)
  }

  /// Resolves a slab without ends of edges; cuts it at a crossing if there is one.
  private func slab(_ y0: Int, _ y1: Int, _ rule: Drawing.FillRule, _ out: CoverageAccumulator) {
    crossings.removeAll()
    for i in 0..<active.count {
      let e = active.base[i]
      if e.y <= y0 && e.endY >= y1 {
        insert(Crossing(x0: e.position(y0), x1: e.position(y1), sign: e.sign))
      }
    }
    let c = crossings.base
    if y1 - y0 > 1 {
      for i in 1..<max(crossings.count, 1) where c[i - 1].x1 > c[i].x1 + 1 {
        // Neighbours in the order along the top that have changed places at the bottom.
        let before = c[i].x0 - c[i - 1].x0
        let after = c[i - 1].x1 - c[i].x1
        let at = Fixed.nearest(Double(y1 - y0) * (before / (before + after)))
        let cut = y0 + min(max(at, 1), y1 - y0 - 1)
        slab(y0, cut, rule, out)
        slab(cut, y1, rule, out)
        return
      }
    }
    var winding = 0
    for i in 0..<crossings.count {
      let was = rule == .nonZero ? winding != 0 : winding & 1 != 0
      winding += c[i].sign
      let now = rule == .nonZero ? winding != 0 : winding & 1 != 0
      if was != now {
        out.piece(
          (y0 >> 8) - out.top, Fixed.nearest(c[i].x0), Fixed.nearest(c[i].x1), (y1 - y0) << 8,
          now ? 1 : -1)
      }
    }
  }

  /// Keeps the crossings in order along the top of the slab, then along its bottom.
  @inline(__always) private func insert(_ new: Crossing) {
    crossings.append(new)
    let c = crossings.base
    var i = crossings.count - 1
    while i > 0, c[i - 1].x0 > new.x0 || (c[i - 1].x0 == new.x0 && c[i - 1].x1 > new.x1) {
      c[i] = c[i - 1]
      i -= 1
    }
    c[i] = new
  }
}

/// Whether edges that follow each other are the outline of one convex figure.
struct Convexity {
  private var firstX = 0
  private var firstY = 0
  private var lastX = 0
  private var lastY = 0
  private var dx = 0
  private var dy = 0
  private var firstDX = 0
  private var firstDY = 0
  private var turn = 0
  private var flips = 0
  private var isBroken = false
  private var isEmpty = true

  /// Takes the next edge.
  @inline(__always) mutating func add(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
    if isBroken || (x0 == x1 && y0 == y1) { return }
    if isEmpty {
      (firstX, firstY) = (x0, y0)
      (firstDX, firstDY) = (x1 - x0, y1 - y0)
      isEmpty = false
    } else {
      if x0 != lastX || y0 != lastY {
        isBroken = true
        return
      }
      bend(x1 - x0, y1 - y0)
    }
    (dx, dy) = (x1 - x0, y1 - y0)
    (lastX, lastY) = (x1, y1)
  }

  /// Whether all edges so far close a convex outline.
  var holds: Bool {
    var copy = self
    if isEmpty || isBroken || lastX != firstX || lastY != firstY { return false }
    copy.bend(firstDX, firstDY)
    // Going round once, an outline turns from rising to falling once and back once.
    return !copy.isBroken && copy.flips <= 2
  }

  @inline(__always) private mutating func bend(_ nextX: Int, _ nextY: Int) {
    // Each product of two differences of coordinates is a number; the sum of two need not be.
    let (a, b) = (dx * nextY, dy * nextX)
    let sign = a > b ? 1 : a < b ? -1 : 0
    if sign == 0 {
      // Straight on is harmless, turning back is not.
      if dx * nextX < -(dy * nextY) { isBroken = true }
      return
    }
    if turn == 0 { turn = sign } else if turn != sign { isBroken = true }
    // A direction's half: downwards, or level to the right. Each round changes it twice.
    let was = dy > 0 || (dy == 0 && dx > 0)
    let now = nextY > 0 || (nextY == 0 && nextX > 0)
    if was != now { flips += 1 }
  }
}
