import Drawing

/// A field as colours over the whole frame: one image, whatever its size.
public struct HeatmapMark: Mark {
  /// The field.
  public var field: Field
  /// From values to colours.
  public var colors: ColorChoice
  /// The label of the colour bar, in markup.
  public var label: String?
  /// Whether a colour bar stands beside the frame.
  public var hasColorBar: Bool
  /// How many samples are taken along one point of the page; between them colours are mixed. At 1 a smooth
  /// field shows no steps on a page of 2 pixels a point.
  public var resolution: Double

  /// Describes a heatmap.
  public init(
    _ field: Field, colors: ColorChoice, label: String? = nil, hasColorBar: Bool = true,
    resolution: Double = 1
  ) {
    self.field = field
    self.colors = colors
    self.label = label
    self.hasColorBar = hasColorBar
    self.resolution = resolution
  }

  /// Describes a heatmap in colours of its own.
  public init(
    _ field: Field, colors: ColorScale, label: String? = nil, hasColorBar: Bool = true,
    resolution: Double = 1
  ) {
    self.init(
      field, colors: .given(colors), label: label, hasColorBar: hasColorBar, resolution: resolution)
  }

  /// `mark-heatmap`.
  public var role: String { "mark-heatmap" }
  /// More samples than this along a side show nothing more.
  private static let limit = 4096.0

  /// The colours for what is shown, and the image, made when it is drawn.
  public func layout(on plane: Plane) throws(PlotError) -> MarkLayout {
    let scale = try colors.scale(for: field.values(x: plane.x, y: plane.y))
    return MarkLayout(
      colorBar: hasColorBar ? ColorBar(scale, label: label) : nil, cover: scale
    ) { () throws(PlotError) in try draw(on: plane, scale) }
  }

  /// One image that covers the frame; where the field is NaN, the page shows.
  /// - Throws: `PlotError` if the resolution is not a positive number.
  private func draw(on plane: Plane, _ colors: ColorScale) throws(PlotError) -> [Drawing.Element] {
    guard resolution > 0, resolution.isFinite else {
      throw PlotError(
        "a heatmap's resolution must be a positive number of samples a point, not \(resolution)")
    }
    let frame = plane.frame
    func count(_ length: Double) -> Int {
      Int(min(max(1, length * resolution), Self.limit).rounded())
    }
    let grid = FieldGrid(
      on: plane, columns: count(frame.width), rows: count(frame.height), atCorners: false)
    let table = colors.map.table(in: plane.theme)
    let (field, scale, background) = (field, colors.scale, plane.theme.background)
    let image = Image(width: grid.x.count, height: grid.y.count) { row in
      // Opaque: an image without transparency is smaller, and has no pale rim where it is smoothed.
      field.row(grid.x, grid.y[row]).map {
        $0.isNaN ? background : table.color(at: scale.fraction(of: $0))
      }
    }
    return [.image(image, in: frame, sampling: .linear)]
  }
}
