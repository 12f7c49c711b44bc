import Drawing

/// A note at a place in the frame.
public struct TextMark: Mark {
  /// Which part of the text stands at the place.
  public enum Anchor: String, Hashable, Sendable, CaseIterable {
    /// Its start.
    case start
    /// Its middle.
    case middle
    /// Its end.
    case end
  }

  /// The value of x.
  public var x: Double
  /// The value of y.
  public var y: Double
  /// The text, in markup.
  public var text: String
  /// Which part of the text stands at the place.
  public var anchor: Anchor
  /// A shift from the place, in points, to the right and down.
  public var offset: Point
  /// The colour.
  public var paint: Paint
  /// The em, in points; nil takes the theme's size of tick labels.
  public var size: Double?

  /// Describes a note.
  public init(
    x: Double, y: Double, _ text: String, anchor: Anchor = .middle, offset: Point = .zero,
    paint: Paint = .muted, size: Double? = nil
  ) {
    self.x = x
    self.y = y
    self.text = text
    self.anchor = anchor
    self.offset = offset
    self.paint = paint
    self.size = size
  }

  /// The class name of the mark's group.
  public var role: String { "mark-text" }
  /// Whether the mark ends at the frame.
  public var isClipped: Bool { false }
  /// The values of x that the mark wants.
  public var xExtent: Extent? { Extent(of: [x]) }
  /// The values of y that the mark wants.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: [y]) }

  /// The note, which stands where it says or as near to it as it covers nothing.
  public func layout(on plane: Plane) -> MarkLayout {
    guard plane.x.contains(x), plane.y.contains(y) else {
      return MarkLayout { () throws(PlotError) in [] }
    }
    let share: Double =
      switch anchor {
      case .start: 0
      case .middle: 0.5
      case .end: 1
      }
    return MarkLayout(labels: [
      Label(
        text, paint: paint, subject: .note(plane.point(x, y) + offset, anchor: share),
        size: size ?? plane.theme.tickSize)
    ]) { () throws(PlotError) in [] }
  }
}
