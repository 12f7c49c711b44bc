import Drawing

/// A shaded strip: between two values of x, between two values of y, or between two curves.
public struct BandMark: Mark {
  /// What the strip lies between.
  public enum Sides: Hashable, Sendable {
    /// Two values of x, over the whole height.
    case x(Extent)
    /// Two values of y, over the whole width.
    case y(Extent)
    /// Two lines through points with common x: lower and upper y.
    case lines(x: [Double], lower: [Double], upper: [Double])
  }

  /// What the strip lies between.
  public var sides: Sides
  /// The colour.
  public var paint: Paint
  /// The opacity, 0…1.
  public var opacity: Double
  /// A name, in markup, written inside the strip at its top; for `lines`, in the legend.
  public var label: String?

  /// Describes a strip.
  public init(
    _ sides: Sides, paint: Paint = .muted, opacity: Double = 0.12, label: String? = nil
  ) {
    self.sides = sides
    self.paint = paint
    self.opacity = opacity
    self.label = label
  }

  /// The class name of the mark's group.
  public var role: String { "mark-band" }
  /// The values of x that the mark wants.
  public var xExtent: Extent? {
    switch sides {
    case .x(let extent): Extent(of: [extent.lower, extent.upper])
    case .y: nil
    case .lines(let x, _, _): Extent(of: x)
    }
  }
  /// The values of y that the mark wants.
  public func yExtent(over x: Extent) -> Extent? {
    switch sides {
    case .x: nil
    case .y(let extent): Extent(of: [extent.lower, extent.upper])
    case .lines(_, let lower, let upper): Extent(of: lower + upper)
    }
  }
  /// What a legend says of the mark.
  public var legend: [LegendEntry] {
    guard case .lines = sides, let label else { return [] }
    return [LegendEntry(.swatch(paint, opacity: opacity), label: label)]
  }

  /// The strip and its name.
  public func layout(on plane: Plane) -> MarkLayout {
    MarkLayout(labels: labels(on: plane)) { () throws(PlotError) in draw(on: plane) }
  }

  private func labels(on plane: Plane) -> [Label] {
    guard let label else { return [] }
    let subject: Label.Subject
    switch sides {
    case .x(let extent):
      guard extent.lower <= plane.x.high, extent.upper >= plane.x.low else { return [] }
      subject = .strip(plane.px(extent.lower), plane.px(extent.upper))
    case .y(let extent):
      guard extent.lower <= plane.y.high, extent.upper >= plane.y.low else { return [] }
      subject = .shelf(plane.py(extent.upper), plane.py(extent.lower))
    case .lines: return []
    }
    return [
      Label(
        label, paint: paint, subject: subject, size: plane.theme.tickSize,
        sample: .swatch(paint, opacity: opacity))
    ]
  }

  private func draw(on plane: Plane) -> [Drawing.Element] {
    let frame = plane.frame
    let fill = paint.color(in: plane.theme).faded(to: opacity)
    let path: Path
    switch sides {
    case .x(let extent):
      let (a, b) = (edge(plane.px(extent.lower), frame), edge(plane.px(extent.upper), frame))
      path = Path(
        Rect(left: min(a, b), top: frame.top, right: max(a, b), bottom: frame.bottom))
    case .y(let extent):
      let ends = [extent.lower, extent.upper].map {
        min(max(plane.py($0), frame.top), frame.bottom)
      }
      path = Path(
        Rect(left: frame.left, top: ends.min()!, right: frame.right, bottom: ends.max()!))
    case .lines(let x, let lower, let upper):
      let there = zip(x, lower).map { plane.point($0, $1) }
      let back = zip(x, upper).map { plane.point($0, $1) }.reversed()
      path = Path(
        polyline: (there + back).filter { $0.x.isFinite && $0.y.isFinite }
          .map { Point($0.x, min(max($0.y, frame.top - 4), frame.bottom + 4)) }, closed: true)
    }
    return [.shape(.init(path, fill: fill))]
  }

  private func edge(_ px: Double, _ frame: Rect) -> Double {
    min(max(px, frame.left), frame.right)
  }
}
