import Drawing

/// A plane panel about a given frame: scales, ticks and labels resolved.
struct PlaneLayout {
  private let panel: PlanePanel
  private let plane: Plane
  private let context: PlotContext
  private let marks: [MarkLayout]
  private let xAxis: AxisLayout
  private let yAxis: AxisLayout
  private let title: TextBlock?
  private let yLabel: TextBlock?
  private let legend: LegendLayout
  private let labels: PlacedLabels
  private let colorBars: [ColorBarLayout]

  private static let gap = 8.0

  init(_ panel: PlanePanel, frame: Rect, context: PlotContext) throws(PlotError) {
    self.panel = panel
    self.context = context
    let theme = context.theme
    let plane = try panel.plane(in: frame, context: context)
    self.plane = plane
    xAxis = try AxisLayout(
      panel.x, scale: plane.x, side: .bottom, frame: frame, context: context)
    yAxis = try AxisLayout(panel.y, scale: plane.y, side: .left, frame: frame, context: context)
    title =
      if let text = panel.title {
        TextBlock(
          try context.paragraph(
            text, size: theme.panelTitleSize, weight: .bold, width: max(frame.width, 60)),
          size: theme.panelTitleSize)
      } else {
        nil
      }
    yLabel =
      if let text = yAxis.text {
        TextBlock(
          try context.paragraph(
            text, size: theme.labelSize, width: max(frame.width + yAxis.room, 60)),
          size: theme.labelSize)
      } else {
        nil
      }
    var marks: [MarkLayout] = []
    var bars: [ColorBarLayout] = []
    var ground = plane
    for (i, mark) in panel.marks.enumerated() {
      let layout = try Self.placed(i) { () throws(PlotError) in try mark.layout(on: ground) }
      if let cover = layout.cover { ground.beneath = cover }
      if let bar = layout.colorBar {
        bars.append(try ColorBarLayout(bar, height: frame.height, context: context))
      }
      marks.append(layout)
    }
    self.marks = marks
    colorBars = bars
    let inks = marks.map(\.ink)
    labels = try PlacedLabels(
      marks.enumerated().flatMap { i, layout in layout.labels.map { ($0, i) } },
      obstacles: {
        inks.reduce(into: Obstacles(frame)) { obstacles, ink in ink(&obstacles) }
      },
      around: .init(
        before: min(6, yAxis.room), overhang: xAxis.overhang, hasLegend: panel.legend != .none),
      on: ground)
    var entries = panel.legend == .none ? [] : panel.entries
    for entry in labels.entries where !entries.contains(entry) { entries.append(entry) }
    legend = try LegendLayout(
      entries, width: panel.legend == .right ? max(frame.width * 0.5, 80) : max(frame.width, 60),
      inColumn: panel.legend == .right, context: context)
  }

  // MARK: Room

  /// The bands above the frame.
  var head: PanelHead {
    let theme = context.theme
    var head = PanelHead()
    if let title { head.title = title.height + theme.panelTitleSize * 0.62 }
    // The highest tick label must not touch the axis's label.
    let ticks = yAxis.overhang + (yLabel == nil ? 0 : theme.labelSize * 0.35)
    head.ends = max(labels.topRoom, ticks)
    if let yLabel { head.label = yLabel.height + theme.labelSize * 0.44 }
    if panel.legend == .above, legend.size.height > 0 {
      if isLegendBesideLabel {
        head.label = max(head.label, legend.size.height)
      } else {
        head.legend = legend.size.height + 2
      }
    }
    return head
  }

  /// The room below the frame.
  var bottom: Double {
    var bottom = max(xAxis.room, labels.bottomRoom)
    if panel.legend == .below, legend.size.height > 0 {
      bottom += legend.size.height + Self.gap
    }
    if panel.legend == .right {
      bottom = max(bottom, legend.size.height - plane.frame.height)
    }
    return bottom
  }

  /// Whether labels beside the frame have leaders.
  var hasLeaders: Bool { labels.hasLeaders }

  /// The room before the frame.
  var left: Double { max(yAxis.room, xAxis.startOverhang) }

  /// The room behind the frame.
  var right: Double {
    var right = besideFrame + colorBars.reduce(0) { $0 + $1.room }
    if panel.legend == .right, legend.size.width > 0 {
      right += legend.size.width + 2 * Self.gap
    }
    return right
  }

  /// The room behind the frame for labels and the horizontal axis.
  private var besideFrame: Double {
    let label = (yLabel?.width ?? 0) + labelX - plane.frame.right
    return max(labels.rightRoom, xAxis.overhang, label)
  }

  private var isLegendBesideLabel: Bool {
    guard panel.legend == .above, legend.size.height > 0, (yLabel?.lines.count ?? 1) == 1
    else { return false }
    return legend.size.height < 2 * context.theme.labelSize
      && legendX + legend.size.width <= plane.frame.right
  }

  private var legendX: Double {
    guard let yLabel else { return plane.frame.left }
    return max(plane.frame.left, labelX + yLabel.width + 2 * Self.gap)
  }

  /// The y axis's label ends where its tick labels end, or starts where they start if it is longer.
  private var labelX: Double {
    let edge = plane.frame.left - yAxis.room
    let end = plane.frame.left - yAxis.labelGap
    return max(edge, end - (yLabel?.width ?? 0))
  }

  // MARK: Drawing

  func draw(under head: PanelHead) throws(PlotError) -> [Drawing.Element] {
    let frame = plane.frame
    var elements = xAxis.grid() + yAxis.grid() + xAxis.draw() + yAxis.draw()
    for (i, mark) in panel.marks.enumerated() {
      let inside = try Self.placed(i) { () throws(PlotError) in try marks[i].draw() }
      guard !inside.isEmpty else { continue }
      let clip = mark.isClipped ? Path(frame.expanded(by: marks[i].bleed)) : nil
      elements += [.begin(.init(mark.role, clip: clip))] + inside + [.end]
    }
    elements += labels.draw()
    var right = frame.right + besideFrame
    for bar in colorBars {
      elements += bar.draw(left: right, top: frame.top)
      right += bar.room
    }
    return elements + words(under: head, behind: right)
  }

  /// What stands in the bands above the frame, and the legend wherever it stands.
  private func words(under head: PanelHead, behind right: Double) -> [Drawing.Element] {
    let theme = context.theme
    let frame = plane.frame
    var elements: [Drawing.Element] = []
    var bottom = frame.top - head.ends
    var baseline = bottom - theme.labelSize * 0.2
    if let yLabel {
      // Its lowest baseline stands where that of a single line would.
      let corner = Point(labelX, bottom - theme.labelSize * 0.2 - yLabel.height + yLabel.fall)
      baseline = corner.y + yLabel.height - yLabel.fall
      elements +=
        [.begin(.init("label-y"))]
        + yLabel.elements(at: corner, color: theme.foreground) + [.end]
    }
    switch panel.legend {
    case .none: break
    case .above where isLegendBesideLabel:
      elements += legend.draw(at: Point(legendX, baseline - legend.baseline))
    case .above:
      bottom -= head.label
      elements += legend.draw(at: Point(frame.left, bottom - legend.size.height))
    case .below:
      elements += legend.draw(
        at: Point(frame.left, frame.bottom + max(xAxis.room, labels.bottomRoom) + Self.gap))
    case .right:
      elements += legend.draw(at: Point(right + 2 * Self.gap, frame.top))
    }
    if let title {
      let corner = Point(frame.left, frame.top - head.height)
      elements +=
        [.begin(.init("panel-title"))]
        + title.elements(at: corner, color: theme.foreground) + [.end]
    }
    return elements
  }

  /// Runs `body` and adds the number of the mark to its error.
  private static func placed<T>(
    _ mark: Int, _ body: () throws(PlotError) -> T
  ) throws(PlotError) -> T {
    do {
      return try body()
    } catch {
      var error = error
      error.mark = mark
      throw error
    }
  }
}
