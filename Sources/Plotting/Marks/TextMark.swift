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

  /// The class name of the mark's group: see `Mark`.
  public var role: String { "mark-text" }
  /// Whether the mark ends at the frame: see `Mark`.
  public var isClipped: Bool { false }
  /// The values of x that the mark wants: see `Mark`.
  public var xExtent: Extent? { Extent(of: [x]) }
  /// The values of y that the mark wants: see `Mark`.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: [y]) }

  /// The mark on a plane: see `Mark`.
  public func draw(on plane: Plane) throws(PlotError) -> [Drawing.Element] {
    guard plane.x.contains(x), plane.y.contains(y) else { return [] }
    let size = size ?? plane.theme.tickSize
    let line = try plane.context.line(text, size: size)
    let share: Double =
      switch anchor {
      case .start: 0
      case .middle: 0.5
      case .end: 1
      }
    let at = plane.point(x, y) + offset + Point(-line.width * share, size * 0.34)
    return [
      .text(
        .init(
          line, at: at, color: paint.color(in: plane.theme),
          halo: .init(plane.theme.background, radius: 2)))
    ]
  }
}
