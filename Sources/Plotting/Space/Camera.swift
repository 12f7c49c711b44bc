/// Where a box in three dimensions is seen from, from infinitely far away: parallel lines stay parallel,
/// so that lengths along an axis can be compared. Angles are in radians.
public struct Camera: Hashable, Sendable {
  /// The turn of the box about the vertical: at 0 the viewer looks along +y with +x to the right;
  /// positive angles turn the box counterclockwise as seen from above.
  public var azimuth: Double
  /// The height of the viewer above the horizon, 0…π/2.
  public var elevation: Double

  /// Places a viewer.
  public init(azimuth: Double = -0.6, elevation: Double = 0.48) {
    self.azimuth = azimuth
    self.elevation = elevation
  }
}
