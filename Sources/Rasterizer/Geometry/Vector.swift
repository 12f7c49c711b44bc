import Drawing

/// A point or vector in device pixels. Distinct from `Point`, so that points on the page and pixels
/// cannot be confused, and so that its arithmetic is inlined everywhere.
struct Vector: BitwiseCopyable, Hashable, Sendable {
  var x, y: Double

  @inline(__always) init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// A point of the page times pixels per point; finite stays finite, and squares do too.
  @inline(__always) init(_ p: Point, scale: Double) {
    x = Vector.limited(p.x * scale)
    y = Vector.limited(p.y * scale)
  }

  static let zero = Vector(0, 0)

  @inline(__always) static func + (a: Vector, b: Vector) -> Vector { Vector(a.x + b.x, a.y + b.y) }
  @inline(__always) static func - (a: Vector, b: Vector) -> Vector { Vector(a.x - b.x, a.y - b.y) }
  @inline(__always) static func * (a: Vector, s: Double) -> Vector { Vector(a.x * s, a.y * s) }

  @inline(__always) var length: Double { (x * x + y * y).squareRoot() }
  /// The vector turned by a quarter, towards +y from +x.
  @inline(__always) var normal: Vector { Vector(-y, x) }
  /// The vector of length 1 in the same direction.
  @inline(__always) var unit: Vector { self * (1 / length) }

  @inline(__always) func dot(_ v: Vector) -> Double { x * v.x + y * v.y }
  @inline(__always) func cross(_ v: Vector) -> Double { x * v.y - y * v.x }

  /// A coordinate whose square, and the square of whose differences, does not overflow.
  @inline(__always) static func limited(_ v: Double) -> Double { min(max(v, -1e150), 1e150) }
}
