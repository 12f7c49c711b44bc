/// Device coordinates as integers: 1/256 of a pixel.
///
/// Every edge is quantised once, before anything depends on bands or threads. What follows is a
/// function of these integers alone, so a page has the same bytes however it is cut up.
enum Fixed {
  /// How many units make a pixel.
  static let one = 256
  /// Coordinates beyond this many pixels are clipped before they are quantised, see `GuardBox`.
  static let reach = 4_194_304.0

  /// The nearest integer (ties to even). Adding 1.5 · 2⁵² leaves the integer in the low bits of the
  /// mantissa, which is several times faster than a rounding call and the same on every machine.
  @inline(__always) static func nearest(_ v: Double) -> Int {
    let magic = 6_755_399_441_055_744.0
    return Int(bitPattern: UInt((v + magic).bitPattern &- magic.bitPattern))
  }

  /// A device coordinate in units of 1/256 pixel.
  /// - Precondition: `abs(v) <= reach`.
  @inline(__always) static func quantize(_ v: Double) -> Int { nearest(v * 256) }
}

/// Where straight edges go: an accumulator of coverage, or a list to be resolved first.
///
/// Sinks are handles: copying one copies pointers, so that a sink can be a constant of the generator
/// that feeds it and its fields stay in registers.
protocol EdgeSink {
  /// Takes a directed edge, in units of 1/256 pixel, within the reach of `Fixed`.
  func edge(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int)
  /// The rows outside of which edges are of no interest, in pixels.
  var visibleRows: (top: Double, bottom: Double) { get }
}

extension EdgeSink {
  /// Takes a directed edge in pixels, however long.
  @inline(__always) func edge(_ a: Vector, _ b: Vector) {
    let far = max(max(abs(a.x), abs(a.y)), max(abs(b.x), abs(b.y)))
    if far <= Fixed.reach {
      edge(
        Fixed.quantize(a.x), Fixed.quantize(a.y), Fixed.quantize(b.x), Fixed.quantize(b.y))
    } else {
      GuardBox.clip(a, b, into: self)
    }
  }
}

/// Cuts edges that leave the range of `Fixed`.
///
/// Parts above or below are dropped, since no row sees them; parts to the left or right are moved
/// onto the box, since rows count every edge left of a pixel. Both leave the page unchanged.
enum GuardBox {
  static func clip(_ a: Vector, _ b: Vector, into sink: some EdgeSink) {
    let r = Fixed.reach
    guard a.y.isFinite, b.y.isFinite, a.x.isFinite, b.x.isFinite, a.y != b.y else { return }
    // The part of the edge within |y| ≤ r.
    func atY(_ y: Double) -> Vector { Vector(a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), y) }
    let low = min(a.y, b.y)
    let high = max(a.y, b.y)
    guard high > -r, low < r else { return }
    let p = abs(a.y) <= r ? a : atY(a.y < 0 ? -r : r)
    let q = abs(b.y) <= r ? b : atY(b.y < 0 ? -r : r)
    // Its crossings of x = ±r, in order, cut it into parts that are inside or clamped as a whole.
    var cuts = [p]
    for x in p.x < q.x ? [-r, r] : [r, -r] where (p.x < x) != (q.x < x) {
      cuts.append(Vector(x, p.y + (q.y - p.y) * ((x - p.x) / (q.x - p.x))))
    }
    cuts.append(q)
    func quantized(_ p: Vector) -> (Int, Int) {
      (Fixed.quantize(min(max(p.x, -r), r)), Fixed.quantize(min(max(p.y, -r), r)))
    }
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      let (f, t) = (quantized(from), quantized(to))
      sink.edge(f.0, f.1, t.0, t.1)
    }
  }
}
