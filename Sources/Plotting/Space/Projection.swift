import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A place in the box: fractions 0…1 along x, y (depth) and z (height).
struct BoxPoint: Hashable {
  var x: Double
  var y: Double
  var z: Double
}

/// From the box to the page.
///
/// The box is turned by the camera's azimuth and tilted by its elevation; what is left after dropping
/// the depth is scaled, the same in both directions, to fill a rectangle.
struct Projection {
  /// The sides of the box: wide enough for both horizontal axes, lower than wide.
  private static let sides = BoxPoint(x: 1.15, y: 1, z: 0.72)

  private let cosine: Double
  private let sine: Double
  private let up: Double
  private let tilt: Double
  private var scale = 1.0
  private var shift = Point.zero

  init(_ camera: Camera, into target: Rect) {
    cosine = cos(camera.azimuth)
    sine = sin(camera.azimuth)
    up = cos(camera.elevation)
    tilt = sin(camera.elevation)
    let bounds = Path(polyline: Self.corners.map { raw($0) }).controlBounds!
    scale = min(
      target.width / max(bounds.width, 1e-9), target.height / max(bounds.height, 1e-9))
    shift = target.center - bounds.center * scale
  }

  static let corners = (0..<8).map { i in
    BoxPoint(x: Double(i & 1), y: Double(i >> 1 & 1), z: Double(i >> 2))
  }

  private func raw(_ p: BoxPoint) -> Point {
    let (x, y, z) = (
      (p.x - 0.5) * Self.sides.x, (p.y - 0.5) * Self.sides.y, (p.z - 0.5) * Self.sides.z
    )
    return Point(x * cosine - y * sine, -(z * up + (x * sine + y * cosine) * tilt))
  }

  /// The place on the page.
  func page(_ p: BoxPoint) -> Point { raw(p) * scale + shift }

  /// Whether places with larger x lie farther from the viewer.
  var isFarAtLargeX: Bool { sine > 0 }
  /// Whether places with larger y lie farther from the viewer.
  var isFarAtLargeY: Bool { cosine > 0 }

  /// The cosine of the angle between a facet's upward normal and the light, which comes from the upper
  /// left of the page; `dx` and `dy` are the slopes of height in fractions of the box.
  func brightness(dx: Double, dy: Double) -> Double {
    let (sx, sy) = (dx * Self.sides.z / Self.sides.x, dy * Self.sides.z / Self.sides.y)
    let n = (x: -sx, y: -sy, z: 1.0)
    let length = (n.x * n.x + n.y * n.y + 1).squareRoot()
    // The light is fixed to the page, so that a turning camera does not change how forms read.
    let right = n.x * cosine - n.y * sine
    let away = n.x * sine + n.y * cosine
    return (-0.45 * right - 0.35 * away + 0.82 * n.z) / length
  }
}
