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

  /// The class name of the mark's group: see `Mark`.
  public var role: String { "mark-band" }
  /// The values of x that the mark wants: see `Mark`.
  public var xExtent: Extent? {
    switch sides {
    case .x(let extent): Extent(of: [extent.lower, extent.upper])
    case .y: nil
    case .lines(let x, _, _): Extent(of: x)
    }
  }
  /// The values of y that the mark wants: see `Mark`.
  public func yExtent(over x: Extent) -> Extent? {
    switch sides {
    case .x: nil
    case .y(let extent): Extent(of: [extent.lower, extent.upper])
    case .lines(_, let lower, let upper): Extent(of: lower + upper)
    }
  }
  /// What a legend says of the mark: see `Mark`.
  public var legend: [LegendEntry] {
    guard case .lines = sides, let label else { return [] }
    return [LegendEntry(.swatch(paint, opacity: opacity), label: label)]
  }

  /// The mark on a plane: see `Mark`.
  public func draw(on plane: Plane) throws(PlotError) -> [Drawing.Element] {
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

  /// Parts that may leave the frame: see `Mark`.
  public func drawUnclipped(on plane: Plane) throws(PlotError) -> [Drawing.Element] {
    guard let label else { return [] }
    let size = plane.theme.tickSize
    let line = try plane.context.line(label, size: size)
    let color = paint.color(in: plane.theme)
    switch sides {
    case .x(let extent):
      guard plane.x.contains(extent.lower) || plane.x.contains(extent.upper) else { return [] }
      let middle =
        (edge(plane.px(extent.lower), plane.frame) + edge(plane.px(extent.upper), plane.frame)) / 2
      return [
        .text(
          .init(
            line, at: Point(middle - line.width / 2, plane.frame.top + size * 1.2), color: color,
            halo: .init(plane.theme.background.mixed(with: color, opacity), radius: 2)))
      ]
    case .y(let extent):
      guard plane.y.contains(extent.upper) || plane.y.contains(extent.lower) else { return [] }
      let top = max(plane.py(extent.upper), plane.frame.top)
      return [
        .text(
          .init(
            line, at: Point(plane.frame.left + size * 0.6, top + size * 1.2), color: color))
      ]
    case .lines: return []
    }
  }

  private func edge(_ px: Double, _ frame: Rect) -> Double {
    min(max(px, frame.left), frame.right)
  }
}
