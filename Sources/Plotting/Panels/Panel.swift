import Drawing

/// One picture in a figure: a frame, and what stands around it.
///
/// The figure lays each panel out for a size of frame, lines the frames up in rows and columns by the
/// room that they need, and puts what was laid out in its place.
public protocol Panel: Sendable {
  /// The panel about a frame of the given size.
  func layout(for frame: Size, in context: PlotContext) throws(PlotError) -> PanelLayout
  /// The values that the panel's axes show, so that panels can share them.
  var wishes: (x: Extent?, y: Extent?) { get }
  /// The same panel with its axes' domains replaced where they are not nil.
  func sharing(x: Axis.Domain?, y: Axis.Domain?) -> any Panel
  /// The axes along the sides of the frame, if it has such.
  var sides: (x: Axis, y: Axis)? { get }
  /// The same panel with other axes along its sides.
  func with(x: Axis, y: Axis) -> any Panel
  /// What the panel's own legend above its frame says.
  var legendEntries: [LegendEntry] { get }
  /// The same panel without a legend of its own.
  var withoutLegend: any Panel { get }
  /// The width of a frame divided by its height at which units of both axes are equally long; nil if they
  /// need not be.
  var wantedAspect: Double? { get }
}

extension Panel {
  /// None.
  public var sides: (x: Axis, y: Axis)? { nil }
  /// As it is.
  public func with(x: Axis, y: Axis) -> any Panel { self }
  /// None.
  public var legendEntries: [LegendEntry] { [] }
  /// As it is.
  public var withoutLegend: any Panel { self }
  /// None.
  public var wantedAspect: Double? { nil }
}

/// What stands above a frame, in bands from the top: the panels of a row share their heights, so that titles,
/// legends and labels stand at one height each.
public struct PanelHead: Hashable, Sendable {
  /// The heights of the title, the legend, the label of the vertical axis, and the labels of lines that leave
  /// the frame, in points.
  public var title, legend, label, ends: Double

  /// Describes the bands.
  public init(title: Double = 0, legend: Double = 0, label: Double = 0, ends: Double = 0) {
    self.title = title
    self.legend = legend
    self.label = label
    self.ends = ends
  }

  /// All of them.
  var height: Double { title + legend + label + ends }

  /// The larger of the two, band by band.
  func union(_ other: PanelHead) -> PanelHead {
    PanelHead(
      title: max(title, other.title), legend: max(legend, other.legend),
      label: max(label, other.label), ends: max(ends, other.ends))
  }
}

/// Room kept free around a frame, in points.
public struct Insets: Hashable, Sendable {
  /// Above, below, before and behind the frame.
  public var top, bottom, left, right: Double

  /// Describes the room.
  public init(top: Double = 0, bottom: Double = 0, left: Double = 0, right: Double = 0) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }

  /// The larger of the two on each side.
  func union(_ other: Insets) -> Insets {
    Insets(
      top: max(top, other.top), bottom: max(bottom, other.bottom), left: max(left, other.left),
      right: max(right, other.right))
  }
}

/// A panel laid out about a frame whose upper left corner is the origin: all that depends on the frame's
/// size is decided, only its place on the page and the heights that it shares with its row are not.
public struct PanelLayout: Sendable {
  /// What stands above the frame.
  public let head: PanelHead
  /// The room that the panel takes below, before and behind the frame, in points.
  public let bottom, left, right: Double
  /// Whether labels beside the frame have leaders.
  public let hasLeaders: Bool
  private let elements: @Sendable (PanelHead) throws(PlotError) -> [Drawing.Element]

  /// Describes a layout.
  /// - Parameters:
  ///   - head: what stands above the frame.
  ///   - bottom: the room below it.
  ///   - left: the room before it.
  ///   - right: the room behind it.
  ///   - hasLeaders: whether labels beside the frame have leaders.
  ///   - elements: the panel about a frame at the origin under a head, from back to front.
  public init(
    head: PanelHead, bottom: Double, left: Double, right: Double, hasLeaders: Bool = false,
    elements: @escaping @Sendable (PanelHead) throws(PlotError) -> [Drawing.Element]
  ) {
    self.head = head
    self.bottom = bottom
    self.left = left
    self.right = right
    self.hasLeaders = hasLeaders
    self.elements = elements
  }

  /// The room around the frame.
  public var insets: Insets {
    Insets(top: head.height, bottom: bottom, left: left, right: right)
  }

  /// The panel, from back to front, its frame's upper left corner at a point of the page.
  /// - Parameters:
  ///   - corner: the corner.
  ///   - head: the heights of its row; its own unless given.
  public func draw(
    at corner: Point, under head: PanelHead? = nil
  ) throws(PlotError) -> [Drawing.Element] {
    try elements(head ?? self.head).map { $0.offset(by: corner) }
  }
}
