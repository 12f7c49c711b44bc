/// Where a box in three dimensions is seen from. Angles are in radians.
public struct Camera: Hashable, Sendable {
  /// The turn of the viewer about the vertical: 0 looks along +y, positive turns towards −x.
  public var azimuth: Double
  /// The height of the viewer above the horizon, 0…π/2.
  public var elevation: Double

  /// Places a viewer.
  public init(azimuth: Double = 0.6, elevation: Double = 0.5) {
    self.azimuth = azimuth
    self.elevation = elevation
  }
}
