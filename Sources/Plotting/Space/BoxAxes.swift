import Drawing

/// The box around surfaces: the walls behind them, and three axes along the edges in front.
struct BoxAxes {
  typealias Scaled = (axis: Axis, scale: Scale)

  let projection: Projection
  private let frame: Rect
  private let context: PlotContext
  private let edges: [Edge]
  private let zLabel: TextLine?

  /// One axis: its edge of the box, and what is written along it.
  private struct Edge {
    var role: String
    /// The place at a fraction of the axis.
    var at: (Double) -> BoxPoint
    /// Where text stands, as seen from the edge on the page; of length 1.
    var outward: Point
    var ticks: [(fraction: Double, line: TextLine)]
    var label: TextLine?
  }

  private static let tickLength = 4.0
  private static let gap = 5.0

  init(
    x: Scaled, y: Scaled, z: Scaled, camera: Camera, frame: Rect, context: PlotContext
  ) throws(PlotError) {
    self.frame = frame
    self.context = context
    let theme = context.theme
    func ticks(_ s: Scaled, _ count: Int) throws(PlotError) -> [(fraction: Double, line: TextLine)]
    {
      let ticks = s.axis.ticks ?? s.scale.ticks(atMost: count, unit: s.axis.unit)
      var result: [(fraction: Double, line: TextLine)] = []
      for tick in ticks where s.scale.contains(tick.value) && !tick.label.isEmpty {
        result.append(
          (
            s.scale.fraction(of: tick.value),
            try context.line(tick.label, size: theme.tickSize)
          ))
      }
      return result
    }
    func label(_ s: Scaled) throws(PlotError) -> TextLine? {
      if let text = s.axis.label { try context.line(text, size: theme.labelSize) } else { nil }
    }
    let zTicks = try ticks(z, 6)
    zLabel = try label(z)
    let left =
      Self.tickLength + Self.gap + (zTicks.map(\.line.width).max() ?? 0)
    let line = theme.tickSize * 1.2
    let target = Rect(
      left: frame.left + left, top: frame.top + (zLabel == nil ? 4 : theme.labelSize * 1.5),
      right: frame.right - left * 0.6, bottom: frame.bottom - line - theme.labelSize * 1.6)
    guard target.width > 4, target.height > 4 else {
      throw PlotError("the frame is too small for a box with its labels")
    }
    let projection = Projection(camera, into: target)
    self.projection = projection

    // The horizontal axes run along the two bottom edges nearest to the viewer.
    let nearY = projection.isFarAtLargeY ? 0.0 : 1.0
    let nearX = projection.isFarAtLargeX ? 0.0 : 1.0
    func direction(from a: BoxPoint, to b: BoxPoint) -> Point {
      let d = projection.page(b) - projection.page(a)
      return d.length > 1e-6 ? d * (1 / d.length) : Point(0, 1)
    }
    let outX = direction(
      from: BoxPoint(x: 0.5, y: 1 - nearY, z: 0), to: BoxPoint(x: 0.5, y: nearY, z: 0))
    let outY = direction(
      from: BoxPoint(x: 1 - nearX, y: 0.5, z: 0), to: BoxPoint(x: nearX, y: 0.5, z: 0))
    // The vertical axis stands at the leftmost edge.
    let foot = [(0.0, 0.0), (1, 0), (0, 1), (1, 1)].min {
      projection.page(BoxPoint(x: $0.0, y: $0.1, z: 0)).x
        < projection.page(BoxPoint(x: $1.0, y: $1.1, z: 0)).x
    }!
    edges = [
      Edge(
        role: "axis-x", at: { BoxPoint(x: $0, y: nearY, z: 0) }, outward: outX,
        ticks: try ticks(x, 7), label: try label(x)),
      Edge(
        role: "axis-y", at: { BoxPoint(x: nearX, y: $0, z: 0) }, outward: outY,
        ticks: try ticks(y, 7), label: try label(y)),
      Edge(
        role: "axis-z", at: { BoxPoint(x: foot.0, y: foot.1, z: $0) }, outward: Point(-1, 0),
        ticks: zTicks, label: nil),
    ]
  }

  /// The floor and the two walls behind, with lines at the ticks.
  func walls() -> [Drawing.Element] {
    let theme = context.theme
    let farX = projection.isFarAtLargeX ? 1.0 : 0.0
    let farY = projection.isFarAtLargeY ? 1.0 : 0.0
    var path = Path()
    func add(_ points: BoxPoint...) {
      path.append(Path(polyline: points.map { projection.page($0) }))
    }
    for (t, _) in edges[0].ticks {
      add(
        BoxPoint(x: t, y: 1 - farY, z: 0), BoxPoint(x: t, y: farY, z: 0),
        BoxPoint(x: t, y: farY, z: 1))
    }
    for (t, _) in edges[1].ticks {
      add(
        BoxPoint(x: 1 - farX, y: t, z: 0), BoxPoint(x: farX, y: t, z: 0),
        BoxPoint(x: farX, y: t, z: 1))
    }
    for (t, _) in edges[2].ticks {
      add(
        BoxPoint(x: 1 - farX, y: farY, z: t), BoxPoint(x: farX, y: farY, z: t),
        BoxPoint(x: farX, y: 1 - farY, z: t))
    }
    var outline = Path()
    for (a, b) in [
      (BoxPoint(x: farX, y: farY, z: 0), BoxPoint(x: farX, y: farY, z: 1)),
      (BoxPoint(x: 1 - farX, y: farY, z: 0), BoxPoint(x: farX, y: farY, z: 0)),
      (BoxPoint(x: farX, y: 1 - farY, z: 0), BoxPoint(x: farX, y: farY, z: 0)),
      (BoxPoint(x: 1 - farX, y: farY, z: 1), BoxPoint(x: farX, y: farY, z: 1)),
      (BoxPoint(x: farX, y: 1 - farY, z: 1), BoxPoint(x: farX, y: farY, z: 1)),
      (BoxPoint(x: 1 - farX, y: farY, z: 0), BoxPoint(x: 1 - farX, y: farY, z: 1)),
      (BoxPoint(x: farX, y: 1 - farY, z: 0), BoxPoint(x: farX, y: 1 - farY, z: 1)),
    ] { outline.append(Path(polyline: [projection.page(a), projection.page(b)])) }
    return [
      .begin(.init("grid")),
      .shape(.init(path, stroke: Stroke(theme.grid, width: theme.gridWidth))),
      .shape(.init(outline, stroke: Stroke(theme.grid, width: theme.axisWidth, cap: .round))),
      .end,
    ]
  }

  /// The axes with ticks and labels, in front of everything.
  func draw() -> [Drawing.Element] { edges.flatMap(draw) }

  private func draw(_ edge: Edge) -> [Drawing.Element] {
    let theme = context.theme
    var path = Path(polyline: [projection.page(edge.at(0)), projection.page(edge.at(1))])
    var texts: [Drawing.Element] = []
    var taken: [Rect] = []
    var reach = 0.0
    /// How far a text's box extends from its middle towards the axis.
    func support(_ w: Double, _ h: Double) -> Double {
      abs(edge.outward.x) * w / 2 + abs(edge.outward.y) * h / 2
    }
    let height = theme.tickSize * 0.72
    for (t, line) in edge.ticks {
      let from = projection.page(edge.at(t))
      path.append(Path(polyline: [from, from + edge.outward * Self.tickLength]))
      let away = Self.tickLength + Self.gap + support(line.width, height)
      let center = from + edge.outward * away
      let box = Rect(
        x: center.x - line.width / 2, y: center.y - height / 2, width: line.width, height: height)
      // A label that would touch the last one is left out; its tick stays.
      guard taken.allSatisfy({ !$0.expanded(by: 2).intersects(box) }) else { continue }
      taken.append(box)
      reach = max(reach, away + support(line.width, height))
      texts.append(
        .text(
          .init(
            line, at: Point(box.x, center.y + theme.tickSize * 0.34), color: theme.muted)))
    }
    if let label = edge.label {
      let tall = theme.labelSize * 0.8
      let center =
        projection.page(edge.at(0.5)) + edge.outward * (reach + 4 + support(label.width, tall))
      texts.append(
        .text(
          .init(
            label, at: Point(center.x - label.width / 2, center.y + theme.labelSize * 0.3),
            color: theme.foreground)))
    }
    if edge.role == "axis-z", let zLabel {
      let top = projection.page(edge.at(1))
      texts.append(
        .text(
          .init(
            zLabel,
            at: Point(
              max(frame.left, top.x - zLabel.width / 2), top.y - theme.labelSize * 0.7),
            color: theme.foreground)))
    }
    return [
      .begin(.init(edge.role)),
      .shape(
        .init(path, stroke: Stroke(theme.axis, width: theme.axisWidth, cap: .round, join: .round))),
    ] + texts + [.end]
  }
}
