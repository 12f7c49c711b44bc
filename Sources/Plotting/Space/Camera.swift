/// Where a box in three dimensions is seen from. Angles are in radians.
///
/// The view is orthographic unless a distance is given: parallel lines stay parallel, so that lengths
/// along an axis can be compared.
public struct Camera: Hashable, Sendable {
  /// The turn of the box about the vertical, any finite angle: at 0 the viewer looks along +y with +x
  /// to the right; positive angles turn the box counterclockwise as seen from above.
  public var azimuth: Double
  /// The height of the viewer above the horizon, −π/2…π/2; π/2 looks straight down.
  public var elevation: Double
  /// The distance of the eye from the middle of the box, in halves of the box's diagonal, at least
  /// 1.5; infinite for an orthographic view, in which parallel lines stay parallel.
  public var distance: Double
  /// The size of the picture relative to one that fills the frame; above 1 it leaves the frame.
  public var zoom: Double
  /// What the frame is filled with.
  public var fit: Fit

  /// What of the box the frame must hold.
  public enum Fit: Hashable, Sendable {
    /// The box and its labels as they are seen: the largest picture.
    case view
    /// The box and its labels at every azimuth: the size stays while the camera turns.
    case turntable
  }

  /// Places a viewer.
  public init(
    azimuth: Double = -0.6, elevation: Double = 0.48, distance: Double = .infinity,
    zoom: Double = 1, fit: Fit = .view
  ) {
    self.azimuth = azimuth
    self.elevation = elevation
    self.distance = distance
    self.zoom = zoom
    self.fit = fit
  }

  /// Throws what is wrong with the settings, if anything is.
  func validate() throws(PlotError) {
    guard azimuth.isFinite else {
      throw PlotError("a camera's azimuth must be a finite angle, not \(azimuth)")
    }
    guard abs(elevation) <= .pi / 2 + 1e-9 else {
      throw PlotError(
        "a camera's elevation must lie between -90 and 90 degrees, not \(elevation * 180 / .pi)")
    }
    guard distance >= 1.5 else {
      throw PlotError(
        "a camera's distance must be at least 1.5 half diagonals of the box, not \(distance)")
    }
    guard zoom > 0, zoom <= 1000 else {
      throw PlotError("a camera's zoom must lie above 0 and at most at 1000, not \(zoom)")
    }
  }
}
