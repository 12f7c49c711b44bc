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

  public var role: String { "mark-line" }
  public var xExtent: Extent? { Extent(of: x) }
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: y) }
  public var legend: [LegendEntry] { style.legend(in: Theme.light.lineWidth) }

  public func endLabels(on plane: Plane) -> [EndLabel] {
    style.endLabel(of: pieces(on: plane), in: plane.frame)
  }

  public func draw(on plane: Plane) -> [Drawing.Element] {
    let path = Polyline.path(pieces(on: plane))
    return path.isEmpty ? [] : [.shape(.init(path, stroke: style.stroke(in: plane.theme)))]
  }

  private func pieces(on plane: Plane) -> [[Point]] {
    // A little beyond the frame, so that a line along its edge keeps its full width.
    Polyline.clipped(zip(x, y).map { plane.point($0, $1) }, to: plane.frame.expanded(by: 4))
  }
}
