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
    var block: TextBlock
    var corner: Point
  }

  private var items: [Item] = []
  private let context: PlotContext
  private let rowHeight: Double
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

  /// Lays entries out in rows no wider than `width`, or one below another; longer texts are broken.
  init(
    _ entries: [LegendEntry], width: Double, inColumn: Bool, context: PlotContext
  ) throws(PlotError) {
    self.context = context
    let size = context.theme.labelSize
    rowHeight = (size * 1.5).rounded(.up)
    var blocks: [TextBlock] = []
    for entry in entries {
      let sample = Self.sampleWidth(entry) + Self.sampleGap
      blocks.append(
        TextBlock(
          try context.paragraph(entry.label, size: size, width: max(width - sample, size * 3)),
          size: size))
    }
    let widths = zip(entries, blocks).map { Self.sampleWidth($0) + Self.sampleGap + $1.width }
    let total = widths.reduce(-Self.itemGap) { $0 + $1 + Self.itemGap }
    // What does not fit into one row stands in columns.
    let column = (widths.max() ?? 0) + Self.itemGap
    let columns =
      inColumn
      ? 1 : total <= width ? entries.count : max(1, Int((width + Self.itemGap) / column))
    var (x, y, height) = (0.0, 0.0, 0.0)
    for (i, (entry, block)) in zip(entries, blocks).enumerated() {
      if i > 0, i % columns == 0 {
        x = 0
        y += height
        height = 0
      }
      items.append(Item(entry: entry, block: block, corner: Point(x, y)))
      height = max(height, rowHeight + block.height - (block.rise + block.fall))
      self.size.width = max(self.size.width, x + widths[i])
      x += (total <= width && !inColumn ? widths[i] + Self.itemGap : column)
      self.size.height = y + height
    }
  }

  /// The baseline of the first row, below the legend's upper edge.
  var baseline: Double { rowHeight / 2 + context.theme.labelSize * 0.34 }

  /// The legend with its upper left corner at `corner`.
  func draw(at corner: Point) -> [Drawing.Element] {
    guard !items.isEmpty else { return [] }
    let theme = context.theme
    var elements: [Drawing.Element] = [.begin(.init("legend"))]
    for item in items {
      let at = corner + item.corner + Point(0, rowHeight / 2)
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
      for (i, line) in item.block.lines.enumerated() {
        let origin = Point(
          at.x + sample + Self.sampleGap,
          at.y + theme.labelSize * 0.34 + item.block.baselines[i] - item.block.baselines[0])
        elements.append(.text(.init(line, at: origin, color: theme.foreground)))
      }
    }
    elements.append(.end)
    return elements
  }
}
