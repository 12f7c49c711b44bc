/// How the outline of a path is drawn.
public struct Stroke: Hashable, Sendable {
  /// The shape at the two ends of an open subpath and of every dash.
  public enum Cap: Hashable, Sendable {
    /// Cut off at the end point.
    case butt
    /// A half circle about the end point.
    case round
    /// Half a square beyond the end point.
    case square
  }

  /// The shape where two segments meet.
  public enum Join: Hashable, Sendable {
    /// The outer edges prolonged until they meet, or bevelled beyond the mitre limit.
    case miter
    /// A circle about the corner.
    case round
    /// The outer corner cut straight.
    case bevel
  }

  /// The colour of the line.
  public var color: Color
  /// The full width, in points.
  public var width: Double
  /// The shape of the ends.
  public var cap: Cap
  /// The shape of the corners.
  public var join: Join
  /// The longest mitre, as a multiple of the width (SVG's `stroke-miterlimit`).
  public var miterLimit: Double
  /// Lengths of dashes and gaps, in points, by turns; empty for a solid line.
  public var dash: [Double]
  /// Where in the dash pattern the line starts, in points.
  public var dashOffset: Double
  /// Whether axis-aligned segments may be moved by up to half a device pixel so that their edges
  /// fall on pixel boundaries: for rules, ticks and frames. SVG output does not move them.
  public var isCrisp: Bool

  /// Describes a stroke; lengths in points.
  public init(
    _ color: Color, width: Double, cap: Cap = .butt, join: Join = .miter, miterLimit: Double = 4,
    dash: [Double] = [], dashOffset: Double = 0, isCrisp: Bool = false
  ) {
    self.color = color
    self.width = width
    self.cap = cap
    self.join = join
    self.miterLimit = miterLimit
    self.dash = dash
    self.dashOffset = dashOffset
    self.isCrisp = isCrisp
  }
}
