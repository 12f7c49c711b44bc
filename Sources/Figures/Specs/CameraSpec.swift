import Config
import Plotting

/// A camera as a config declares it: angles in degrees.
struct CameraSpec: Sendable {
  var azimuth: Number?
  var elevation: Number?

  func camera(in names: Names) throws(ConfigError) -> Camera {
    var camera = Camera()
    if let azimuth { camera.azimuth = try azimuth.value(in: names) * .pi / 180 }
    if let elevation { camera.elevation = try elevation.value(in: names) * .pi / 180 }
    return camera
  }

  init(_ fields: Fields?) {
    azimuth = fields?.number("azimuth", .between(-36000, 36000, "degrees"))
    elevation = fields?.number("elevation", .between(0, 90, "degrees"))
  }

  static let spec = ObjectSpec(
    "a camera", "Where a surface is seen from.",
    [
      .init("azimuth", .number, "The turn about the vertical, in degrees."),
      .init("elevation", .number, "The height above the horizon, 0 to 90 degrees."),
    ])
}
