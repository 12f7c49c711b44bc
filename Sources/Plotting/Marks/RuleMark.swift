import Drawing

/// Straight lines across the whole frame at given values.
public struct RuleMark: Mark {
  /// The values of x at which a line stands upright.
  public var x: [Double]
  /// The values of y at which a line lies flat.
  public var y: [Double]
  /// Names for the flat lines, in markup, written at their right ends, then for the upright ones, above them; fewer
  /// than lines leave the rest unnamed.
  public var labels: [String]
  /// Colour, width and dashes; the width defaults to that of axes.
  public var style: LineStyle

  /// Describes rules.
  public init(
    x: [Double] = [], y: [Double] = [], labels: [String] = [],
    style: LineStyle = LineStyle(.muted, dash: [3, 3])
  ) {
    self.x = x
    self.y = y
    self.labels = labels
    self.style = style
  }

  /// The class name of the mark's group: see `Mark`.
  public var role: String { "mark-rule" }
  /// The values of x that the mark wants: see `Mark`.
  public var xExtent: Extent? { Extent(of: x) }
  /// The values of y that the mark wants: see `Mark`.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: y) }
  /// What a legend says of the mark: see `Mark`.
  public var legend: [LegendEntry] { style.legend(in: Theme.light.axisWidth) }

  /// Labels where the mark's lines end: see `Mark`.
  public func endLabels(on plane: Plane) -> [EndLabel] {
    let flat = zip(y, labels).filter { plane.y.contains($0.0) && !$0.1.isEmpty }.map {
      EndLabel(
        $1, paint: style.paint, anchor: Point(plane.frame.right, plane.py($0)), side: .right)
    }
    let upright = zip(x, labels.dropFirst(y.count)).filter {
      plane.x.contains($0.0) && !$0.1.isEmpty
    }.map {
      EndLabel($1, paint: style.paint, anchor: Point(plane.px($0), plane.frame.top), side: .top)
    }
    return flat + upright
  }

  /// The mark on a plane: see `Mark`.
  public func draw(on plane: Plane) -> [Drawing.Element] {
    let frame = plane.frame
    var path = Path()
    for value in x where plane.x.contains(value) {
      path.move(to: Point(plane.px(value), frame.bottom))
      path.line(to: Point(plane.px(value), frame.top))
    }
    for value in y where plane.y.contains(value) {
      path.move(to: Point(frame.left, plane.py(value)))
      path.line(to: Point(frame.right, plane.py(value)))
    }
    guard !path.isEmpty else { return [] }
    var stroke = style.stroke(in: plane.theme)
    stroke.width = style.width ?? plane.theme.axisWidth
    stroke.isCrisp = true
    return [.shape(.init(path, stroke: stroke))]
  }
}
