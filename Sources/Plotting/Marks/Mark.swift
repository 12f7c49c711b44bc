import Drawing

/// A piece of a panel: data and the channels that show it. One file a mark.
///
/// A mark says what part of each axis it needs, then draws itself on a plane whose scales are
/// resolved. It never sees a page, a file or another mark.
public protocol Mark: Sendable {
  /// The class name of the mark's group in the page, such as `mark-curve`.
  var role: String { get }
  /// Whether the mark ends at the frame; one that does not must leave out what lies outside itself.
  var isClipped: Bool { get }
  /// The values of x that the mark wants on the axis; nil if it has no wish.
  var xExtent: Extent? { get }
  /// The values of y that the mark wants on the axis when x runs over `x`; nil if it has no wish.
  func yExtent(over x: Extent) -> Extent?
  /// What a legend says of the mark.
  var legend: [LegendEntry] { get }
  /// The scale of the mark's colours, if they mean numbers.
  var colorBar: ColorBar? { get }
  /// Labels that stand where the mark's lines leave the frame or end.
  func endLabels(on plane: Plane) throws(PlotError) -> [EndLabel]
  /// The mark, drawn from back to front; the panel brackets it in a group of its role.
  func draw(on plane: Plane) throws(PlotError) -> [Drawing.Element]
  /// Parts that may leave the frame, such as labels; drawn over all marks, not clipped.
  func drawUnclipped(on plane: Plane) throws(PlotError) -> [Drawing.Element]
}

extension Mark {
  /// Whether the mark ends at the frame: see `Mark`.
  public var isClipped: Bool { true }
  /// The values of x that the mark wants: see `Mark`.
  public var xExtent: Extent? { nil }
  /// The values of y that the mark wants: see `Mark`.
  public func yExtent(over x: Extent) -> Extent? { nil }
  /// What a legend says of the mark: see `Mark`.
  public var legend: [LegendEntry] { [] }
  /// The scale of the mark's colours: see `Mark`.
  public var colorBar: ColorBar? { nil }
  /// Labels where the mark's lines end: see `Mark`.
  public func endLabels(on plane: Plane) throws(PlotError) -> [EndLabel] { [] }
  /// Parts that may leave the frame: see `Mark`.
  public func drawUnclipped(on plane: Plane) throws(PlotError) -> [Drawing.Element] { [] }
}

/// An interval of data values; `lower ≤ upper`, either may be infinite, neither is NaN.
public struct Extent: Hashable, Sendable {
  /// The smallest value.
  public var lower: Double
  /// The largest value.
  public var upper: Double

  /// The interval between two values in either order.
  public init(_ a: Double, _ b: Double) {
    lower = min(a, b)
    upper = max(a, b)
  }

  /// The interval that the numbers span, those that are not finite left out; nil if none is left.
  public init?(of values: some Sequence<Double>) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for v in values where v.isFinite {
      if v < low { low = v }
      if v > high { high = v }
    }
    guard low <= high else { return nil }
    self.init(low, high)
  }

  /// The smallest interval that holds both.
  public func union(_ other: Extent) -> Extent {
    Extent(min(lower, other.lower), max(upper, other.upper))
  }

  /// The union of what two marks want.
  public static func union(_ a: Extent?, _ b: Extent?) -> Extent? {
    guard let a else { return b }
    guard let b else { return a }
    return a.union(b)
  }
}

/// The place where marks are drawn: scales resolved, frame known.
public struct Plane: Sendable {
  /// The frame, in points on the page.
  public let frame: Rect
  /// The scale of x, left to right.
  public let x: Scale
  /// The scale of y, bottom to top.
  public let y: Scale
  /// The look and the faces.
  public let context: PlotContext

  /// Describes a place.
  public init(frame: Rect, x: Scale, y: Scale, context: PlotContext) {
    self.frame = frame
    self.x = x
    self.y = y
    self.context = context
  }

  /// The theme.
  public var theme: Theme { context.theme }

  /// The page coordinate of a value of x, in points.
  public func px(_ value: Double) -> Double { frame.left + x.fraction(of: value) * frame.width }
  /// The page coordinate of a value of y, in points.
  public func py(_ value: Double) -> Double { frame.bottom - y.fraction(of: value) * frame.height }
  /// The place of a pair of values on the page.
  public func point(_ vx: Double, _ vy: Double) -> Point { Point(px(vx), py(vy)) }
}
