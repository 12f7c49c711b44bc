import Drawing

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

  /// The colours that cover the whole frame beneath a mark, if another has drawn them.
  public var beneath: ColorScale?

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
