import Drawing

/// A panel with three axes: surfaces in a box.
public struct SpacePanel: Panel {
  /// A line above the panel, in markup.
  public var title: String?
  /// The axis that runs to the right.
  public var x: Axis
  /// The axis that runs into the page.
  public var y: Axis
  /// The axis that runs upwards.
  public var z: Axis
  /// The surfaces, each drawn whole before the next.
  public var marks: [SurfaceMark]
  /// Where the box is seen from.
  public var camera: Camera

  /// Describes a panel.
  public init(
    title: String? = nil, x: Axis = Axis(), y: Axis = Axis(), z: Axis = Axis(),
    marks: [SurfaceMark], camera: Camera = Camera()
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.z = z
    self.marks = marks
    self.camera = camera
  }

  /// The values that the axes show: see `Panel`.
  public var wishes: (x: Extent?, y: Extent?) {
    (x.domain.map { Extent($0.from, $0.to) }, y.domain.map { Extent($0.from, $0.to) })
  }

  /// The panel with domains that others share: see `Panel`.
  public func sharing(x dx: Axis.Domain?, y dy: Axis.Domain?) -> any Panel {
    var panel = self
    if let dx { panel.x.domain = panel.x.domain ?? dx }
    if let dy { panel.y.domain = panel.y.domain ?? dy }
    return panel
  }

  /// The room needed around a frame: see `Panel`.
  public func insets(for frame: Size, in context: PlotContext) throws(PlotError) -> Insets {
    // The box and its labels stand inside the frame; only the title needs room.
    Insets(top: title == nil ? 0 : context.theme.panelTitleSize * 1.5)
  }

  /// The panel around its frame: see `Panel`.
  public func draw(around frame: Rect, in context: PlotContext) throws(PlotError)
    -> [Drawing.Element]
  {
    let theme = context.theme
    guard camera.azimuth.isFinite, camera.elevation >= 0, camera.elevation <= .pi / 2 + 1e-9 else {
      throw PlotError("a camera's elevation must lie between 0 and 90 degrees")
    }
    let sx = try x.resolved(nil)
    let sy = try y.resolved(nil)
    let sz = try z.resolved(heights(sx, sy))
    let axes = try BoxAxes(
      x: (x, sx), y: (y, sy), z: (z, sz), camera: camera, frame: frame, context: context)
    var elements = axes.walls()
    for mark in marks {
      elements.append(.begin(.init("mark-surface")))
      elements += try SurfaceMesh(mark, x: sx, y: sy, z: sz, projection: axes.projection).draw(
        in: theme)
      elements.append(.end)
    }
    elements += axes.draw()
    if let title {
      let line = try context.line(title, size: theme.panelTitleSize, weight: .bold)
      elements.append(.begin(.init("panel-title")))
      elements.append(
        .text(
          .init(
            line, at: Point(frame.left, frame.top - theme.panelTitleSize * 0.5),
            color: theme.foreground)))
      elements.append(.end)
    }
    return elements
  }

  /// The heights that the surfaces reach, where the z axis has no domain.
  private func heights(_ sx: Scale, _ sy: Scale) -> Extent? {
    let steps = (0...24).map { Double($0) / 24 }
    var values: [Double] = []
    for mark in marks {
      for v in steps {
        for u in steps { values.append(mark.field.value(sx.value(at: u), sy.value(at: v))) }
      }
    }
    return Extent(of: values)
  }
}
