/// A sequence of subpaths of lines and Bézier curves, in points.
///
/// A subpath starts with a move; a drawing command on an empty path starts one at its own end
/// point, so a path is never malformed.
public struct Path: Hashable, Sendable {
  /// One step of a path.
  public enum Element: Hashable, Sendable {
    /// Starts a subpath.
    case move(Point)
    /// A straight line from the current point.
    case line(Point)
    /// A quadratic Bézier curve: control point, end point.
    case quad(Point, Point)
    /// A cubic Bézier curve: two control points, end point.
    case cubic(Point, Point, Point)
    /// A straight line back to the start of the subpath, joined there.
    case close
  }

  /// The steps, in order.
  public private(set) var elements: [Element] = []

  /// An empty path.
  public init() {}

  /// A path of straight lines through the points.
  public init(polyline points: some Sequence<Point>, closed: Bool = false) {
    for p in points { if elements.isEmpty { move(to: p) } else { line(to: p) } }
    if closed { close() }
  }

  /// A closed rectangle.
  public init(_ r: Rect) {
    self.init(
      polyline: [
        Point(r.left, r.top), Point(r.right, r.top), Point(r.right, r.bottom),
        Point(r.left, r.bottom),
      ], closed: true)
  }

  /// Whether nothing has been added.
  public var isEmpty: Bool { elements.isEmpty }

  /// Reserves room for a number of further steps.
  public mutating func reserveCapacity(_ n: Int) { elements.reserveCapacity(n) }

  /// Starts a subpath at `p`.
  public mutating func move(to p: Point) { elements.append(.move(p)) }

  /// Draws a straight line to `p`.
  public mutating func line(to p: Point) {
    elements.append(elements.isEmpty ? .move(p) : .line(p))
  }

  /// Draws a quadratic Bézier curve to `p`.
  public mutating func quad(_ control: Point, to p: Point) {
    if elements.isEmpty { move(to: p) } else { elements.append(.quad(control, p)) }
  }

  /// Draws a cubic Bézier curve to `p`.
  public mutating func cubic(_ c1: Point, _ c2: Point, to p: Point) {
    if elements.isEmpty { move(to: p) } else { elements.append(.cubic(c1, c2, p)) }
  }

  /// Closes the current subpath.
  public mutating func close() {
    if !elements.isEmpty, elements.last != .close { elements.append(.close) }
  }

  /// Adds all steps of another path.
  public mutating func append(_ other: Path) { elements.append(contentsOf: other.elements) }

  /// The path with every point mapped.
  public func transformed(by t: Transform) -> Path {
    var result = Path()
    result.elements = elements.map {
      switch $0 {
      case .move(let p): .move(t.apply(p))
      case .line(let p): .line(t.apply(p))
      case .quad(let c, let p): .quad(t.apply(c), t.apply(p))
      case .cubic(let c1, let c2, let p): .cubic(t.apply(c1), t.apply(c2), t.apply(p))
      case .close: .close
      }
    }
    return result
  }

  /// The smallest rectangle that holds every end and control point; nil for an empty path.
  public var controlBounds: Rect? {
    var bounds: Rect?
    func add(_ p: Point) {
      let r = Rect(x: p.x, y: p.y, width: 0, height: 0)
      bounds = bounds?.union(r) ?? r
    }
    for element in elements {
      switch element {
      case .move(let p), .line(let p): add(p)
      case .quad(let c, let p):
        add(c)
        add(p)
      case .cubic(let c1, let c2, let p):
        add(c1)
        add(c2)
        add(p)
      case .close: break
      }
    }
    return bounds
  }
}

extension Path {
  /// The ends of the path's steps, subpath by subpath; a curve is its chord, a closed subpath returns to its
  /// start.
  package var lines: [[Point]] {
    var result: [[Point]] = []
    for element in elements {
      switch element {
      case .move(let p): result.append([p])
      case .line(let p), .quad(_, let p), .cubic(_, _, let p): result[result.count - 1].append(p)
      case .close:
        if let first = result.last?.first { result[result.count - 1].append(first) }
      }
    }
    return result
  }
}
