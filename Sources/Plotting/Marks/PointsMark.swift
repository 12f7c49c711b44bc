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
  /// A weight 0…1 for each point, which scales how full it is; nil for the same throughout.
  public var weights: [Double]?
  /// The name in the legend, in markup.
  public var label: String?

  /// Describes points; values without a partner are left out.
  public init(
    x: [Double], y: [Double], symbol: PointSymbol = .circle, paint: Paint = .next,
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

  /// The class name of the mark's group.
  public var role: String { "mark-points" }
  /// A point on the edge of the frame is drawn whole.
  public var isClipped: Bool { false }
  /// The values of x that the mark wants.
  public var xExtent: Extent? { Extent(of: x) }
  /// The values of y that the mark wants.
  public func yExtent(over extent: Extent) -> Extent? { Extent(of: y) }
  /// What a legend says of the mark.
  public var legend: [LegendEntry] {
    label.map { [LegendEntry(.point(symbol, paint), label: $0)] } ?? []
  }

  /// Its own.
  public var paints: [Paint] { [paint] }
  /// With the next look of its panel if it has none.
  public func dressed(in outfit: inout Outfit) -> any Mark {
    var mark = self
    (mark.paint, mark.symbol) = outfit.dress(paint, symbol)
    return mark
  }

  /// The points.
  public func layout(on plane: Plane) -> MarkLayout {
    let size = size ?? plane.theme.pointSize
    return MarkLayout(
      ink: { obstacles in
        for (vx, vy) in zip(x, y) where plane.x.contains(vx) && plane.y.contains(vy) {
          obstacles.add(dot: plane.point(vx, vy), size: size)
        }
      }
    ) { () throws(PlotError) in draw(on: plane) }
  }

  func draw(on plane: Plane) -> [Drawing.Element] {
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
      let place = plane.point(vx, vy)
      if weights != nil, symbol == .circle {
        // The less a point counts, the emptier its ring.
        elements.append(PointSymbol.ring.element(at: place, size: size, color: color))
      }
      elements.append(
        symbol.element(at: place, size: size, color: color.faded(to: opacity(of: i))))
    }
    return elements
  }

  /// A point of no weight stays visible, a circle as a ring: an outlier that vanishes could not be judged.
  private func opacity(of i: Int) -> Double {
    guard let weights, i < weights.count else { return opacity }
    let least = symbol == .circle ? 0 : 0.15
    let share = least + (1 - least) * min(max(weights[i], 0), 1)
    // Finer steps are not seen, and in an animation would store every point anew in every frame.
    return (opacity * share * 20).rounded() / 20
  }
}
