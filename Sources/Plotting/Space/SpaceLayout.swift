import Drawing

/// A space panel about a given frame: scales resolved, box and labels fitted into the frame.
struct SpaceLayout {
  let space: Space
  private let panel: SpacePanel
  private let frame: Rect
  private let context: PlotContext
  private let axes: [SpaceAxis]

  init(_ panel: SpacePanel, frame: Rect, context: PlotContext) throws(PlotError) {
    self.panel = panel
    self.frame = frame
    self.context = context
    try panel.camera.validate()
    let box = try panel.proportions.box()
    let scales = try panel.scales()
    let base = Projection(panel.camera, radius: box.radius)
    // What is written beside the box depends on its size, and its size on what is written.
    var margins = Insets()
    var view = base
    var axes: [SpaceAxis] = []
    let outline =
      panel.camera.fit == .view
      ? box.bounds(in: base) : Self.turntable(panel.camera, box)
    for round in 0..<5 {
      view = Self.fitted(base, outline, into: frame, margins: margins, zoom: panel.camera.zoom)
      axes = try Self.axes(panel, scales, box: box, view: view, context: context)
      if round == 4 { break }
      let drawn = box.bounds(in: view)
      let all = axes.flatMap(\.rects).reduce(drawn) { $0.union($1) }
      let line = context.theme.axisWidth / 2
      var needs = Insets(
        top: drawn.top - all.top + line, bottom: all.bottom - drawn.bottom + line,
        left: drawn.left - all.left + line, right: all.right - drawn.right + line)
      if panel.camera.fit == .turntable { needs = Self.turntableMargins(axes, context.theme) }
      // Ticks that come and go with the size would keep the rounds from settling.
      margins = round < 2 ? needs : margins.union(needs)
    }
    self.axes = axes
    space = Space(
      x: scales.x, y: scales.y, z: scales.z, context: context, box: box, view: view,
      xTicks: axes[0].ticks.map(\.fraction), yTicks: axes[1].ticks.map(\.fraction))
  }

  private static func axes(
    _ panel: SpacePanel, _ scales: (x: Scale, y: Scale, z: Scale), box: Box, view: Projection,
    context: PlotContext
  ) throws(PlotError) -> [SpaceAxis] {
    var x = try SpaceAxis(
      panel.x, index: 0, scale: scales.x, box: box, view: view, context: context)
    var y = try SpaceAxis(
      panel.y, index: 1, scale: scales.y, box: box, view: view, context: context)
    var z = try SpaceAxis(
      panel.z, index: 2, scale: scales.z, box: box, view: view, context: context)
    // Where two axes meet, an infinity has precedence, since no other tick stands for it.
    let hasInfinity = x.ticks.contains { $0.isInfinite && $0.label != nil }
    if hasInfinity { y.yield(to: x.rects) } else { x.yield(to: y.rects) }
    z.yield(to: x.rects + y.rects)
    if let text = z.note.noted(panel.z.label), !z.ticks.isEmpty || panel.z.ticks != nil {
      z.putOnTop(
        try context.line(text, size: context.theme.labelSize), box: box, view: view,
        clearOf: x.rects + y.rects)
    }
    return [x, y, z]
  }

  /// The view scaled and moved so that a rectangle of the unscaled page fills the frame.
  private static func fitted(
    _ base: Projection, _ outline: Rect, into frame: Rect, margins: Insets, zoom: Double
  ) -> Projection {
    var view = base
    let room = Rect(
      left: frame.left + margins.left, top: frame.top + margins.top,
      right: frame.right - margins.right, bottom: frame.bottom - margins.bottom)
    // In a frame too small for its labels the box keeps a quarter of it.
    let width = max(room.width, frame.width / 4)
    let height = max(room.height, frame.height / 4)
    let scale = min(width / max(outline.width, 1e-9), height / max(outline.height, 1e-9))
    view.scale = scale * zoom
    view.origin = room.center - outline.center * view.scale
    return view
  }

  /// The rectangle that holds the box at every azimuth.
  private static func turntable(_ camera: Camera, _ box: Box) -> Rect {
    var camera = camera
    var all: Rect?
    for k in 0..<360 {
      camera.azimuth = Double(k) * .pi / 180
      let bounds = box.bounds(in: Projection(camera, radius: box.radius))
      all = all.map { $0.union(bounds) } ?? bounds
    }
    return all!
  }

  /// Room for the largest labels on every side.
  private static func turntableMargins(_ axes: [SpaceAxis], _ theme: Theme) -> Insets {
    let widths = axes.flatMap { $0.ticks.compactMap { $0.label?.rect.width } }
    let ticks = (widths.max() ?? 0) + 10
    let label = axes.compactMap { $0.label?.rect.width }.max() ?? 0
    return Insets(
      top: theme.labelSize * 1.8, bottom: theme.tickSize + theme.labelSize * 2.4,
      left: max(ticks, label / 2), right: max(ticks, label / 2))
  }

  // MARK: Drawing

  func draw() throws(PlotError) -> [Drawing.Element] {
    var elements = walls()
    for (i, mark) in panel.marks.enumerated() {
      do {
        let drawn = try mark.draw(in: space)
        if !drawn.isEmpty { elements += [.begin(.init(mark.role))] + drawn + [.end] }
      } catch {
        var error = error
        error.mark = i
        throw error
      }
    }
    return elements + axes.flatMap { $0.draw() }
  }

  /// The sides behind the surfaces, with lines at the ticks.
  private func walls() -> [Drawing.Element] {
    let theme = context.theme
    let (box, view) = (space.box, space.view)
    let axisOf = [panel.x, panel.y, panel.z]
    var fills = Path()
    var lines = Path()
    var outline = Path()
    for axis in 0..<3 {
      for isUpper in [false, true] {
        let face = Box.Face(axis: axis, isUpper: isUpper)
        guard box.isBack(face, in: view) else { continue }
        let (a, b) = Box.others(axis)
        func page(_ fa: Double, _ fb: Double) -> Point {
          var p = Vector()
          p[axis] = isUpper ? box.half[axis] : -box.half[axis]
          p[a] = (2 * fa - 1) * box.half[a]
          p[b] = (2 * fb - 1) * box.half[b]
          return view.point(p)
        }
        let corners = [page(0, 0), page(1, 0), page(1, 1), page(0, 1)]
        let (d, e) = (corners[1] - corners[0], corners[3] - corners[0])
        // A side seen edge-on is a line that its neighbours draw.
        guard abs(d.x * e.y - d.y * e.x) > 1 else { continue }
        fills.append(Path(polyline: corners, closed: true))
        outline.append(Path(polyline: corners, closed: true))
        if axisOf[a].hasGrid {
          for tick in axes[a].ticks where tick.fraction > 1e-6 && tick.fraction < 1 - 1e-6 {
            lines.append(Path(polyline: [page(tick.fraction, 0), page(tick.fraction, 1)]))
          }
        }
        if axisOf[b].hasGrid {
          for tick in axes[b].ticks where tick.fraction > 1e-6 && tick.fraction < 1 - 1e-6 {
            lines.append(Path(polyline: [page(0, tick.fraction), page(1, tick.fraction)]))
          }
        }
      }
    }
    var elements: [Drawing.Element] = [.begin(.init("grid"))]
    if !fills.isEmpty {
      elements.append(
        .shape(.init(fills, fill: theme.background.mixed(with: theme.grid, 0.22))))
    }
    if !lines.isEmpty {
      elements.append(.shape(.init(lines, stroke: Stroke(theme.grid, width: theme.gridWidth))))
    }
    if !outline.isEmpty {
      elements.append(
        .shape(
          .init(outline, stroke: Stroke(theme.grid, width: theme.gridWidth * 1.6, join: .round))))
    }
    return elements + [.end]
  }
}
