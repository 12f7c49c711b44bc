/// A page: a flat, ordered list of elements in points, y down. It is the only thing a writer sees.
///
/// Later elements lie on top of earlier ones. `begin` and `end` bracket groups and must balance;
/// a writer treats a missing `end` as standing at the end of the list.
public struct Drawing: Hashable, Sendable {
  /// The size of the page, in points.
  public var size: Size
  /// The colour of the page; nil leaves it transparent.
  public var background: Color?
  /// A short name, for `<title>` and PNG's Title text.
  public var title: String
  /// Alternative text: what a reader who does not see the picture should know.
  public var description: String
  /// What is drawn, from back to front.
  public var elements: [Element]

  /// Makes a page.
  public init(
    size: Size, background: Color? = nil, title: String = "", description: String = "",
    elements: [Element] = []
  ) {
    self.size = size
    self.background = background
    self.title = title
    self.description = description
    self.elements = elements
  }

  /// One thing on the page.
  public enum Element: Hashable, Sendable {
    /// A path, filled, stroked or both (fill below stroke).
    case shape(Shape)
    /// A laid-out line of text.
    case text(Text)
    /// An image scaled into a rectangle.
    case image(Image, in: Rect, sampling: Image.Sampling)
    /// Opens a group.
    case begin(Group)
    /// Closes the group opened last.
    case end
  }

  /// A path with its paint.
  public struct Shape: Hashable, Sendable {
    /// The outline.
    public var path: Path
    /// The colour of the inside; nil for none.
    public var fill: Color?
    /// Which points count as inside.
    public var rule: FillRule
    /// The line along the outline; nil for none.
    public var stroke: Stroke?

    /// Describes a path's paint.
    public init(
      _ path: Path, fill: Color? = nil, rule: FillRule = .nonZero, stroke: Stroke? = nil
    ) {
      self.path = path
      self.fill = fill
      self.rule = rule
      self.stroke = stroke
    }
  }

  /// Which points count as inside a path that winds around them.
  public enum FillRule: Hashable, Sendable {
    /// Those with a winding number other than zero.
    case nonZero
    /// Those with an odd winding number.
    case evenOdd
  }

  /// A line of text at its place.
  public struct Text: Hashable, Sendable {
    /// The glyphs.
    public var line: TextLine
    /// Where the start of the baseline stands, in points.
    public var origin: Point
    /// The turn about `origin`, in radians, clockwise on the page.
    public var rotation: Double
    /// The colour of the glyphs.
    public var color: Color
    /// A line around the glyphs, drawn beneath them, that parts the text from what is behind it.
    public var halo: Halo?

    /// Places a line of text.
    public init(
      _ line: TextLine, at origin: Point, rotation: Double = 0, color: Color, halo: Halo? = nil
    ) {
      self.line = line
      self.origin = origin
      self.rotation = rotation
      self.color = color
      self.halo = halo
    }
  }

  /// A border around glyphs, drawn beneath them with round joins.
  public struct Halo: Hashable, Sendable {
    /// The colour, usually that of the page.
    public var color: Color
    /// How far it reaches beyond the glyphs, in points.
    public var radius: Double

    /// Describes a halo.
    public init(_ color: Color, radius: Double) {
      self.color = color
      self.radius = radius
    }
  }

  /// What a group's elements share.
  public struct Group: Hashable, Sendable {
    /// A readable name for the kind of thing inside: `axis-x`, `mark-curve`; SVG's `class`.
    public var role: String
    /// A readable name for this one thing inside, if it has one; SVG's `<title>` of the group.
    public var label: String?
    /// The area outside of which nothing of the group shows (non-zero rule); nil for all.
    public var clip: Path?
    /// The opacity of the group as a whole, 0…1: elements that overlap inside it do not add up.
    public var opacity: Double

    /// Describes a group.
    public init(_ role: String, label: String? = nil, clip: Path? = nil, opacity: Double = 1) {
      self.role = role
      self.label = label
      self.clip = clip
      self.opacity = opacity
    }
  }
}

extension Drawing.Element {
  /// The same moved by a vector, the clip of a group with it.
  public func offset(by v: Point) -> Drawing.Element {
    let shift = Transform.translation(v.x, v.y)
    switch self {
    case .shape(var shape):
      shape.path = shape.path.transformed(by: shift)
      return .shape(shape)
    case .text(var text):
      text.origin = text.origin + v
      return .text(text)
    case .image(let image, let rect, let sampling):
      return .image(image, in: rect.offset(by: v), sampling: sampling)
    case .begin(var group):
      group.clip = group.clip?.transformed(by: shift)
      return .begin(group)
    case .end: return .end
    }
  }
}
