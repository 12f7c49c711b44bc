import Drawing

/// One axis of a box: its line along an edge, ticks, and text outside of the box.
struct SpaceAxis {
  /// A tick: where it starts, which way it points, and its label.
  struct Placed {
    var fraction: Double
    var from: Point
    var label: TextBox?
    var isInfinite: Bool
  }

  /// The axis's number: 0, 1, 2 for x, y, z.
  let index: Int
  /// The ends of the line.
  let start, end: Point
  /// The ticks, in order.
  private(set) var ticks: [Placed] = []
  /// The axis's label.
  private(set) var label: TextBox?
  /// What the numbers of the ticks have in common.
  private(set) var note = Ticks()
  private let outward: Point
  private let lean: Point
  private let theme: Theme

  private static let tickLength = 4.0
  private static let tickGap = 4.0
  private static let labelGap = 5.0

  /// Everything that is written, in page coordinates.
  var rects: [Rect] { ticks.compactMap { $0.label?.rect } + (label.map { [$0.rect] } ?? []) }

  init(
    _ axis: Axis, index: Int, scale: Scale, box: Box, view: Projection, context: PlotContext
  ) throws(PlotError) {
    self.index = index
    theme = context.theme
    let edge = box.axisEdge(index, in: view)
    start = view.point(box.place(on: edge, at: 0))
    end = view.point(box.place(on: edge, at: 1))
    (outward, lean) = Self.directions(edge, start, end, box, view)
    let length = (end - start).length
    let reversed = scale.upper < scale.lower
    // An axis that is seen almost end-on says nothing, nor does one all of whose edges stand before or
    // behind the box.
    guard length > 6, !box.silhouette(along: index, in: view).isEmpty else { return }
    let least = index == 2 ? 26.0 : 20.0
    for tightening in 0..<16 {
      var spacing = least
      for _ in 0..<tightening { spacing *= 1.15 }
      var placed: [Placed] = []
      let found = axis.ticks(
        on: scale, atMost: Int(min(max(2, length / spacing), 8)) + 1)
      note = axis.hasTickLabels ? found : Ticks()
      for tick in found.ticks {
        let f = scale.fraction(of: tick.value)
        guard f.isFinite, f >= -1e-9, f <= 1 + 1e-9, !tick.label.isEmpty else { continue }
        var item = Placed(
          fraction: f, from: view.point(box.place(on: edge, at: f)),
          isInfinite: tick.value.isInfinite)
        if axis.hasTickLabels {
          let line = try context.line(tick.label, size: theme.tickSize)
          item.label = place(TextBox(line, size: theme.tickSize), beside: item.from)
        }
        placed.append(item)
      }
      ticks = reversed ? placed.reversed() : placed
      if axis.ticks != nil { thin() }
      if !hasTouchingLabels { break }
    }
    thin()
    if let text = note.noted(axis.label), index < 2 {
      let line = try context.line(text, size: theme.labelSize)
      let box = TextBox(line, size: theme.labelSize)
      let middle = (start + end) * 0.5
      let used = ticks.compactMap { $0.label }.map {
        let d = $0.rect.center - middle
        return d.x * outward.x + d.y * outward.y + $0.reach(outward)
      }
      let away = max(used.max() ?? 0, Self.tickLength) + Self.labelGap + box.reach(outward)
      label = box.centered(at: middle + outward * away)
    }
  }

  /// The direction at right angles to the edge away from the box, and that in which ticks point: between
  /// the former and the way in which the grid's lines go on.
  private static func directions(
    _ edge: Box.Edge, _ start: Point, _ end: Point, _ box: Box, _ view: Projection
  ) -> (outward: Point, lean: Point) {
    let d = end - start
    let middle = box.place(on: edge, at: 0.5)
    let from = view.point(middle)
    let away = from - view.point(Vector())
    var outward = Point(d.y, -d.x)
    if outward.x * away.x + outward.y * away.y < 0 { outward = outward * -1 }
    outward = outward.length > 1e-9 ? outward * (1 / outward.length) : Point(0, 1)
    // A vertical axis reads best with level ticks.
    guard edge.axis != 2 else { return (outward, outward) }
    let faces = edge.faces
    // On the back side that meets in the edge, lines at ticks run along the axis that is left over.
    let across = box.isBack(faces.0, in: view) ? faces.1 : faces.0
    var step = Vector()
    step[across.axis] = (across.isUpper ? 0.05 : -0.05) * box.half[across.axis]
    let on = view.point(middle + step) - from
    guard on.length > 1e-9 else { return (outward, outward) }
    let sum = outward + on * (1 / on.length)
    return (outward, sum.length > 0.1 ? sum * (1 / sum.length) : outward)
  }

  /// A label beyond a tick, so far that its whole rectangle is clear of the axis.
  private func place(_ box: TextBox, beside from: Point) -> TextBox {
    let slant = max(lean.x * outward.x + lean.y * outward.y, 0.5)
    let away = (Self.tickLength * slant + Self.tickGap + box.reach(outward)) / slant
    return box.centered(at: from + lean * away)
  }

  private var hasTouchingLabels: Bool {
    let rects = ticks.compactMap { $0.label?.rect.expanded(by: 1.5) }
    return rects.indices.contains { i in rects[(i + 1)...].contains { $0.intersects(rects[i]) } }
  }

  /// Takes every second label away until none touches another.
  private mutating func thin() {
    while hasTouchingLabels {
      let labelled = ticks.indices.filter { ticks[$0].label != nil }
      for (n, i) in labelled.enumerated() where n % 2 == 1 { ticks[i].label = nil }
    }
  }

  /// Takes away labels that touch what is already written.
  mutating func yield(to others: [Rect]) {
    for i in ticks.indices {
      guard let rect = ticks[i].label?.rect.expanded(by: 12) else { continue }
      if others.contains(where: { $0.intersects(rect) }) { ticks[i].label = nil }
    }
  }

  /// Writes a label above the upper end of a vertical axis, clear of the box and of tick labels.
  mutating func putOnTop(
    _ line: TextLine, box: Box, view: Projection, clearOf others: [Rect]
  ) {
    let text = TextBox(line, size: theme.labelSize)
    let top = start.y < end.y ? start : end
    let left = min(top.x - Self.tickLength, ticks.compactMap { $0.label?.rect.left }.min() ?? top.x)
    // Flush with the tick labels where it is wide, beside the axis where it is narrow.
    let x = max(left + text.rect.width / 2, top.x - Self.tickLength - text.rect.width / 2)
    let center = min(x, top.x)
    let half = text.rect.width / 2
    var bottom = min(top.y, ticks.compactMap { $0.label?.rect.top }.min() ?? top.y)
    if let roof = box.top(in: view, between: center - half - 2, and: center + half + 2) {
      bottom = min(bottom, roof)
    }
    var placed = text
    func put() {
      placed = text.centered(at: Point(center, bottom - Self.labelGap - text.rect.height / 2))
    }
    put()
    // Labels of another axis may stand here when that axis ends at the same corner.
    for other in others.sorted(by: { $0.bottom > $1.bottom })
    where other.expanded(by: 2).intersects(placed.rect) {
      bottom = min(bottom, other.top)
      put()
    }
    label = placed
  }

  /// The line, ticks and text.
  func draw() -> [Drawing.Element] {
    var path = Path(polyline: [start, end])
    for tick in ticks {
      path.move(to: tick.from)
      path.line(to: tick.from + lean * Self.tickLength)
    }
    var elements: [Drawing.Element] = [
      .begin(.init("axis-\(["x", "y", "z"][index])")),
      .shape(.init(path, stroke: Stroke(theme.axis, width: theme.axisWidth, cap: .round))),
    ]
    for tick in ticks { if let box = tick.label { elements.append(box.element(theme.muted)) } }
    if let label { elements.append(label.element(theme.foreground)) }
    return elements + [.end]
  }
}
