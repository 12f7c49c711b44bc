import Config
import Plotting

/// A camera as a config declares it: angles in degrees.
enum CameraSpec {
  static func camera(_ fields: Fields?) -> Camera {
    var camera = Camera()
    guard let fields else { return camera }
    if let azimuth = fields.number("azimuth") {
      if azimuth.isFinite {
        camera.azimuth = azimuth * .pi / 180
      } else {
        fields.fail("azimuth", "'azimuth' must be finite, in degrees")
      }
    }
    if let elevation = fields.number("elevation") {
      if elevation >= 0, elevation <= 90 {
        camera.elevation = elevation * .pi / 180
      } else {
        fields.fail("elevation", "'elevation' must lie between 0 and 90 degrees")
      }
    }
    return camera
  }

  static let spec = ObjectSpec(
    "a camera", "Where a surface is seen from.",
    [
      .init("azimuth", .number, "The turn about the vertical, in degrees."),
      .init("elevation", .number, "The height above the horizon, 0 to 90 degrees."),
    ])
}
