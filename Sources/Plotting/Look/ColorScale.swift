import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
}

/// Which colours a mark asks for: a scale of its own, or one found from the values that are shown.
public enum ColorChoice: Hashable, Sendable {
  /// These, as they are.
  case given(ColorScale)
  /// A map over a domain; arrows stand where values that are shown are cut.
  case over(ColorMap, Scale)
  /// A map over the values that are shown.
  case shown(ColorMap, Scale.Kind = .linear)

  /// The scale for the values that are shown.
  /// - Throws: `PlotError` if the values or the domain span more than a scale can.
  func scale(for values: [Double]) throws(PlotError) -> ColorScale {
    switch self {
    case .given(let scale): return scale
    case .over(let map, let scale): return Self.arrowed(scale, map, values)
    case .shown(let map, let kind):
      let shown = ColorScale.trimmed(values, kind)
      return Self.arrowed(
        try ColorScale.automatic(for: shown, map: map, kind: kind).scale, map, values)
    }
  }

  private static func arrowed(_ scale: Scale, _ map: ColorMap, _ values: [Double]) -> ColorScale {
    let slack = 1e-9 * (scale.high - scale.low)
    return ColorScale(
      scale: scale, map: map, extendsBelow: values.contains { $0 < scale.low - slack },
      extendsAbove: values.contains { $0 > scale.high + slack })
  }
}

extension ColorScale {
  /// The most orders of magnitude that a logarithmic colour scale spans by itself.
  private static let mostDecades = 12.0
  /// The share of values beyond an end that is unbounded.
  private static let tail = 0.02

  /// Values without those that no scale should reach out to: where some are infinite, the outer ones on that
  /// side; on a logarithmic scale, those many orders of magnitude below the largest.
  fileprivate static func trimmed(_ values: [Double], _ kind: Scale.Kind) -> [Double] {
    var finite = values.filter { $0.isFinite && (kind != .log || $0 > 0) }
    guard !finite.isEmpty else { return values }
    finite.sort()
    let cut = Int(Double(finite.count) * tail)
    if values.contains(.infinity) { finite.removeLast(cut) }
    if values.contains(-.infinity) { finite.removeFirst(min(cut, finite.count - 1)) }
    if kind == .log, let largest = finite.last {
      finite.removeAll { $0 < largest * pow(10, -mostDecades) }
    }
    return finite
  }
}
