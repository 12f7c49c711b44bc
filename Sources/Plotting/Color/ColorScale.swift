import Drawing

/// A map from numbers to colours: a scale to 0…1, then a colour map.
public struct ColorScale: Hashable, Sendable {
  /// From numbers to 0…1; values outside are clamped to the ends.
  public var scale: Scale
  /// From 0…1 to colours.
  public var map: ColorMap
  /// Whether values below the domain occur: the colour bar then ends in an arrow.
  public var extendsBelow: Bool
  /// Whether values above the domain occur.
  public var extendsAbove: Bool

  /// Composes a scale and a colour map.
  public init(
    scale: Scale, map: ColorMap, extendsBelow: Bool = false, extendsAbove: Bool = false
  ) {
    self.scale = scale
    self.map = map
    self.extendsBelow = extendsBelow
    self.extendsAbove = extendsAbove
  }

  /// The colour of a number in a theme; NaN is clear.
  public func color(of value: Double, in theme: Theme) -> Color {
    value.isNaN
      ? theme.background.opacity(0) : map.table(in: theme).color(at: scale.fraction(of: value))
  }

  /// A scale over what a field shows, where no domain is given: its finite values, symmetric about 0
  /// for a diverging map.
  static func automatic(
    for values: some Sequence<Double>, map: ColorMap, kind: Scale.Kind
  ) throws(PlotError) -> ColorScale {
    var extent = Extent(of: values) ?? Extent(0, 1)
    if map == .balance {
      let reach = max(abs(extent.lower), abs(extent.upper))
      extent = Extent(-reach, reach)
    }
    return ColorScale(scale: try Scale(kind, from: extent.lower, to: extent.upper), map: map)
  }
}
