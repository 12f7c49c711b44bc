import Drawing

/// A panel with three axes: surfaces in a box.
///
/// The box and all that is written beside it stand inside the frame, as large as it allows whatever the
/// camera.
public struct SpacePanel: Panel {
  /// A line above the panel, in markup.
  public var title: String?
  /// The axis that runs to the right at azimuth 0.
  public var x: Axis
  /// The axis that runs into the page at azimuth 0.
  public var y: Axis
  /// The axis that runs upwards.
  public var z: Axis
  /// The marks, each drawn whole before the next.
  public var marks: [any SpaceMark]
  /// Where the box is seen from.
  public var camera: Camera
  /// The extents of the box.
  public var proportions: BoxProportions

  /// Describes a panel.
  public init(
    title: String? = nil, x: Axis = Axis(), y: Axis = Axis(), z: Axis = Axis(),
    marks: [any SpaceMark], camera: Camera = Camera(),
    proportions: BoxProportions = BoxProportions()
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.z = z
    self.marks = marks
    self.camera = camera
    self.proportions = proportions
  }

  /// The domains of the x and y axes; marks have no wishes of their own.
  public var wishes: (x: Extent?, y: Extent?) {
    (x.domain.map { Extent($0.from, $0.to) }, y.domain.map { Extent($0.from, $0.to) })
  }

  /// The same panel with domains for the x and y axes that have none.
  public func sharing(x dx: Axis.Domain?, y dy: Axis.Domain?) -> any Panel {
    var panel = self
    if let dx { panel.x.domain = panel.x.domain ?? dx }
    if let dy { panel.y.domain = panel.y.domain ?? dy }
    return panel
  }

  /// Only the title and colour bars need room beside the frame: what a turning camera moves stays
  /// inside, so that the frame stays where it is.
  public func layout(
    for frame: Size, in context: PlotContext
  ) throws(PlotError) -> PanelLayout {
    let bars = try colorBars(height: frame.height, context)
    let size = context.theme.panelTitleSize
    let title: TextBlock? =
      if let text = self.title {
        TextBlock(
          try context.paragraph(text, size: size, weight: .bold, width: max(frame.width, 60)),
          size: size)
      } else {
        nil
      }
    return PanelLayout(
      head: PanelHead(title: title.map { $0.height + size * 0.62 } ?? 0), bottom: 0, left: 0,
      right: bars.reduce(0) { $0 + $1.room }
    ) { (head: PanelHead) throws(PlotError) in
      let frame = Rect(x: 0, y: 0, width: frame.width, height: frame.height)
      let elements = try draw(around: frame, bars, in: context)
      guard let title else { return elements }
      let corner = Point(frame.left, frame.top - head.height)
      return elements + [.begin(.init("panel-title"))]
        + title.elements(at: corner, color: context.theme.foreground) + [.end]
    }
  }

  /// The box, its marks and what is written beside it, and the colour bars.
  private func draw(
    around frame: Rect, _ bars: [ColorBarLayout], in context: PlotContext
  ) throws(PlotError) -> [Drawing.Element] {
    var elements = try SpaceLayout(self, frame: frame, context: context).draw()
    var right = frame.right
    for bar in bars {
      elements += bar.draw(left: right, top: frame.top + frame.height * (1 - Self.barHeight) / 2)
      right += bar.room
    }
    return elements
  }

  /// The height of a colour bar relative to that of the frame.
  private static let barHeight = 0.7

  private func colorBars(
    height: Double, _ context: PlotContext
  ) throws(PlotError) -> [ColorBarLayout] {
    let z = try scales().z
    var bars: [ColorBarLayout] = []
    for mark in marks {
      if let bar = try mark.colorBar(z: z, label: self.z.label) {
        bars.append(try ColorBarLayout(bar, height: height * Self.barHeight, context: context))
      }
    }
    return bars
  }

  /// The scales of the three axes.
  func scales() throws(PlotError) -> (x: Scale, y: Scale, z: Scale) {
    let sx = try x.resolved(nil)
    let sy = try y.resolved(nil)
    let wanted =
      z.domain == nil
      ? marks.reduce(nil) { Extent.union($0, $1.zExtent(x: sx, y: sy)) } : nil
    return (sx, sy, try z.resolved(wanted))
  }
}
