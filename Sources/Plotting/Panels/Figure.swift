import Drawing

/// A whole figure: panels in rows and columns, a title above, a caption below.
public struct Figure: Sendable {
  /// A short name for machines and assistive software; the title's plain text if empty.
  public var name: String
  /// The line above everything, in markup.
  public var title: String?
  /// The paragraph below everything, in markup.
  public var caption: String?
  /// What a reader who does not see the picture should know.
  public var alternativeText: String
  /// The panels, row by row.
  public var panels: [any Panel]
  /// How many panels stand side by side; nil puts up to three in one row.
  public var columns: Int?
  /// The width of the page, in points.
  public var width: Double
  /// The height of the page, in points; nil follows from `aspect`.
  public var height: Double?
  /// The width of a frame divided by its height, where `height` is nil.
  public var aspect: Double
  /// Whether panels show the same values along x, and along y; tick labels and labels of axes then stand only
  /// at the outer panels.
  public var sharesX, sharesY: Bool
  /// Whose the legend is.
  public var legend: Legend

  /// Where legends stand.
  public enum Legend: Hashable, Sendable {
    /// One above all panels if theirs would say the same, else one in each.
    case automatic
    /// One above all panels.
    case figure
    /// One in each panel.
    case panels
  }

  /// Describes a figure.
  public init(
    name: String = "", title: String? = nil, caption: String? = nil, alternativeText: String = "",
    panels: [any Panel], columns: Int? = nil, width: Double = 800, height: Double? = nil,
    aspect: Double = 1.3, sharesX: Bool = false, sharesY: Bool = false,
    legend: Legend = .automatic
  ) {
    self.name = name
    self.title = title
    self.caption = caption
    self.alternativeText = alternativeText
    self.panels = panels
    self.columns = columns
    self.width = width
    self.height = height
    self.aspect = aspect
    self.sharesX = sharesX
    self.sharesY = sharesY
    self.legend = legend
  }

  /// The figure as a page in a theme.
  /// - Throws: `PlotError` for markup, domains and sizes that cannot be drawn.
  /// - Parameters:
  ///   - theme: the look.
  ///   - typesetter: the faces.
  ///   - room: room to be kept around frames beside what the figure needs itself.
  public func drawing(
    in theme: Theme, typesetter: Typesetter, room: FigureRoom = FigureRoom()
  ) throws(PlotError) -> Drawing {
    try laidOut(in: theme, typesetter: typesetter, room: room).page()
  }

  /// The figure laid out in a theme: where its frames stand, and the room around them.
  /// - Throws: `PlotError` for markup, domains and sizes that cannot be drawn.
  /// - Parameters:
  ///   - theme: the look.
  ///   - typesetter: the faces.
  ///   - room: room to be kept around frames beside what the figure needs itself.
  public func laidOut(
    in theme: Theme, typesetter: Typesetter, room: FigureRoom = FigureRoom()
  ) throws(PlotError) -> FigureLayout {
    try FigureLayout(
      self, context: PlotContext(theme: theme, typesetter: typesetter), room: room)
  }

  /// The figure with the domains that its axes have left open set to what a number of figures need: the
  /// frames of an animation, whose axes must not move.
  public func sharing(_ wishes: [(x: Extent?, y: Extent?)]) -> Figure {
    var figure = self
    for (i, wish) in wishes.enumerated() where panels.indices.contains(i) {
      figure.panels[i] = panels[i].sharing(
        x: wish.x.map { Axis.Domain(from: $0.lower, to: $0.upper) },
        y: wish.y.map { Axis.Domain(from: $0.lower, to: $0.upper) })
    }
    return figure
  }
}
