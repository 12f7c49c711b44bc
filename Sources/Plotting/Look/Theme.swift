import Drawing

/// The look of a figure: colours, sizes in points, line widths in points.
public struct Theme: Hashable, Sendable {
  /// The theme's name, as a config writes it.
  public var name: String
  /// The page.
  public var background: Color
  /// Titles and whatever must be read first.
  public var foreground: Color
  /// Ticks, captions and notes.
  public var muted: Color
  /// Axis lines and ticks.
  public var axis: Color
  /// Grid lines.
  public var grid: Color
  /// The colours of categories, in the order of their use.
  public var palette: [Color]
  /// The shapes α whose colours `ramp` holds, in order.
  public static let rampShapes: [Double] = [.infinity, 2, 1.5, 1, 0, -2, -.infinity]
  /// The colours of `rampShapes`; between them colours are mixed, in encoded sRGB, by their places
  /// (α − 2)/(|α − 2| + 4) on the α scale.
  public var ramp: [Color]
  /// The colour of what deserves suspicion: outliers.
  public var alert: Color

  /// The em of a figure's title.
  public var titleSize = 15.0
  /// The em of a panel's title.
  public var panelTitleSize = 12.5
  /// The em of axis labels, curve labels and legends.
  public var labelSize = 12.5
  /// The em of tick labels.
  public var tickSize = 11.5
  /// The em of captions.
  public var captionSize = 11.0
  /// The width of axis lines and ticks.
  public var axisWidth = 1.0
  /// The width of grid lines.
  public var gridWidth = 0.5
  /// The width of curves and lines.
  public var lineWidth = 2.0
  /// The diameter of points.
  public var pointSize = 5.5

  /// Dark ink on white.
  public static let light = Theme(
    name: "light", background: .white, foreground: Color(hex: 0x1B1F24),
    muted: Color(hex: 0x57606A), axis: Color(hex: 0x8C959F), grid: Color(hex: 0xDFE3E8),
    palette: Palette.light, ramp: Palette.lightRamp, alert: Color(hex: 0xA83902))

  /// Light ink on near-black, the background of dark code hosting pages.
  public static let dark = Theme(
    name: "dark", background: Color(hex: 0x0D1117), foreground: Color(hex: 0xE6EDF3),
    muted: Color(hex: 0x9DA7B3), axis: Color(hex: 0x626C78), grid: Color(hex: 0x262D37),
    palette: Palette.dark, ramp: Palette.darkRamp, alert: Color(hex: 0xD47141))
}
