import Drawing

/// The frames of a figure in rows and columns.
///
/// It is found in rounds: the room that labels need depends on the ticks, which depend on the size of the
/// frame, which depends on that room.
struct Grid {
  let columns: Int
  private let rows, count: Int
  private let inner: Double
  private let aspect: Double
  private let width: Double
  /// The height of the page, and of all on it that is no panel.
  private let height: Double?
  private let besides: Double
  private let columnGap: Double
  /// The frame for which panels are laid out.
  private(set) var frame = Size(width: 0, height: 0)
  /// The panels about it.
  private(set) var layouts: [PanelLayout] = []
  /// The room around each.
  private(set) var room = FigureRoom()

  private static let rowGap = 22.0
  private static let mostRounds = 6

  init(figure: Figure, columns: Int, count: Int, inner: Double, besides: Double) {
    self.columns = columns
    self.count = count
    rows = (count + columns - 1) / columns
    self.inner = inner
    aspect = figure.panels.lazy.compactMap(\.wantedAspect).first ?? figure.aspect
    width = figure.width
    height = figure.height
    self.besides = besides
    columnGap = figure.sharesY ? 16 : 26
  }

  /// The size of a frame when so much room is left around each.
  private func frameSize(_ room: FigureRoom) throws(PlotError) -> Size {
    let beside =
      room.lefts.reduce(0, +) + room.rights.reduce(0, +) + columnGap * Double(columns - 1)
    // An odd number of half points would put a far edge between pixels at scale 1.
    let frameWidth = ((inner - beside) / Double(columns)).rounded(.down)
    var frameHeight = (frameWidth / aspect).rounded()
    if let height {
      let between =
        room.heads.reduce(0) { $0 + $1.height } + room.bottoms.reduce(0, +)
        + Self.rowGap * Double(rows - 1)
      frameHeight = ((height - besides - between) / Double(rows)).rounded(.down)
    }
    guard frameWidth >= 8, frameHeight >= 8 else {
      throw PlotError(
        "a page of \(NumberText.short(width)) × \(height.map { NumberText.short($0) } ?? "any") points "
          + "leaves no room for its frames; make it larger or its labels shorter")
    }
    return Size(width: frameWidth, height: frameHeight)
  }

  /// The grid with panels laid out in it.
  func laidOut(
    _ panels: [any Panel], kept: FigureRoom, in context: PlotContext
  ) throws(PlotError) -> Grid {
    var grid = self
    if kept.lefts.isEmpty {
      let width = (inner / Double(columns) * 0.8).rounded(.down)
      grid.frame = Size(width: max(width, 8), height: max((width / aspect).rounded(), 8))
    } else {
      grid.frame = try frameSize(kept)
    }
    var context = context
    context.keepsLeaders = kept.hasLeaders
    var largest = kept
    for round in 0..<Self.mostRounds {
      grid.layouts = []
      var needed = FigureRoom(columns: columns, rows: rows)
      for (i, panel) in panels.enumerated() {
        let layout = try Self.placed(i) { [frame = grid.frame] () throws(PlotError) in
          try panel.layout(for: frame, in: context)
        }
        grid.layouts.append(layout)
        needed.add(layout, row: i / columns, column: i % columns)
      }
      // Labels that come and go with the size would keep the rounds from settling.
      if round > 0 { largest = largest.union(needed) }
      grid.room = round < 1 ? needed.union(kept) : largest
      let next = try frameSize(grid.room)
      if next == grid.frame { break }
      if round < Self.mostRounds - 1 { grid.frame = next }
    }
    return grid
  }

  /// Where the frames stand if the first row begins at a point.
  func frames(from corner: Point) -> [Rect] {
    var frames: [Rect] = []
    var y = corner.y
    for row in 0..<rows {
      y = (y + room.heads[row].height).rounded()
      var x = corner.x
      for column in 0..<columns {
        x = (x + room.lefts[column]).rounded(.up)
        if row * columns + column < count {
          frames.append(Rect(x: x, y: y, width: frame.width, height: frame.height))
        }
        x += frame.width + room.rights[column] + columnGap
      }
      y += frame.height + room.bottoms[row] + Self.rowGap
    }
    return frames
  }

  /// Where the last row ends if the first begins at `top`.
  func end(from top: Double) -> Double {
    var y = top
    for row in 0..<rows {
      y = (y + room.heads[row].height).rounded() + frame.height + room.bottoms[row] + Self.rowGap
    }
    return y - Self.rowGap
  }

  /// Runs `body` and adds the number of the panel to its error.
  static func placed<T>(
    _ panel: Int, _ body: () throws(PlotError) -> T
  ) throws(PlotError) -> T {
    do {
      return try body()
    } catch {
      var error = error
      error.panel = panel
      throw error
    }
  }
}
