import Drawing

/// A panel with two axes at right angles, on which marks lie one over another.
public struct PlanePanel: Panel {
  /// A line above the panel, in markup.
  public var title: String?
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// The marks, from back to front.
  public var marks: [any Mark]
  /// Where the legend stands.
  public var legend: LegendPlacement

  /// Describes a panel.
  public init(
    title: String? = nil, x: Axis = Axis(), y: Axis = Axis(), marks: [any Mark],
    legend: LegendPlacement = .above
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
    self.legend = legend
  }

  /// The values that the axes show: see `Panel`.
  public var wishes: (x: Extent?, y: Extent?) {
    let shownX = x.shown(wantedX)
    return (shownX, y.shown(wantedY(over: shownX ?? Extent(0, 1))))
  }

  /// The panel with domains that others share: see `Panel`.
  public func sharing(x dx: Axis.Domain?, y dy: Axis.Domain?) -> any Panel {
    var panel = self
    if let dx { panel.x.domain = panel.x.domain ?? dx }
    if let dy { panel.y.domain = panel.y.domain ?? dy }
    return panel
  }

  private var wantedX: Extent? { marks.reduce(nil) { Extent.union($0, $1.xExtent) } }

  private func wantedY(over x: Extent) -> Extent? {
    marks.reduce(nil) { Extent.union($0, $1.yExtent(over: x)) }
  }

  /// The room needed around a frame: see `Panel`.
  public func insets(for frame: Size, in context: PlotContext) throws(PlotError) -> Insets {
    let frame = Rect(x: 0, y: 0, width: frame.width, height: frame.height)
    return try PlaneLayout(self, frame: frame, context: context).insets
  }

  /// The panel around its frame: see `Panel`.
  public func draw(around frame: Rect, in context: PlotContext) throws(PlotError)
    -> [Drawing.Element]
  {
    try PlaneLayout(self, frame: frame, context: context).draw()
  }

  /// The panel's scales about a frame.
  func plane(in frame: Rect, context: PlotContext) throws(PlotError) -> Plane {
    let sx = try x.resolved(wantedX)
    let sy = try y.resolved(wantedY(over: Extent(sx.low, sx.high)))
    return Plane(frame: frame, x: sx, y: sy, context: context)
  }
}

/// A plane panel about a given frame: scales, ticks and labels resolved.
private struct PlaneLayout {
  let panel: PlanePanel
  let plane: Plane
  let context: PlotContext
  let xAxis: AxisLayout
  let yAxis: AxisLayout
  let title: TextLine?
  let yLabel: TextLine?
  let legend: LegendLayout
  let endLabels: EndLabelLayout
  let colorBars: [ColorBarLayout]

  private static let gap = 8.0

  init(_ panel: PlanePanel, frame: Rect, context: PlotContext) throws(PlotError) {
    self.panel = panel
    self.context = context
    let theme = context.theme
    plane = try panel.plane(in: frame, context: context)
    xAxis = try AxisLayout(
      panel.x, scale: plane.x, side: .bottom, frame: frame, context: context)
    yAxis = try AxisLayout(panel.y, scale: plane.y, side: .left, frame: frame, context: context)
    title =
      if let text = panel.title {
        try context.line(text, size: theme.panelTitleSize, weight: .bold)
      } else {
        nil
      }
    yLabel =
      if let text = panel.y.label { try context.line(text, size: theme.labelSize) } else { nil }
    var labels: [EndLabel] = []
    var entries: [LegendEntry] = []
    var bars: [ColorBarLayout] = []
    for (i, mark) in panel.marks.enumerated() {
      do {
        labels += try mark.endLabels(on: plane)
      } catch {
        var error = error
        error.mark = i
        throw error
      }
      for entry in mark.legend where !entries.contains(entry) { entries.append(entry) }
      if let bar = mark.colorBar {
        bars.append(try ColorBarLayout(bar, height: frame.height, context: context))
      }
    }
    colorBars = bars
    endLabels = try EndLabelLayout(labels, frame: frame, context: context)
    legend = try LegendLayout(
      panel.legend == .none ? [] : entries, width: frame.width,
      inColumn: panel.legend == .right, context: context)
  }

  /// Room above the frame, from the frame upwards: labels of ends, the y axis's label and the legend (on
  /// one line if they fit), the title.
  var insets: Insets {
    let theme = context.theme
    var insets = Insets()
    insets.left = yAxis.room
    insets.bottom = xAxis.room
    insets.top = topRoom + yLabelRoom + legendRoom
    if title != nil { insets.top += theme.panelTitleSize * 1.5 }
    if panel.legend == .below { insets.bottom += legend.size.height + Self.gap }
    insets.right = max(endLabels.rightRoom, xAxis.overhang)
    insets.right += colorBars.reduce(0) { $0 + $1.room }
    if panel.legend == .right, legend.size.width > 0 {
      insets.right += legend.size.width + 2 * Self.gap
    }
    return insets
  }

  /// Between the frame and the y axis's label: the highest tick label must not touch it.
  private var topRoom: Double {
    let ticks = yAxis.overhang + (yLabel == nil ? 0 : context.theme.labelSize * 0.35)
    return max(endLabels.topRoom, ticks)
  }

  private var yLabelRoom: Double { yLabel == nil ? 0 : context.theme.labelSize * 1.4 }

  /// Room of its own for a legend above the frame; none if it stands beside the y axis's label.
  private var legendRoom: Double {
    panel.legend == .above && !isLegendBesideLabel ? legend.size.height : 0
  }

  private var isLegendBesideLabel: Bool {
    guard yLabel != nil, panel.legend == .above, legend.size.height > 0 else { return false }
    return legend.size.height < 2 * context.theme.labelSize
      && max(plane.frame.left, labelX + yLabel!.width + 2 * Self.gap) + legend.size.width
        <= plane.frame.right
  }

  /// The y axis's label ends where its tick labels end, or starts where they start if it is longer.
  private var labelX: Double {
    let edge = plane.frame.left - yAxis.room
    let end = plane.frame.left - yAxis.labelGap
    return max(edge, end - (yLabel?.width ?? 0))
  }

  func draw() throws(PlotError) -> [Drawing.Element] {
    let theme = context.theme
    let frame = plane.frame
    var elements: [Drawing.Element] = []

    elements += xAxis.grid() + yAxis.grid() + xAxis.draw() + yAxis.draw()
    for (i, mark) in panel.marks.enumerated() {
      do {
        let inside = try mark.draw(on: plane)
        if !inside.isEmpty {
          elements.append(
            .begin(.init(mark.role, clip: mark.isClipped ? Path(frame.expanded(by: 1)) : nil)))
          elements += inside
          elements.append(.end)
        }
      } catch {
        var error = error
        error.mark = i
        throw error
      }
    }
    for mark in panel.marks {
      let over = try mark.drawUnclipped(on: plane)
      if !over.isEmpty { elements += [.begin(.init(mark.role + "-label"))] + over + [.end] }
    }
    elements += endLabels.draw()

    var right = frame.right + max(endLabels.rightRoom, xAxis.overhang)
    for bar in colorBars {
      elements += bar.draw(left: right, top: frame.top)
      right += bar.room
    }

    var top = frame.top - topRoom
    if let yLabel {
      elements.append(.begin(.init("label-y")))
      elements.append(
        .text(
          .init(
            yLabel, at: Point(labelX, top - theme.labelSize * 0.2), color: theme.foreground)))
      elements.append(.end)
      top -= yLabelRoom
    }
    let edge = frame.left - yAxis.room
    switch panel.legend {
    case .none: break
    case .above where isLegendBesideLabel:
      let x = max(frame.left, labelX + yLabel!.width + 2 * Self.gap)
      elements += legend.draw(at: Point(x, top + (yLabelRoom - legend.size.height) / 2))
    case .above:
      elements += legend.draw(at: Point(frame.left, top - legend.size.height))
      top -= legend.size.height
    case .below:
      elements += legend.draw(at: Point(frame.left, frame.bottom + xAxis.room + Self.gap))
    case .right:
      elements += legend.draw(at: Point(right + 2 * Self.gap, frame.top))
    }
    if let title {
      elements.append(.begin(.init("panel-title")))
      elements.append(
        .text(
          .init(
            title, at: Point(edge, top - theme.panelTitleSize * 0.5), color: theme.foreground)))
      elements.append(.end)
    }
    return elements
  }
}
