#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Path {
  /// Adds an arc of a circle, preceded by a line to its start if a subpath is open.
  ///
  /// Each part of at most a quarter turn is one cubic with handles of length (4/3)·tan(θ/4)·r, which
  /// leaves the circle by less than 2.8e-4 of the radius.
  /// - Parameters:
  ///   - center: the centre, in points.
  ///   - radius: the radius, in points.
  ///   - start: the angle of the first point, in radians, clockwise on the page from +x.
  ///   - sweep: the signed angle drawn, in radians.
  public mutating func arc(center: Point, radius: Double, start: Double, sweep: Double) {
    guard sweep.isFinite else { return }
    // More turns than anybody counts are no other arc.
    let parts = Int(min(max(1, (abs(sweep) / (.pi / 2) - 1e-9).rounded(.up)), 1000))
    let step = sweep / Double(parts)
    let handle = 4.0 / 3.0 * tan(step / 4) * radius
    func at(_ angle: Double) -> (Point, Point) {
      let direction = Point(cos(angle), sin(angle))
      return (center + direction * radius, Point(-direction.y, direction.x))
    }
    var (from, tangent) = at(start)
    line(to: from)
    for i in 1...parts {
      let (to, nextTangent) = at(start + step * Double(i))
      cubic(from + tangent * handle, to - nextTangent * handle, to: to)
      (from, tangent) = (to, nextTangent)
    }
  }

  /// A closed circle.
  public init(circle center: Point, radius r: Double) {
    self.init()
    // The exact constant for a quarter turn keeps the four extreme points exact.
    let h = r * 0.552_284_749_830_793_4
    let (x, y) = (center.x, center.y)
    move(to: Point(x + r, y))
    cubic(Point(x + r, y + h), Point(x + h, y + r), to: Point(x, y + r))
    cubic(Point(x - h, y + r), Point(x - r, y + h), to: Point(x - r, y))
    cubic(Point(x - r, y - h), Point(x - h, y - r), to: Point(x, y - r))
    cubic(Point(x + h, y - r), Point(x + r, y - h), to: Point(x + r, y))
    close()
  }
}
