import Drawing

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

/// One picture in a figure: a frame, and what stands around it.
///
/// The figure first asks each panel for the room around its frame, lines the frames up in rows and
/// columns, and then has the panels draw themselves around the frames they got.
public protocol Panel: Sendable {
  /// The room needed around a frame of the given size.
  func insets(for frame: Size, in context: PlotContext) throws(PlotError) -> Insets
  /// The panel around its frame, from back to front.
  func draw(around frame: Rect, in context: PlotContext) throws(PlotError) -> [Drawing.Element]
  /// The values that the panel's axes show, so that panels can share them.
  var wishes: (x: Extent?, y: Extent?) { get }
  /// The same panel with its axes' domains replaced where they are not nil.
  func sharing(x: Axis.Domain?, y: Axis.Domain?) -> any Panel
}
