import Drawing

/// One line of a legend: a sample of the mark, and what it stands for.
public struct LegendEntry: Hashable, Sendable {
  /// What the sample looks like.
  public enum Sample: Hashable, Sendable {
    /// A short line.
    case line(Paint, width: Double, dash: [Double])
    /// A point.
    case point(PointSymbol, Paint)
    /// A filled swatch.
    case swatch(Paint, opacity: Double)
  }

  /// The sample.
  public var sample: Sample
  /// The text, in markup.
  public var label: String

  /// Describes an entry.
  public init(_ sample: Sample, label: String) {
    self.sample = sample
    self.label = label
  }
}

/// Where a panel's legend stands. It is never laid over data: it takes room of its own.
public enum LegendPlacement: Hashable, Sendable {
  /// No legend.
  case none
  /// In rows above the frame.
  case above
  /// In rows below the frame and its axis.
  case below
  /// In a column to the right of the frame.
  case right
}

/// A legend laid out in rows or a column.
struct LegendLayout {
  private struct Item {
    var entry: LegendEntry
    var line: TextLine
    var origin: Point
  }

  private var items: [Item] = []
  private let context: PlotContext
  /// The room it takes, in points.
  private(set) var size = Size(width: 0, height: 0)

  /// The width of an entry's sample: a line needs more than a point.
  private static func sampleWidth(_ entry: LegendEntry) -> Double {
    switch entry.sample {
    case .line: 20
    case .point: 8
    case .swatch: 14
    }
  }
  private static let sampleGap = 6.0
  private static let itemGap = 18.0

  /// Lays entries out in rows no wider than `width`, or one below another.
  init(
    _ entries: [LegendEntry], width: Double, inColumn: Bool, context: PlotContext
  ) throws(PlotError) {
    self.context = context
    let rowHeight = (context.theme.labelSize * 1.5).rounded(.up)
    var x = 0.0
    var y = 0.0
    for entry in entries {
      let line = try context.line(entry.label, size: context.theme.labelSize)
      let w = Self.sampleWidth(entry) + Self.sampleGap + line.width
      if !items.isEmpty, inColumn || x + w > width {
        x = 0
        y += rowHeight
      }
      items.append(Item(entry: entry, line: line, origin: Point(x, y + rowHeight / 2)))
      size.width = max(size.width, x + w)
      x += w + Self.itemGap
    }
    if !items.isEmpty { size.height = y + rowHeight }
  }

  /// The legend with its upper left corner at `corner`.
  func draw(at corner: Point) -> [Drawing.Element] {
    guard !items.isEmpty else { return [] }
    let theme = context.theme
    var elements: [Drawing.Element] = [.begin(.init("legend"))]
    for item in items {
      let at = corner + item.origin
      let sample = Self.sampleWidth(item.entry)
      switch item.entry.sample {
      case .line(let paint, let width, let dash):
        let path = Path(polyline: [at, Point(at.x + sample, at.y)])
        elements.append(
          .shape(
            .init(path, stroke: Stroke(paint.color(in: theme), width: width, dash: dash))))
      case .point(let symbol, let paint):
        elements.append(
          symbol.element(
            at: Point(at.x + sample / 2, at.y), size: theme.pointSize,
            color: paint.color(in: theme)))
      case .swatch(let paint, let opacity):
        let r = Rect(x: at.x, y: at.y - 5, width: sample, height: 10)
        elements.append(
          .shape(.init(Path(r), fill: paint.color(in: theme).faded(to: opacity))))
      }
      elements.append(
        .text(
          .init(
            item.line,
            at: Point(
              at.x + sample + Self.sampleGap, at.y + theme.labelSize * 0.34),
            color: theme.foreground)))
    }
    elements.append(.end)
    return elements
  }
}
