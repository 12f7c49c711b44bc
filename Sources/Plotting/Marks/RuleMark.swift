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

  /// The class name of the mark's group.
  public var role: String { "mark-rule" }
  /// The values of x that the mark wants.
  public var xExtent: Extent? { Extent(of: x) }
  /// The values of y that the mark wants.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: y) }
  /// What a legend says of the mark.
  public var legend: [LegendEntry] { style.legend(in: Theme.light.axisWidth) }

  /// The lines and their names: those of flat ones at their right ends, those of upright ones above.
  public func layout(on plane: Plane) -> MarkLayout {
    let lines = lines(on: plane)
    let width = style.width ?? plane.theme.axisWidth
    return MarkLayout(
      labels: labels(on: plane), bleed: max(1, width / 2),
      ink: { $0.add(lines: lines, width: width) }
    ) { () throws(PlotError) in draw(lines, on: plane) }
  }

  private func labels(on plane: Plane) -> [Label] {
    let sample = LegendEntry.Sample.line(
      style.paint, width: style.width ?? plane.theme.axisWidth, dash: style.dash)
    func named(
      _ values: [Double], _ names: ArraySlice<String>, _ subject: (Double) -> Label.Subject?
    )
      -> [Label]
    {
      zip(values, names).compactMap { value, name in
        guard !name.isEmpty, let subject = subject(value) else { return nil }
        return Label(name, paint: style.paint, subject: subject, sample: sample)
      }
    }
    let frame = plane.frame
    return named(y, labels[...]) {
      plane.y.contains($0) ? .right(Point(frame.right, plane.py($0))) : nil
    }
      + named(x, labels.dropFirst(y.count)) {
        plane.x.contains($0) ? .top(Point(plane.px($0), frame.top)) : nil
      }
  }

  /// The lines inside the frame.
  private func lines(on plane: Plane) -> [[Point]] {
    let frame = plane.frame
    return x.filter(plane.x.contains).map {
      [Point(plane.px($0), frame.bottom), Point(plane.px($0), frame.top)]
    }
      + y.filter(plane.y.contains).map {
        [Point(frame.left, plane.py($0)), Point(frame.right, plane.py($0))]
      }
  }

  private func draw(_ lines: [[Point]], on plane: Plane) -> [Drawing.Element] {
    let path = Polyline.path(lines)
    guard !path.isEmpty else { return [] }
    var stroke = style.stroke(in: plane.theme)
    stroke.width = style.width ?? plane.theme.axisWidth
    stroke.isCrisp = true
    return [.shape(.init(path, stroke: stroke))]
  }
}
