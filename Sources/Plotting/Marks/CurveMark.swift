import Drawing

/// The graph of a function y = f(x), sampled where it bends.
public struct CurveMark: Mark {
  /// The function, over data values; it may return NaN or ±∞, where the curve has a gap.
  public var function: @Sendable (Double) -> Double
  /// The values of x drawn; nil for the whole axis.
  public var domain: Extent?
  /// Colour, width, dashes, name.
  public var style: LineStyle

  /// Describes the graph of a function.
  public init(
    domain: Extent? = nil, style: LineStyle = LineStyle(),
    _ function: @escaping @Sendable (Double) -> Double
  ) {
    self.function = function
    self.domain = domain
    self.style = style
  }

  /// The line y = slope·x + intercept.
  public static func line(
    slope: Double, intercept: Double, domain: Extent? = nil, style: LineStyle = LineStyle()
  ) -> CurveMark {
    CurveMark(domain: domain, style: style) { slope * $0 + intercept }
  }

  /// The class name of the mark's group.
  public var role: String { "mark-curve" }
  /// The values of x that the mark wants.
  public var xExtent: Extent? { domain }

  /// The values of y that the mark wants.
  public func yExtent(over x: Extent) -> Extent? {
    let x = domain ?? x
    guard x.lower.isFinite, x.upper.isFinite else { return nil }
    let n = 256
    return Extent(
      of: (0...n).lazy.map { function(x.lower + (x.upper - x.lower) * Double($0) / Double(n)) })
  }

  /// Its own.
  public var paints: [Paint] { [style.paint] }
  /// With the next look of its panel if it has none.
  public func dressed(in outfit: inout Outfit) -> any Mark {
    var mark = self
    mark.style = outfit.dress(style)
    return mark
  }

  /// What a legend says of the mark.
  public var legend: [LegendEntry] { style.legend(in: Theme.light.lineWidth) }

  /// The graph, sampled once.
  public func layout(on plane: Plane) -> MarkLayout {
    style.layout(
      of: Polyline.clipped(samples(on: plane, tolerance: 0.03), to: plane.frame), on: plane)
  }

  /// Points of the graph so close that chords leave it by less than about `tolerance` points.
  ///
  /// Each of 64 equal stretches is halved while its middle or a quarter point strays from the chord;
  /// stretches wholly beyond the frame stay whole. At most 2^7 parts a stretch.
  private func samples(on plane: Plane, tolerance: Double) -> [Point] {
    let frame = plane.frame
    var left = frame.left
    var right = frame.right
    if let domain {
      let (a, b) = (plane.px(domain.lower), plane.px(domain.upper))
      left = max(left, min(a, b))
      right = min(right, max(a, b))
    }
    guard right > left else { return [] }
    func at(_ px: Double) -> Point {
      let x = plane.x.value(at: (px - frame.left) / frame.width)
      return Point(px, plane.py(function(x)))
    }
    func isFar(_ a: Point, _ b: Point) -> Bool {
      (a.y < frame.top - 20 && b.y < frame.top - 20)
        || (a.y > frame.bottom + 20 && b.y > frame.bottom + 20)
    }
    var result: [Point] = []
    func add(_ a: Point, _ b: Point, _ depth: Int) {
      guard depth > 0, !isFar(a, b) else {
        result.append(b)
        return
      }
      let m = at((a.x + b.x) / 2)
      let q1 = at(a.x + (b.x - a.x) * 0.27)
      let q3 = at(a.x + (b.x - a.x) * 0.71)
      func strays(_ p: Point) -> Bool {
        // Towards a pole or an edge of the domain there is no chord: the curve is followed to it.
        if !(a.y.isFinite && b.y.isFinite) { return a.y.isFinite || b.y.isFinite }
        let t = (p.x - a.x) / (b.x - a.x)
        let chord = a.y + (b.y - a.y) * t
        // The distance from the chord, not the height above it, is what a reader sees.
        let slope = (b.y - a.y) / (b.x - a.x)
        return !(abs(p.y - chord) <= tolerance * (1 + slope * slope).squareRoot())
      }
      if strays(m) || strays(q1) || strays(q3) {
        add(a, m, depth - 1)
        add(m, b, depth - 1)
      } else {
        result.append(b)
      }
    }
    let parts = 64
    var a = at(left)
    result.append(a)
    for i in 1...parts {
      let b = at(i == parts ? right : left + (right - left) * Double(i) / Double(parts))
      add(a, b, 7)
      a = b
    }
    return Polyline.simplified(result, tolerance: tolerance / 2)
  }
}
