/// A position in points (1/72 in); y grows downwards, as in SVG.
public struct Point: Hashable, Sendable {
  /// The horizontal coordinate, in points, growing to the right.
  public var x: Double
  /// The vertical coordinate, in points, growing downwards.
  public var y: Double

  /// Makes a point from its coordinates in points.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// Makes a point from its coordinates in points.
  public init(_ x: Double, _ y: Double) {
    self.init(x: x, y: y)
  }

  /// The origin.
  public static let zero = Point(0, 0)

  /// The sum of two points taken as vectors.
  public static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  /// The vector from `b` to `a`.
  public static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  /// The vector scaled by a number.
  public static func * (a: Point, s: Double) -> Point { Point(a.x * s, a.y * s) }

  /// The distance from the origin, in points.
  public var length: Double { (x * x + y * y).squareRoot() }
}

/// A width and a height, in points.
public struct Size: Hashable, Sendable {
  /// The extent in x, in points.
  public var width: Double
  /// The extent in y, in points.
  public var height: Double

  /// Makes a size from its extents in points.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}

/// An axis-aligned rectangle, in points.
public struct Rect: Hashable, Sendable {
  /// The left edge.
  public var x: Double
  /// The upper edge.
  public var y: Double
  /// The extent to the right of the left edge; not negative.
  public var width: Double
  /// The extent below the upper edge; not negative.
  public var height: Double

  /// Makes a rectangle from its upper left corner and its extents, in points.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Makes a rectangle from its four edges, in points.
  public init(left: Double, top: Double, right: Double, bottom: Double) {
    self.init(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The left edge.
  public var left: Double { x }
  /// The upper edge.
  public var top: Double { y }
  /// The right edge.
  public var right: Double { x + width }
  /// The lower edge.
  public var bottom: Double { y + height }
  /// The point halfway between opposite corners.
  public var center: Point { Point(x + width / 2, y + height / 2) }

  /// The rectangle with every edge moved outwards by `d` points (inwards if negative).
  public func expanded(by d: Double) -> Rect {
    Rect(x: x - d, y: y - d, width: width + 2 * d, height: height + 2 * d)
  }

  /// The rectangle moved by a vector.
  public func offset(by v: Point) -> Rect {
    Rect(x: x + v.x, y: y + v.y, width: width, height: height)
  }

  /// Whether a point lies inside or on an edge.
  public func contains(_ p: Point) -> Bool {
    p.x >= left && p.x <= right && p.y >= top && p.y <= bottom
  }

  /// Whether the two rectangles share an area; touching edges do not count.
  public func intersects(_ other: Rect) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  /// The smallest rectangle that holds both.
  public func union(_ other: Rect) -> Rect {
    Rect(
      left: Swift.min(left, other.left), top: Swift.min(top, other.top),
      right: Swift.max(right, other.right), bottom: Swift.max(bottom, other.bottom))
  }
}
