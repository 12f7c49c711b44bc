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

  /// A scale over the finite ones of some values; symmetric about 0 for the diverging map, and over the
  /// positive ones alone if it is logarithmic. Values that it cannot show, such as infinities, make the
  /// bar end in arrows; NaN counts for nothing. Without any value to go by it runs from 0 to 1.
  /// - Throws: `PlotError` if the values span more than a scale can.
  public static func automatic(
    for values: some Sequence<Double>, map: ColorMap, kind: Scale.Kind = .linear
  ) throws(PlotError) -> ColorScale {
    var extent: Extent?
    var (isBelow, isAbove) = (false, false)
    for value in values where !value.isNaN {
      if value == .infinity {
        isAbove = true
      } else if value == -.infinity || (kind == .log && value <= 0) {
        isBelow = true
      } else {
        extent = Extent.union(extent, Extent(value, value))
      }
    }
    var domain = extent ?? (kind == .log ? Extent(1, 10) : Extent(0, 1))
    if map == .balance, kind != .log {
      let reach = max(abs(domain.lower), abs(domain.upper))
      domain = Extent(-reach, reach)
    }
    return ColorScale(
      scale: try Scale(kind, from: domain.lower, to: domain.upper), map: map,
      extendsBelow: isBelow, extendsAbove: isAbove)
  }

  /// A scale over what a field shows on two axes.
  /// - Throws: `PlotError` if the values span more than a scale can.
  public static func automatic(
    for field: Field, x: Scale, y: Scale, map: ColorMap, kind: Scale.Kind = .linear
  ) throws(PlotError) -> ColorScale {
    let n = 64
    let values = (0...n).flatMap { row in
      (0...n).map { column in
        field.value(
          x.value(at: Double(column) / Double(n)), y.value(at: Double(row) / Double(n)))
      }
    }
    return try automatic(for: values, map: map, kind: kind)
  }
}
