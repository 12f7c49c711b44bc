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
  /// Whether a unit of x is as long as one of y, as on a map.
  public var hasEqualUnits: Bool

  /// Describes a panel.
  public init(
    title: String? = nil, x: Axis = Axis(), y: Axis = Axis(), marks: [any Mark],
    legend: LegendPlacement = .above, hasEqualUnits: Bool = false
  ) {
    self.title = title
    self.x = x
    self.y = y
    // Marks that leave it open get looks that no other mark of the panel has.
    var outfit = Outfit(
      besides: marks.flatMap(\.paints), colors: Theme.light.palette.count)
    self.marks = marks.map { $0.dressed(in: &outfit) }
    self.legend = legend
    self.hasEqualUnits = hasEqualUnits
  }

  /// The values that the axes show.
  public var wishes: (x: Extent?, y: Extent?) {
    let shownX = x.shown(wantedX)
    return (shownX, y.shown(wantedY(over: shownX ?? Extent(0, 1))))
  }

  /// The panel with domains that others share.
  public func sharing(x dx: Axis.Domain?, y dy: Axis.Domain?) -> any Panel {
    var panel = self
    if let dx { panel.x.domain = panel.x.domain ?? dx }
    if let dy { panel.y.domain = panel.y.domain ?? dy }
    return panel
  }

  /// The two axes.
  public var sides: (x: Axis, y: Axis)? { (x, y) }

  /// The same marks on other axes.
  public func with(x: Axis, y: Axis) -> any Panel {
    var panel = self
    panel.x = x
    panel.y = y
    return panel
  }

  /// What the marks say in a legend above the frame, each thing once.
  public var legendEntries: [LegendEntry] { legend == .above ? entries : [] }

  /// The same without a legend.
  public var withoutLegend: any Panel {
    var panel = self
    panel.legend = .none
    return panel
  }

  /// The ratio of the spans of linear axes, within what fits on a page.
  public var wantedAspect: Double? {
    guard hasEqualUnits, let x = wishes.x, let y = wishes.y, y.upper > y.lower else { return nil }
    let ratio = (x.upper - x.lower) / (y.upper - y.lower)
    return ratio.isFinite && ratio > 0 ? min(max(ratio, 0.4), 4) : nil
  }

  /// What the marks say in a legend, each thing once.
  var entries: [LegendEntry] {
    var entries: [LegendEntry] = []
    for entry in marks.flatMap(\.legend) where !entries.contains(entry) { entries.append(entry) }
    return entries
  }

  private var wantedX: Extent? { marks.reduce(nil) { Extent.union($0, $1.xExtent) } }

  private func wantedY(over x: Extent) -> Extent? {
    marks.reduce(nil) { Extent.union($0, $1.yExtent(over: x)) }
  }

  /// The axes, the marks and what is written beside them.
  public func layout(
    for frame: Size, in context: PlotContext
  ) throws(PlotError) -> PanelLayout {
    let frame = Rect(x: 0, y: 0, width: frame.width, height: frame.height)
    let layout = try PlaneLayout(self, frame: frame, context: context)
    return PanelLayout(
      head: layout.head, bottom: layout.bottom, left: layout.left, right: layout.right,
      hasLeaders: layout.hasLeaders
    ) { (head: PanelHead) throws(PlotError) in try layout.draw(under: head) }
  }

  /// The panel's scales about a frame.
  func plane(in frame: Rect, context: PlotContext) throws(PlotError) -> Plane {
    var sx = try x.resolved(wantedX)
    var sy = try y.resolved(wantedY(over: Extent(sx.low, sx.high)))
    if hasEqualUnits {
      guard sx.kind == .linear, sy.kind == .linear else {
        throw PlotError("an equal aspect needs two linear axes; give 'aspect' as a number")
      }
      // The axis that would be stretched shows more on both sides.
      let unit = max((sx.high - sx.low) / frame.width, (sy.high - sy.low) / frame.height)
      sx = try Self.widened(sx, to: unit * frame.width)
      sy = try Self.widened(sy, to: unit * frame.height)
    }
    return Plane(frame: frame, x: sx, y: sy, context: context)
  }

  private static func widened(_ scale: Scale, to span: Double) throws(PlotError) -> Scale {
    let more = (span - (scale.high - scale.low)) / 2
    guard more > 0 else { return scale }
    let sign = scale.upper > scale.lower ? 1.0 : -1
    return try Scale(.linear, from: scale.lower - sign * more, to: scale.upper + sign * more)
  }
}
