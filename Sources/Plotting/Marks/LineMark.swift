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

  /// The class name of the mark's group: see `Mark`.
  public var role: String { "mark-line" }
  /// The values of x that the mark wants: see `Mark`.
  public var xExtent: Extent? { Extent(of: x) }
  /// The values of y that the mark wants: see `Mark`.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: y) }
  /// What a legend says of the mark: see `Mark`.
  public var legend: [LegendEntry] { style.legend(in: Theme.light.lineWidth) }

  /// Labels where the mark's lines end: see `Mark`.
  public func endLabels(on plane: Plane) -> [EndLabel] {
    style.hasEndLabel ? style.endLabel(of: pieces(on: plane), in: plane.frame) : []
  }

  /// The mark on a plane: see `Mark`.
  public func draw(on plane: Plane) -> [Drawing.Element] {
    let path = Polyline.path(pieces(on: plane))
    return path.isEmpty ? [] : [.shape(.init(path, stroke: style.stroke(in: plane.theme)))]
  }

  private func pieces(on plane: Plane) -> [[Point]] {
    // A little beyond the frame, so that a line along its edge keeps its full width.
    let points = zip(x, y).map { plane.point($0, $1) }
    return Polyline.clipped(points, to: plane.frame.expanded(by: 4))
      .map { Polyline.simplified($0, tolerance: 0.02) }
  }
}
