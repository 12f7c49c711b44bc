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
  /// What the axis measures, with what its numbers have in common, in markup.
  let text: String?
  private let label: [TextLine]

  private static let tickLength = 4.0
  private static let tickGap = 4.0
  /// The least distance between two labels along a horizontal axis, in points.
  private static let between = 8.0

  init(
    _ axis: Axis, scale: Scale, side: Side, frame: Rect, context: PlotContext
  ) throws(PlotError) {
    self.axis = axis
    self.side = side
    self.frame = frame
    self.context = context
    let theme = context.theme
    let length = side == .bottom ? frame.width : frame.height
    /// So many ticks at most, and whether their labels touch.
    func place(_ count: Int) throws(PlotError) -> (ticks: [Placed], note: Ticks, isCrowded: Bool) {
      let found = axis.ticks(on: scale, atMost: count)
      var placed: [Placed] = []
      for tick in found.ticks {
        let f = scale.fraction(of: tick.value)
        guard f.isFinite else { continue }
        let at = side == .bottom ? frame.left + f * frame.width : frame.bottom - f * frame.height
        let line =
          tick.label.isEmpty || !axis.hasTickLabels
          ? nil : try context.line(tick.label, size: theme.tickSize)
        placed.append(Placed(tick: tick, at: at, line: line))
      }
      let labelled = placed.filter { $0.line != nil }
      let isCrowded = zip(labelled, labelled.dropFirst()).contains {
        Self.touch($0, $1, side, theme)
      }
      return (placed, axis.hasTickLabels ? found : Ticks(), isCrowded)
    }
    // As many ticks as have room for their labels; where these are few, more of them closer together.
    let most = Axis.mostTicks(along: length, apart: side == .bottom ? 32 : 28)
    var found = try place(most)
    var count = most
    while axis.ticks == nil, found.isCrowded, count > 2 {
      count -= 1
      found = try place(count)
    }
    func named(_ ticks: [Placed]) -> Int { ticks.count { !$0.tick.label.isEmpty } }
    count = most
    while axis.ticks == nil, named(found.ticks) < 4, count < 8 {
      count += 1
      let more = try place(count)
      if !more.isCrowded, named(more.ticks) > named(found.ticks) { found = more }
    }
    let note = found.note
    ticks = found.ticks
    let text = note.noted(axis.label)
    self.text = text
    label =
      if side == .bottom, let text {
        try context.paragraph(text, size: theme.labelSize, width: max(frame.width, 60))
      } else {
        []
      }
    thin()
  }

  /// Whether the labels of two ticks touch.
  private static func touch(_ a: Placed, _ b: Placed, _ side: Side, _ theme: Theme) -> Bool {
    guard let first = a.line, let second = b.line else { return false }
    let extent =
      side == .bottom ? (first.width + second.width) / 2 + between : theme.tickSize * 1.1
    return abs(a.at - b.at) < extent
  }

  private func touch(_ a: Int, _ b: Int) -> Bool {
    Self.touch(ticks[a], ticks[b], side, context.theme)
  }

  /// Takes labels away where they would touch; the first and the last stay as long as they can.
  private mutating func thin() {
    let labelled = ticks.indices.filter { ticks[$0].line != nil }
    guard let first = labelled.first, let last = labelled.last, first != last else { return }
    var kept = [first, last]
    if touch(first, last) {
      ticks[last].line = nil
      kept = [first]
    }
    for i in labelled.dropFirst().dropLast() {
      if kept.contains(where: { touch($0, i) }) { ticks[i].line = nil } else { kept.append(i) }
    }
  }

  /// The room between the frame and the outer edge of the axis's text, in points.
  var room: Double {
    let theme = context.theme
    let hasLabels = ticks.contains { $0.line != nil }
    switch side {
    case .left:
      let widest = ticks.compactMap { $0.line?.width }.max() ?? 0
      return widest + Self.tickLength + (hasLabels ? Self.tickGap : 0)
    case .bottom:
      return Self.tickLength + (hasLabels ? Self.tickGap + theme.tickSize * 1.05 : 0)
        + (label.isEmpty
          ? 2 : theme.labelSize * 1.55 + theme.labelSize * 1.25 * Double(label.count - 1) + drop)
    }
  }

  /// How much more than its letters the label's formulas reach up and down.
  private var drop: Double {
    let size = context.theme.labelSize
    guard let first = label.first, let last = label.last else { return 0 }
    return max(0, first.ascent - size * 1.05) + max(0, last.descent - size * 0.35)
  }

  /// The distance between the frame and the tick labels, in points.
  var labelGap: Double { Self.tickLength + Self.tickGap }

  /// How far tick labels reach beyond the end of the axis, in points. Above the frame it is as far as if the
  /// last tick stood there, so that titles of neighbouring panels stand at one height.
  var overhang: Double {
    let labelled = ticks.filter { $0.line != nil }
    switch side {
    case .left: return labelled.isEmpty ? 0 : context.theme.tickSize * 0.4
    case .bottom:
      let ticks = labelled.reduce(0) {
        max($0, $1.at + ($1.line?.width ?? 0) / 2 - frame.right)
      }
      return max(ticks, widest / 2 - frame.width / 2)
    }
  }

  /// How far tick labels reach beyond the beginning of a horizontal axis, in points.
  var startOverhang: Double {
    let ticks = ticks.reduce(0) { max($0, frame.left - $1.at + ($1.line?.width ?? 0) / 2) }
    return max(ticks, widest / 2 - frame.width / 2)
  }

  private var widest: Double { label.map(\.width).max() ?? 0 }

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
    var elements: [Drawing.Element] = [
      .begin(.init(side == .bottom ? "axis-x" : "axis-y")),
      .shape(
        .init(
          lines,
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
    let leading = theme.labelSize * 1.25
    var baseline =
      frame.bottom + room - theme.labelSize * 0.35 - leading * Double(label.count - 1)
      - max(0, (label.last?.descent ?? 0) - theme.labelSize * 0.35)
    for line in label {
      let origin = Point(frame.center.x - line.width / 2, baseline)
      elements.append(.text(.init(line, at: origin, color: theme.foreground)))
      baseline += leading
    }
    elements.append(.end)
    return elements
  }

  /// The axis line and its ticks. The line lies just outside the frame, so that marks along its edge do not
  /// cover it.
  private var lines: Path {
    var path = Path()
    let out = context.theme.axisWidth / 2
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
    return path
  }
}
