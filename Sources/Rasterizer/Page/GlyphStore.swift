import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The outlines of a page's glyphs, flattened once for each size and turn, about their origins.
struct GlyphStore: Sendable {
  /// A closed subpath: a range of points.
  struct Contour: Sendable {
    var first, end: Int
  }

  /// One glyph of one face at one size and turn, in device pixels.
  struct Glyph: Sendable {
    var firstContour, endContour: Int
    /// The extents of its control points about its origin.
    var bounds: Rect
    /// Whether its outline winds the other way than most: fonts of either kind then add up.
    var isReversed: Bool
  }

  /// A turn and a scaling.
  struct Turn: Hashable, Sendable {
    var cosine, sine: Double

    init(_ angle: Double) {
      // Quarter turns are exact, whatever this machine's sine of π/2 is.
      let quarters = angle / (.pi / 2)
      if abs(quarters) < 1e6, abs(quarters - quarters.rounded()) < 1e-12 {
        let turn = (Int(quarters.rounded()) % 4 + 4) % 4
        cosine = [1, 0, -1, 0][turn]
        sine = [0, 1, 0, -1][turn]
      } else {
        cosine = cos(angle)
        sine = sin(angle)
      }
    }

    func apply(_ p: Point) -> Point {
      Point(cosine * p.x - sine * p.y, sine * p.x + cosine * p.y)
    }
  }

  private struct Key: Hashable {
    var face: ObjectIdentifier
    var id: UInt32
    var size: Double
    var turn: Turn
    var isStroked: Bool
  }

  private(set) var glyphs: [Glyph] = []
  private(set) var contours: [Contour] = []
  private(set) var points: [StrokePoint] = []
  private var index: [Key: Int] = [:]

  /// The number of a glyph in `glyphs`; nil if it has no ink.
  /// - Parameters:
  ///   - size: the size of the em, in device pixels.
  ///   - isStroked: whether the outline is stroked, too, and so must be smooth from farther out.
  mutating func glyph(
    _ id: UInt32, of face: FontFace, size: Double, turn: Turn, isStroked: Bool
  ) -> Int? {
    let key = Key(
      face: ObjectIdentifier(face), id: id, size: size, turn: turn, isStroked: isStroked)
    if let known = index[key] { return known < 0 ? nil : known }
    let path = face.outline(of: id).transformed(
      by: Transform(
        a: turn.cosine * size, b: turn.sine * size, c: -turn.sine * size, d: turn.cosine * size,
        tx: 0, ty: 0))
    guard let bounds = path.controlBounds, bounds.isFinite else {
      index[key] = -1
      return nil
    }
    var collector = Collector(contours: contours, points: points)
    // The collector's are the only ones while they grow, or each glyph would copy all before it.
    (contours, points) = ([], [])
    // Two pixels are the widest halo that is common; wider ones are blunted by less than they hide.
    (isStroked ? Flattener(scale: 1, halfWidth: 2) : Flattener(scale: 1))
      .flatten(path, into: &collector)
    (contours, points) = (collector.contours, collector.points)
    glyphs.append(
      Glyph(
        firstContour: collector.firstContour, endContour: contours.count, bounds: bounds,
        isReversed: collector.area < 0))
    index[key] = glyphs.count - 1
    return glyphs.count - 1
  }

  private struct Collector: PolylineSink {
    let firstContour: Int
    var contours: [Contour]
    var points: [StrokePoint]
    var area = 0.0
    private var first = 0

    init(contours: [Contour], points: [StrokePoint]) {
      firstContour = contours.count
      self.contours = contours
      self.points = points
    }

    mutating func move(_ p: Vector) {
      first = points.count
      points.append(StrokePoint(position: p, isSmooth: false))
    }

    mutating func line(_ p: Vector, smooth: Bool) {
      let last = points[points.count - 1].position
      area += last.cross(p)
      points[points.count - 1].isSmooth = smooth
      points.append(StrokePoint(position: p, isSmooth: false))
    }

    mutating func finish(closed: Bool) {
      let (p, q) = (points[points.count - 1].position, points[first].position)
      area += p.cross(q)
      if points.count - first > 2 {
        contours.append(Contour(first: first, end: points.count))
      } else {
        points.removeSubrange(first...)
      }
    }
  }
}
