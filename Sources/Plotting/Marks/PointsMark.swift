import Drawing

/// Points at pairs of values.
///
/// From 20,000 points on they are drawn as one image of two pixels a point (1/72 in), which looks the same
/// and keeps files small; axes and labels stay shapes.
public struct PointsMark: Mark {
  /// The values of x.
  public var x: [Double]
  /// The values of y, as many as those of x.
  public var y: [Double]
  /// The shape of a point.
  public var symbol: PointSymbol
  /// The colour.
  public var paint: Paint
  /// The diameter, in points; nil takes the theme's.
  public var size: Double?
  /// The opacity of every point, 0…1.
  public var opacity: Double
  /// A weight 0…1 for each point, which scales its opacity; nil for the same throughout.
  public var weights: [Double]?
  /// The name in the legend, in markup.
  public var label: String?

  /// Describes points; values without a partner are left out.
  public init(
    x: [Double], y: [Double], symbol: PointSymbol = .circle, paint: Paint = .category(0),
    size: Double? = nil, opacity: Double = 0.8, weights: [Double]? = nil, label: String? = nil
  ) {
    self.x = x
    self.y = y
    self.symbol = symbol
    self.paint = paint
    self.size = size
    self.opacity = opacity
    self.weights = weights
    self.label = label
  }

  /// The class name of the mark's group: see `Mark`.
  public var role: String { "mark-points" }
  /// A point on the edge of the frame is drawn whole.
  public var isClipped: Bool { false }
  /// The values of x that the mark wants: see `Mark`.
  public var xExtent: Extent? { Extent(of: x) }
  /// The values of y that the mark wants: see `Mark`.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: y) }
  /// What a legend says of the mark: see `Mark`.
  public var legend: [LegendEntry] {
    label.map { [LegendEntry(.point(symbol, paint), label: $0)] } ?? []
  }

  /// The mark on a plane: see `Mark`.
  public func draw(on plane: Plane) -> [Drawing.Element] {
    let color = paint.color(in: plane.theme)
    let size = size ?? plane.theme.pointSize
    let count = min(x.count, y.count)
    if count >= PointCloud.least {
      var cloud = PointCloud(symbol, size: size, over: plane.frame)
      cloud.add(count: count) { i in
        guard plane.x.contains(x[i]), plane.y.contains(y[i]) else { return nil }
        return (plane.point(x[i], y[i]), opacity(of: i) * color.alpha)
      }
      return [cloud.element(color: color)]
    }
    var elements: [Drawing.Element] = []
    for (i, (vx, vy)) in zip(x, y).enumerated() where plane.x.contains(vx) && plane.y.contains(vy) {
      elements.append(
        symbol.element(
          at: plane.point(vx, vy), size: size, color: color.faded(to: opacity(of: i))))
    }
    return elements
  }

  /// A point of no weight stays visible: an outlier that vanishes could not be judged.
  private func opacity(of i: Int) -> Double {
    guard let weights, i < weights.count else { return opacity }
    let share = 0.15 + 0.85 * min(max(weights[i], 0), 1)
    // Finer steps are not seen, and in an animation would store every point anew in every frame.
    return (opacity * share * 20).rounded() / 20
  }
}
