import Drawing

/// The measures of a stroke, in device pixels.
struct StrokeStyle {
  var halfWidth: Double
  var cap: Stroke.Cap
  var join: Stroke.Join
  var miterLimit: Double

  /// How far ink may lie from the path.
  var reach: Double {
    halfWidth * max(join == .miter ? max(miterLimit, 1) : 1, cap == .square ? 1.4143 : 1) + 1
  }
}

/// A point of a polyline; `smooth` if the segment before and after it belong to one curve.
struct StrokePoint: BitwiseCopyable, Sendable {
  var position: Vector
  var isSmooth: Bool
}

/// Sends the outline of a stroke to an edge sink.
///
/// The outline runs along one side and back along the other; every piece of it (segment, corner,
/// cap) winds the same way, so that pieces which overlap add up and never cancel. On the inner side
/// of a corner the two edges are cut at their crossing if both segments are long enough for it:
/// then pieces do not overlap at all and coverage is exact. Otherwise the outline passes through
/// the corner's centre, and the overlap counts as inside.
struct Stroker<Sink: EdgeSink>: PolylineSink {
  let sink: Sink
  let style: StrokeStyle
  private let points: Scratch<StrokePoint>
  /// Above this cosine of an angle, an arc is drawn as its chord.
  private let chordCosine: Double
  /// Above this cosine of a turn, a corner of any kind is drawn as a mitre.
  private let flatCosine: Double
  private let miterCosine: Double
  private var hasSegment = false
  // Where the two sides of the outline have got to.
  private var left = Vector.zero
  private var right = Vector.zero

  init(_ sink: Sink, style: StrokeStyle, scratch: Scratch<StrokePoint>) {
    self.sink = sink
    self.style = style
    points = scratch
    // Bounded, so that the smallest dots are still octagons and the largest are drawn at all.
    let e = min(max(Flattener.tolerance / max(style.halfWidth, 1e-9), 1e-7), 0.3)
    chordCosine = 2 * (1 - e) * (1 - e) - 1
    // A mitre reaches h/cos(θ/2), the circle h; and cos²(θ/2) = (1 + cos θ)/2.
    flatCosine = 2 / ((1 + e / 2) * (1 + e / 2)) - 1
    miterCosine = style.miterLimit >= 1 ? 2 / (style.miterLimit * style.miterLimit) - 1 : 1
  }

  /// The last point of the subpath that is being drawn.
  var position: Vector { points.base[points.count - 1].position }

  mutating func move(_ p: Vector) {
    points.removeAll()
    points.append(StrokePoint(position: p, isSmooth: false))
    hasSegment = false
  }

  mutating func line(_ p: Vector, smooth: Bool) {
    hasSegment = true
    let n = points.count
    let last = points.base[n - 1].position
    let v = p - last
    // Directions of shorter segments are noise; they move the line by less than it can show.
    if v.dot(v) < 1e-8 { return }
    points.base[n - 1].isSmooth = smooth
    points.append(StrokePoint(position: p, isSmooth: false))
  }

  mutating func finish(closed: Bool) {
    var n = points.count
    guard n > 0 else { return }
    if closed, n > 1 {
      let gap = points.base[n - 1].position - points.base[0].position
      if gap.dot(gap) < 1e-8 { n -= 1 }
    }
    if n == 1 {
      if hasSegment || closed { dot(points.base[0].position, along: Vector(1, 0)) }
    } else {
      outline(n, closed: closed)
    }
    points.removeAll()
  }

  /// A segment without length: what its caps leave.
  mutating func dot(_ p: Vector, along d: Vector) {
    guard style.cap != .butt else { return }
    let n = d.normal * style.halfWidth
    left = p + n
    right = p - n
    startCap(p, d)
    endCap(p, d)
  }

  // MARK: Outline

  /// Sends the outline of a polyline of at least two points.
  ///
  /// Segments that lie above or below the rows of interest cost a comparison. They are left out and
  /// never replaced by simpler ones, so what is sent does not depend on those rows.
  private mutating func outline(_ n: Int, closed: Bool) {
    let p = points.base
    let segments = closed ? n : n - 1
    let (top, bottom) = (sink.visibleRows.top - style.reach, sink.visibleRows.bottom + style.reach)
    @inline(__always) func start(_ i: Int) -> Vector { p[i].position }
    @inline(__always) func end(_ i: Int) -> Vector { p[i + 1 == n ? 0 : i + 1].position }
    @inline(__always) func isVisible(_ i: Int) -> Bool {
      let (a, b) = (start(i).y, end(i).y)
      return min(a, b) < bottom && max(a, b) > top
    }
    var was = false
    // The direction and length of the segment before, and which segment that is.
    var known = -1
    var d0 = Vector.zero
    var length0 = 0.0
    @inline(__always) func know(_ i: Int) {
      if known == i { return }
      (d0, length0) = Stroker.direction(start(i), end(i))
      known = i
    }
    if closed {
      was = isVisible(n - 1)
      if was || isVisible(0) {
        know(n - 1)
        let (d1, length1) = Stroker.direction(start(0), end(0))
        let corner = Corner(at: start(0), d0, length0, d1, length1, smooth: false, in: self)
        left = corner.leftOut
        right = corner.rightOut
      }
    } else if isVisible(0) {
      know(0)
      let side = d0.normal * style.halfWidth
      left = start(0) + side
      right = start(0) - side
      startCap(start(0), d0)
    }
    was = isVisible(0)
    for i in 1..<segments + (closed ? 1 : 0) {
      let next = i == n ? 0 : i
      let isNext = isVisible(next)
      if was || isNext {
        know(i - 1)
        let (d1, length1) = Stroker.direction(start(next), end(next))
        let corner = Corner(
          at: start(next), d0, length0, d1, length1, smooth: i < n && p[i].isSmooth, in: self)
        if !was {
          // The outline is taken up again here.
          left = corner.leftIn
          right = corner.rightIn
        }
        turn(corner, d0, d1)
        (d0, length0, known) = (d1, length1, next)
      }
      was = isNext
    }
    if !closed, was {
      know(segments - 1)
      let tip = end(segments - 1)
      let side = d0.normal * style.halfWidth
      go(tip + side, tip - side)
      endCap(tip, d0)
    }
  }

  /// Moves on along both sides.
  @inline(__always) private mutating func go(_ l: Vector, _ r: Vector) {
    sink.edge(left, l)
    sink.edge(r, right)
    left = l
    right = r
  }

  private mutating func turn(_ c: Corner, _ d0: Vector, _ d1: Vector) {
    go(c.leftIn, c.rightIn)
    if c.kind == .mitre { return }
    switch c.kind {
    case .mitre: return
    case .pivot:
      // The inner side passes through the centre, so that each segment keeps its whole rectangle.
      if c.outerIsLeft {
        sink.edge(c.rightOut, c.center)
        sink.edge(c.center, c.rightIn)
      } else {
        sink.edge(c.leftIn, c.center)
        sink.edge(c.center, c.leftOut)
      }
    case .cut: break
    }
    let (from, to) = c.outerIsLeft ? (c.leftIn, c.leftOut) : (c.rightIn, c.rightOut)
    let forward = c.outerIsLeft
    if let tip = c.tip {
      chain(from, tip, forward)
      chain(tip, to, forward)
    } else if c.isRound {
      let side = c.outerIsLeft ? 1.0 : -1.0
      let u = d0.normal * side
      let v = d1.normal * side
      // The direction halfway round; the sum of the normals vanishes when the path turns back.
      let middle =
        u.dot(v) < 0 ? (d0 - d1).unit : (u + v).unit
      arc(c.center, u, middle, forward, from: from)
      arc(c.center, middle, v, forward, to: to)
    } else {
      chain(from, to, forward)
    }
    left = c.leftOut
    right = c.rightOut
  }

  @inline(__always) private func chain(_ a: Vector, _ b: Vector, _ forward: Bool) {
    if forward { sink.edge(a, b) } else { sink.edge(b, a) }
  }

  /// An arc of less than a half turn between two unit vectors about a centre. Halving by sums of
  /// vectors needs square roots only, which every machine rounds alike; sines are not so.
  private func arc(
    _ center: Vector, _ u: Vector, _ v: Vector, _ forward: Bool, from: Vector? = nil,
    to: Vector? = nil
  ) {
    let h = style.halfWidth
    // Put so that what is not a number ends here.
    if !(u.dot(v) < chordCosine) {
      chain(from ?? center + u * h, to ?? center + v * h, forward)
    } else {
      let middle = (u + v).unit
      arc(center, u, middle, forward, from: from)
      arc(center, middle, v, forward, to: to)
    }
  }

  private func startCap(_ p: Vector, _ d: Vector) {
    switch style.cap {
    case .butt: sink.edge(right, left)
    case .square:
      let back = d * style.halfWidth
      sink.edge(right, right - back)
      sink.edge(right - back, left - back)
      sink.edge(left - back, left)
    case .round:
      let n = d.normal
      arc(p, n * -1, d * -1, true, from: right)
      arc(p, d * -1, n, true, to: left)
    }
  }

  private func endCap(_ p: Vector, _ d: Vector) {
    switch style.cap {
    case .butt: sink.edge(left, right)
    case .square:
      let on = d * style.halfWidth
      sink.edge(left, left + on)
      sink.edge(left + on, right + on)
      sink.edge(right + on, right)
    case .round:
      let n = d.normal
      arc(p, n, d, true, from: left)
      arc(p, d, n * -1, true, to: right)
    }
  }

  // MARK: Vectors

  @inline(__always) private static func direction(_ a: Vector, _ b: Vector) -> (Vector, Double) {
    let v = b - a
    let length = v.length
    return (v * (1 / length), length)
  }

  // MARK: Corners

  /// Where the two sides of the outline arrive at and leave a corner.
  private struct Corner {
    enum Kind {
      /// Both sides meet in a point.
      case mitre
      /// The inner sides meet in a point, the outer corner is filled.
      case cut
      /// The inner sides end beside the centre.
      case pivot
    }

    var center: Vector
    var kind: Kind
    var leftIn, leftOut, rightIn, rightOut: Vector
    var outerIsLeft = false
    /// The tip of a mitre whose inner sides do not meet.
    var tip: Vector?
    var isRound = false

    @inline(__always)
    init(
      at p: Vector, _ d0: Vector, _ length0: Double, _ d1: Vector, _ length1: Double, smooth: Bool,
      in stroker: Stroker
    ) {
      let h = stroker.style.halfWidth
      let cosine = d0.dot(d1)
      let sine = d0.cross(d1)
      let n0 = d0.normal
      let n1 = d1.normal
      center = p
      let isMiter =
        cosine >= stroker.flatCosine
        || (!smooth && stroker.style.join == .miter && cosine >= stroker.miterCosine
          && cosine > -0.9999)
      // Half as far as the crossing of the inner sides may be away, so that the other end of the
      // segment may claim the other half.
      let canCut = 2 * h * abs(sine) <= (1 + cosine) * min(length0, length1) && cosine > -0.99
      let tip = (n0 + n1) * (h / max(1 + cosine, 1e-9))
      if isMiter && canCut {
        kind = .mitre
        leftIn = p + tip
        rightIn = p - tip
        leftOut = leftIn
        rightOut = rightIn
        return
      }
      // The left normal points towards the inside of a turn with a positive sine.
      outerIsLeft = sine < 0
      kind = canCut ? .cut : .pivot
      leftIn = p + n0 * h
      leftOut = p + n1 * h
      rightIn = p - n0 * h
      rightOut = p - n1 * h
      if canCut {
        if outerIsLeft {
          rightIn = p - tip
          rightOut = rightIn
        } else {
          leftIn = p + tip
          leftOut = leftIn
        }
      }
      if isMiter {
        self.tip = outerIsLeft ? p + tip : p - tip
      } else {
        isRound = smooth || stroker.style.join == .round
      }
    }
  }
}
