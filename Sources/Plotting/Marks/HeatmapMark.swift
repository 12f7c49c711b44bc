import Drawing

/// A field as colours over the whole frame: one image, whatever its size.
public struct HeatmapMark: Mark {
  /// The field.
  public var field: Field
  /// From values to colours.
  public var colors: ColorScale
  /// The label of the colour bar, in markup.
  public var label: String?
  /// Whether a colour bar stands beside the frame.
  public var hasColorBar: Bool
  /// How many samples are taken along one point of the page.
  public var resolution: Double

  /// Describes a heatmap.
  public init(
    _ field: Field, colors: ColorScale, label: String? = nil, hasColorBar: Bool = true,
    resolution: Double = 1
  ) {
    self.field = field
    self.colors = colors
    self.label = label
    self.hasColorBar = hasColorBar
    self.resolution = resolution
  }

  public var role: String { "mark-heatmap" }
  public var colorBar: ColorBar? { hasColorBar ? ColorBar(colors, label: label) : nil }

  /// More samples than this along a side show nothing more.
  private static let limit = 4096.0

  public func draw(on plane: Plane) -> [Drawing.Element] {
    let frame = plane.frame
    let columns = Int(min(max(frame.width * resolution, 1), Self.limit).rounded())
    let rows = Int(min(max(frame.height * resolution, 1), Self.limit).rounded())
    let samples = FieldSamples(
      field, on: plane, columns: columns, rows: rows, atCorners: false)
    let table = colors.map.table(in: plane.theme)
    let image = Image(width: columns, height: rows) { column, row in
      let value = samples[column, row]
      return value.isNaN
        ? plane.theme.background : table.color(at: colors.scale.fraction(of: value))
    }
    return [.image(image, in: frame, sampling: .linear)]
  }
}
