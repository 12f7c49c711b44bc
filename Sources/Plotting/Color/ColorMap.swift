import Drawing

/// A continuous map from 0…1 to colours.
public struct ColorMap: Hashable, Sendable {
  /// The map's name, as a config writes it.
  public let name: String
  let stops: [Color]

  /// Makes a map through equally spaced colours, mixed in encoded sRGB between them.
  /// - Precondition: there are at least two.
  public init(name: String, stops: [Color]) {
    precondition(stops.count >= 2)
    self.name = name
    self.stops = stops
  }

  /// The colour at a fraction, clamped to 0…1.
  public func color(at t: Double) -> Color {
    let s = min(max(t.isNaN ? 0 : t, 0), 1) * Double(stops.count - 1)
    let i = min(Int(s), stops.count - 2)
    return stops[i].mixed(with: stops[i + 1], s - Double(i))
  }
}
