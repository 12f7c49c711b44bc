import Drawing

/// One axis about a frame: line, ticks, tick labels and, for a horizontal one, its label.
struct AxisLayout {
  enum Side { case bottom, left }

  private struct Placed {
    var tick: Tick
    var at: Double
    var line: TextLine?
  }

  private let axis: Axis
  private let side: Side
  private let frame: Rect
  private let context: PlotContext
  private var ticks: [Placed] = []
  private let label: TextLine?

  private static let tickLength = 4.0
  private static let tickGap = 4.0

  init(
    _ axis: Axis, scale: Scale, side: Side, frame: Rect, context: PlotContext
  ) throws(PlotError) {
    self.axis = axis
    self.side = side
    self.frame = frame
    self.context = context
    let theme = context.theme
    label =
      if side == .bottom, let text = axis.label {
        try context.line(text, size: theme.labelSize)
      } else {
        nil
      }
    let length = side == .bottom ? frame.width : frame.height
    let spacing = side == .bottom ? 46.0 : 32.0
    for tick in axis.resolvedTicks(on: scale, length: length, spacing: spacing) {
      let f = scale.fraction(of: tick.value)
      guard f.isFinite else { continue }
      let at = side == .bottom ? frame.left + f * frame.width : frame.bottom - f * frame.height
      let line =
        tick.label.isEmpty || !axis.hasTickLabels
        ? nil : try context.line(tick.label, size: theme.tickSize)
      ticks.append(Placed(tick: tick, at: at, line: line))
    }
    thin()
  }

  /// Takes labels away where they would touch: every second one, until the rest have room.
  private mutating func thin() {
    func size(_ line: TextLine) -> Double {
      side == .bottom ? line.width + 8 : context.theme.tickSize * 1.1
    }
    while true {
      let labelled = ticks.indices.filter { ticks[$0].line != nil }
      guard labelled.count > 2 else { return }
      let collides = zip(labelled, labelled.dropFirst()).contains { a, b in
        abs(ticks[a].at - ticks[b].at) < (size(ticks[a].line!) + size(ticks[b].line!)) / 2
      }
      guard collides else { return }
      for (n, i) in labelled.enumerated() where n % 2 == 1 { ticks[i].line = nil }
    }
  }

  /// The room between the frame and the outer edge of the axis's text, in points.
  var room: Double {
    let theme = context.theme
    switch side {
    case .left:
      let widest = ticks.compactMap { $0.line?.width }.max() ?? 0
      return widest + Self.tickLength + Self.tickGap
    case .bottom:
      let hasLabels = ticks.contains { $0.line != nil }
      return Self.tickLength + (hasLabels ? Self.tickGap + theme.tickSize * 1.05 : 0)
        + (label == nil ? 2 : theme.labelSize * 1.55)
    }
  }

  /// The distance between the frame and the tick labels, in points.
  var labelGap: Double { Self.tickLength + Self.tickGap }

  /// How far the last tick label reaches beyond the frame, in points. Above the frame it is as far as if
  /// the last tick stood there, so that titles of neighbouring panels stand at one height.
  var overhang: Double {
    let labelled = ticks.filter { $0.line != nil }
    switch side {
    case .left: return labelled.isEmpty ? 0 : context.theme.tickSize * 0.4
    case .bottom:
      return labelled.reduce(0) { max($0, $1.at + ($1.line?.width ?? 0) / 2 - frame.right) }
    }
  }

  /// Lines across the frame at labelled ticks.
  func grid() -> [Drawing.Element] {
    guard axis.hasGrid, !ticks.isEmpty else { return [] }
    let theme = context.theme
    var path = Path()
    for placed in ticks where !placed.tick.label.isEmpty {
      switch side {
      case .bottom:
        path.move(to: Point(placed.at, frame.top))
        path.line(to: Point(placed.at, frame.bottom))
      case .left:
        path.move(to: Point(frame.left, placed.at))
        path.line(to: Point(frame.right, placed.at))
      }
    }
    guard !path.isEmpty else { return [] }
    let stroke = Stroke(theme.grid, width: theme.gridWidth, isCrisp: true)
    return [
      .begin(.init(side == .bottom ? "grid-x" : "grid-y")), .shape(.init(path, stroke: stroke)),
      .end,
    ]
  }

  /// The axis line, ticks and labels.
  func draw() -> [Drawing.Element] {
    let theme = context.theme
    var path = Path()
    // The line lies just outside the frame, so that marks along its edge do not cover it.
    let out = theme.axisWidth / 2
    switch side {
    case .bottom:
      path.move(to: Point(frame.left - out, frame.bottom + out))
      path.line(to: Point(frame.right, frame.bottom + out))
    case .left:
      path.move(to: Point(frame.left - out, frame.top))
      path.line(to: Point(frame.left - out, frame.bottom + out))
    }
    for placed in ticks {
      let length = placed.tick.label.isEmpty ? Self.tickLength / 2 : Self.tickLength
      switch side {
      case .bottom:
        path.move(to: Point(placed.at, frame.bottom))
        path.line(to: Point(placed.at, frame.bottom + length))
      case .left:
        path.move(to: Point(frame.left - length, placed.at))
        path.line(to: Point(frame.left, placed.at))
      }
    }
    var elements: [Drawing.Element] = [
      .begin(.init(side == .bottom ? "axis-x" : "axis-y")),
      .shape(
        .init(
          path,
          stroke: Stroke(theme.axis, width: theme.axisWidth, cap: .square, isCrisp: true))),
    ]
    for placed in ticks {
      guard let line = placed.line else { continue }
      let origin: Point
      switch side {
      case .bottom:
        origin = Point(
          placed.at - line.width / 2,
          frame.bottom + Self.tickLength + Self.tickGap + theme.tickSize * 0.75)
      case .left:
        origin = Point(
          frame.left - Self.tickLength - Self.tickGap - line.width,
          placed.at + theme.tickSize * 0.34)
      }
      elements.append(.text(.init(line, at: origin, color: theme.muted)))
    }
    if let label {
      let baseline =
        frame.bottom + room - theme.labelSize * 0.35
      elements.append(
        .text(
          .init(
            label, at: Point(frame.center.x - label.width / 2, baseline),
            color: theme.foreground)))
    }
    elements.append(.end)
    return elements
  }
}
