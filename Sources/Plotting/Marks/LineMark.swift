import Drawing

/// A line through given points, in their order.
public struct LineMark: Mark {
  /// The values of x.
  public var x: [Double]
  /// The values of y, as many as those of x; a value that is not finite breaks the line.
  public var y: [Double]
  /// Colour, width, dashes, name.
  public var style: LineStyle

  /// Describes a line; values without a partner are left out.
  public init(x: [Double], y: [Double], style: LineStyle = LineStyle()) {
    self.x = x
    self.y = y
    self.style = style
  }

  /// The class name of the mark's group.
  public var role: String { "mark-line" }
  /// The values of x that the mark wants.
  public var xExtent: Extent? { Extent(of: x) }
  /// The values of y that the mark wants.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: y) }
  /// Its own.
  public var paints: [Paint] { [style.paint] }
  /// With the next look of its panel if it has none.
  public func dressed(in outfit: inout Outfit) -> any Mark {
    var mark = self
    mark.style = outfit.dress(style)
    return mark
  }

  /// What a legend says of the mark.
  public var legend: [LegendEntry] { style.legend(in: Theme.light.lineWidth) }

  /// The line.
  public func layout(on plane: Plane) -> MarkLayout {
    style.layout(of: pieces(on: plane), on: plane)
  }

  private func pieces(on plane: Plane) -> [[Point]] {
    // A little beyond the frame, so that a line along its edge keeps its full width.
    let points = zip(x, y).map { plane.point($0, $1) }
    return Polyline.clipped(points, to: plane.frame.expanded(by: 4))
      .map { Polyline.simplified($0, tolerance: 0.02) }
  }
}
