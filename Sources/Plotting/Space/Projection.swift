import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// From places in the box to places on the page.
struct Projection: Sendable {
  /// Directions of the page's right and up, and of the viewer, all of length 1.
  let right, up, toward: Vector
  /// The distance of the eye from the origin; infinite for an orthographic view.
  let distance: Double
  /// Points on the page for one unit of the box at the origin.
  var scale = 1.0
  /// Where the origin stands on the page.
  var origin = Point.zero

  /// Looks at a box whose half diagonal is `radius`.
  init(_ camera: Camera, radius: Double) {
    let (sa, ca) = (sin(camera.azimuth), cos(camera.azimuth))
    let (se, ce) = (sin(camera.elevation), cos(camera.elevation))
    // Turning the box counterclockwise is moving the viewer clockwise.
    toward = Vector(-sa * ce, -ca * ce, se)
    right = Vector(ca, -sa, 0)
    up = toward.cross(right)
    distance = camera.distance * radius
  }

  /// Where a place appears on the page.
  func point(_ p: Vector) -> Point {
    let nearness = distance.isFinite ? distance / (distance - toward.dot(p)) : 1
    return Point(
      origin.x + scale * nearness * right.dot(p), origin.y - scale * nearness * up.dot(p))
  }

  /// The direction from a place to the eye, not of length 1.
  func ray(from p: Vector) -> Vector { distance.isFinite ? toward * distance - p : toward }

  /// The coordinate of the eye along an axis of the box; ±∞ for an orthographic view, and 0 where
  /// such a view is at right angles to the axis.
  func eye(_ axis: Int) -> Double {
    if distance.isFinite { return toward[axis] * distance }
    return abs(toward[axis]) < 1e-9 ? 0 : toward[axis] * .infinity
  }
}
