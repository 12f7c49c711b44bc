import Drawing

/// Where a figure's frames stand on the page, found in two rounds: the room that labels need depends
/// on the ticks, which depend on the size of the frame, which depends on that room.
struct FigureLayout {
  private let figure: Figure
  private let context: PlotContext
  private let panels: [any Panel]
  private let columns: Int
  private let rows: Int
  private let header: [TextLine]
  private let footer: [TextLine]
  private let frames: [Rect]
  private let size: Size

  private static let margin = 14.0
  private static let columnGap = 26.0
  private static let rowGap = 22.0
  /// The longest side of a page, in points: about 350 m of paper; beyond it is a slip of the pen.
  private static let limit = 1e6

  /// The room that the figure's panels need around their frames.
  private(set) var room = FigureRoom()

  /// - Parameter room: room to be kept at least, so that the frames of an animation stand still.
  init(
    _ figure: Figure, context: PlotContext, room kept: FigureRoom = FigureRoom()
  ) throws(PlotError) {
    self.figure = figure
    self.context = context
    let theme = context.theme
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
    panels = Self.shared(figure)
    columns = max(1, min(figure.columns ?? min(3, panels.count), panels.count))
    rows = (panels.count + columns - 1) / columns
    let inner = figure.width - 2 * Self.margin
    header =
      if let title = figure.title {
        try context.paragraph(title, size: theme.titleSize, weight: .bold, width: inner)
      } else {
        []
      }
    footer =
      if let caption = figure.caption {
        try context.paragraph(caption, size: theme.captionSize, width: inner)
      } else {
        []
      }
    let headerRoom =
      header.isEmpty
      ? 0 : Self.height(of: header, leading: theme.titleSize * 1.3) + theme.titleSize * 0.55
    let footerRoom =
      footer.isEmpty
      ? 0 : Self.height(of: footer, leading: theme.captionSize * 1.45) + theme.captionSize * 0.8

    let (columns, rows) = (columns, rows)
    /// The size of a frame when so much room is left around each.
    func frameSize(_ room: FigureRoom) throws(PlotError) -> Size {
      let besides =
        room.lefts.reduce(0, +) + room.rights.reduce(0, +) + Self.columnGap * Double(columns - 1)
      let width = ((inner - besides) / Double(columns) * 2).rounded(.down) / 2
      var height = (width / figure.aspect * 2).rounded() / 2
      if let page = figure.height {
        let between =
          room.tops.reduce(0, +) + room.bottoms.reduce(0, +) + Self.rowGap * Double(rows - 1)
        let left = page - 2 * Self.margin - headerRoom - footerRoom - between
        height = (left / Double(rows) * 2).rounded(.down) / 2
      }
      guard width >= 8, height >= 8 else {
        throw PlotError(
          "a page of \(Self.text(figure.width)) × \(figure.height.map(Self.text) ?? "any") points "
            + "leaves no room for its frames; make it larger or its labels shorter")
      }
      return Size(width: width, height: height)
    }
    var needed = kept
    var frame: Size
    if kept.lefts.isEmpty {
      frame = Size(width: inner / Double(columns) * 0.8, height: 0)
      frame.height = frame.width / figure.aspect
    } else {
      frame = try frameSize(kept)
    }
    for _ in 0..<2 {
      needed = FigureRoom(columns: columns, rows: rows)
      for (i, panel) in panels.enumerated() {
        let needs = try Self.placed(i) { () throws(PlotError) in
          try panel.insets(for: frame, in: context)
        }
        let (row, column) = (i / columns, i % columns)
        needed.lefts[column] = max(needed.lefts[column], needs.left)
        needed.rights[column] = max(needed.rights[column], needs.right)
        needed.tops[row] = max(needed.tops[row], needs.top)
        needed.bottoms[row] = max(needed.bottoms[row], needs.bottom)
      }
      needed = needed.union(kept)
      let last = frame
      frame = try frameSize(needed)
      // What was asked for this frame is what it needs.
      if frame == last { break }
    }

    var frames: [Rect] = []
    var y = Self.margin + headerRoom
    for row in 0..<rows {
      y = (y + needed.tops[row]).rounded()
      var x = Self.margin
      for column in 0..<columns {
        x = (x + needed.lefts[column]).rounded(.up)
        let i = row * columns + column
        if i < panels.count {
          // An odd number of half points would put a far edge between pixels at scale 1.
          frames.append(
            Rect(x: x, y: y, width: frame.width.rounded(.down), height: frame.height.rounded(.down))
          )
        }
        x += frame.width + needed.rights[column] + Self.columnGap
      }
      y += frame.height + needed.bottoms[row] + Self.rowGap
    }
    self.frames = frames
    room = needed
    let height = figure.height ?? (y - Self.rowGap + footerRoom + Self.margin).rounded(.up)
    size = Size(width: figure.width, height: height)
  }

  func drawing() throws(PlotError) -> Drawing {
    let theme = context.theme
    var elements: [Drawing.Element] = []
    if !header.isEmpty {
      elements.append(.begin(.init("title")))
      elements += lines(
        header, top: Self.margin, leading: theme.titleSize * 1.3, color: theme.foreground)
      elements.append(.end)
    }
    for (i, panel) in panels.enumerated() {
      elements.append(.begin(.init("panel")))
      elements += try Self.placed(i) { () throws(PlotError) in
        try panel.draw(around: frames[i], in: context)
      }
      elements.append(.end)
    }
    if !footer.isEmpty {
      let leading = theme.captionSize * 1.45
      let room = Self.height(of: footer, leading: leading)
      elements.append(.begin(.init("caption")))
      elements += lines(
        footer, top: size.height - Self.margin - room, leading: leading, color: theme.muted)
      elements.append(.end)
    }
    let plainTitle = header.map(\.plainText).joined(separator: " ")
    return Drawing(
      size: size, background: theme.background,
      title: plainTitle.isEmpty ? figure.name : plainTitle,
      description: figure.alternativeText, elements: elements)
  }

  /// The height of a line of a paragraph: the leading, or more where a formula is taller.
  private static func height(of line: TextLine, leading: Double) -> Double {
    max(leading, line.ascent + line.descent)
  }

  private static func height(of lines: [TextLine], leading: Double) -> Double {
    lines.reduce(0) { $0 + height(of: $1, leading: leading) }
  }

  private func lines(
    _ lines: [TextLine], top: Double, leading: Double, color: Color
  ) -> [Drawing.Element] {
    var top = top
    return lines.map { line in
      let height = Self.height(of: line, leading: leading)
      let baseline = top + (height - line.ascent - line.descent) / 2 + line.ascent
      top += height
      return .text(.init(line, at: Point(Self.margin, baseline), color: color))
    }
  }

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

  private static func text(_ v: Double) -> String { NumberText.short(v) }

  /// Runs `body` and adds the number of the panel to its error.
  private static func placed<T>(_ panel: Int, _ body: () throws(PlotError) -> T) throws(PlotError)
    -> T
  {
    do {
      return try body()
    } catch {
      var error = error
      error.panel = panel
      throw error
    }
  }
}
