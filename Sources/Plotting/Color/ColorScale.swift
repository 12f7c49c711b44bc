import Drawing

/// A map from numbers to colours: a scale to 0…1, then a colour map.
public struct ColorScale: Hashable, Sendable {
  /// From numbers to 0…1; values outside are clamped to the ends.
  public var scale: Scale
  /// From 0…1 to colours.
  public var map: ColorMap

  /// Composes a scale and a colour map.
  public init(scale: Scale, map: ColorMap) {
    self.scale = scale
    self.map = map
  }

  /// The colour of a number; NaN is clear.
  public func color(of value: Double) -> Color {
    if value.isNaN { return Color(hex: 0).opacity(0) }
    return map.color(at: scale.fraction(of: value))
  }
}
