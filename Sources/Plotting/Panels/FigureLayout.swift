import Drawing

/// A figure laid out: where its frames stand on the page, and what stands around them.
public struct FigureLayout: Sendable {
  private let figure: Figure
  private let context: PlotContext
  private let panels: [PanelLayout]
  private let columns: Int
  private let header: TextBlock?
  private let footer: TextBlock?
  private let legend: LegendLayout?
  private let size: Size
  /// The frames of the panels, in their order, in points on the page.
  public let frames: [Rect]
  /// The room that the figure's panels need around their frames.
  public let room: FigureRoom

  private static let margin = 14.0
  /// A frame is at least so wide, or there are fewer columns.
  private static let leastWidth = 110.0
  /// No line of words is longer, in ems: a reader would lose the way back to the next.
  private static let measure = 72.0
  /// The room between a legend for all panels and these.
  private static let legendGap = 12.0
  /// The longest side of a page, in points: about 350 m of paper; beyond it is a slip of the pen.
  private static let limit = 1e6

  /// - Parameter room: room to be kept at least, so that the frames of an animation stand still.
  init(
    _ figure: Figure, context: PlotContext, room kept: FigureRoom = FigureRoom()
  ) throws(PlotError) {
    try Self.check(figure)
    self.figure = figure
    self.context = context
    let theme = context.theme
    let inner = figure.width - 2 * Self.margin
    func block(
      _ markup: String?, _ size: Double, _ weight: Typesetter.Weight
    ) throws(PlotError) -> TextBlock? {
      guard let markup else { return nil }
      return TextBlock(
        try context.paragraph(
          markup, size: size, weight: weight, width: min(inner, size * Self.measure)), size: size)
    }
    header = try block(figure.title, theme.titleSize, .bold)
    footer = try block(figure.caption, theme.captionSize, .regular)
    var panels = Self.shared(figure)
    let entries = Self.commonEntries(of: panels, figure.legend)
    if !entries.isEmpty { panels = panels.map(\.withoutLegend) }
    let legend =
      entries.isEmpty
      ? nil : try LegendLayout(entries, width: inner, inColumn: false, context: context)
    self.legend = legend

    let above = header.map { $0.height + theme.titleSize * 0.85 } ?? 0
    let below = footer.map { $0.height + theme.captionSize * 1.1 } ?? 0
    let words = above + (legend.map { $0.size.height + Self.legendGap } ?? 0)
    let wanted = max(1, min(figure.columns ?? min(3, panels.count), panels.count))
    var found: Grid?
    for columns in stride(from: wanted, through: 1, by: -1) {
      let grid = Grid(
        figure: figure, columns: columns, count: panels.count, inner: inner,
        besides: words + below + 2 * Self.margin)
      let merged = Self.merged(panels, figure, columns: columns)
      do throws(PlotError) {
        let laidOut = try grid.laidOut(
          merged, kept: kept.lefts.count == columns ? kept : FigureRoom(), in: context)
        found = laidOut
        if laidOut.frame.width >= Self.leastWidth { break }
      } catch {
        // Fewer columns may have the room that so many lack.
        guard columns == 1, found == nil else { continue }
        throw error
      }
    }
    let grid = found!
    self.panels = grid.layouts
    columns = grid.columns
    room = grid.room
    frames = grid.frames(from: Point(Self.margin, Self.margin + words))
    let end = grid.end(from: Self.margin + words)
    size = Size(
      width: figure.width, height: figure.height ?? (end + below + Self.margin).rounded(.up))
  }

  private static func check(_ figure: Figure) throws(PlotError) {
    guard figure.width >= 1, figure.width <= Self.limit else {
      throw PlotError("a figure's width must lie between 1 and 10^6 points, not \(figure.width)")
    }
    if let height = figure.height, !(height >= 1 && height <= Self.limit) {
      throw PlotError("a figure's height must lie between 1 and 10^6 points, not \(height)")
    }
    guard figure.aspect >= 0.01, figure.aspect <= 100 else {
      throw PlotError("a frame's aspect must lie between 0.01 and 100, not \(figure.aspect)")
    }
    guard !figure.panels.isEmpty else { throw PlotError("a figure needs at least one panel") }
  }

  /// The page.
  /// - Throws: `PlotError` for marks that cannot be drawn.
  public func page() throws(PlotError) -> Drawing {
    let theme = context.theme
    var elements: [Drawing.Element] = []
    var top = Self.margin
    if let header {
      elements +=
        [.begin(.init("title"))]
        + header.elements(at: Point(Self.margin, top), color: theme.foreground) + [.end]
      top += header.height + theme.titleSize * 0.85
    }
    if let legend { elements += legend.draw(at: Point(frames[0].left, top)) }
    for (i, panel) in panels.enumerated() {
      elements.append(.begin(.init("panel")))
      elements += try Grid.placed(i) { () throws(PlotError) in
        try panel.draw(
          at: Point(frames[i].left, frames[i].top), under: room.heads[i / columns])
      }
      elements.append(.end)
    }
    if let footer {
      let corner = Point(Self.margin, size.height - Self.margin - footer.height)
      elements +=
        [.begin(.init("caption"))]
        + footer.elements(at: corner, color: theme.muted) + [.end]
    }
    let plainTitle = header?.lines.map(\.plainText).joined(separator: " ") ?? ""
    return Drawing(
      size: size, background: theme.background,
      title: plainTitle.isEmpty ? figure.name : plainTitle,
      description: figure.alternativeText, elements: elements)
  }

  // MARK: What panels share

  /// The panels with common domains where the figure asks for them.
  private static func shared(_ figure: Figure) -> [any Panel] {
    guard figure.sharesX || figure.sharesY else { return figure.panels }
    var x: Extent?
    var y: Extent?
    for panel in figure.panels {
      x = Extent.union(x, panel.wishes.x)
      y = Extent.union(y, panel.wishes.y)
    }
    let dx = figure.sharesX ? x.map { Axis.Domain(from: $0.lower, to: $0.upper) } : nil
    let dy = figure.sharesY ? y.map { Axis.Domain(from: $0.lower, to: $0.upper) } : nil
    return figure.panels.map { $0.sharing(x: dx, y: dy) }
  }

  /// The panels without tick labels, and without labels of axes, that a neighbour to the left or below has
  /// for the same values.
  private static func merged(
    _ panels: [any Panel], _ figure: Figure, columns: Int
  ) -> [any Panel] {
    guard figure.sharesX || figure.sharesY else { return panels }
    func isSame(_ a: Axis, _ b: Axis) -> Bool {
      a.domain == b.domain && a.scale == b.scale && a.unit == b.unit && a.ticks == b.ticks
    }
    return panels.enumerated().map { i, panel in
      guard var (x, y) = panel.sides else { return panel }
      let first = i / columns * columns
      if figure.sharesY, i > first, let other = panels[first].sides?.y, isSame(y, other) {
        y.hasTickLabels = false
        if y.label == other.label { y.label = nil }
      }
      if figure.sharesX, i + columns < panels.count, let other = panels[i + columns].sides?.x,
        isSame(x, other)
      {
        x.hasTickLabels = false
        if x.label == other.label { x.label = nil }
      }
      return panel.with(x: x, y: y)
    }
  }

  /// What one legend says for all panels: all that theirs say where the figure asks for it, or where they say
  /// the same by themselves; nothing if each has its own.
  private static func commonEntries(
    of panels: [any Panel], _ placement: Figure.Legend
  ) -> [LegendEntry] {
    let all = panels.map(\.legendEntries).filter { !$0.isEmpty }
    guard let first = all.first else { return [] }
    switch placement {
    case .panels: return []
    case .automatic: return all.count > 1 && all.allSatisfy { Set($0) == Set(first) } ? first : []
    case .figure:
      var entries: [LegendEntry] = []
      for entry in all.joined() where !entries.contains(entry) { entries.append(entry) }
      return entries
    }
  }
}
