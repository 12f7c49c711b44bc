import Drawing

/// Labels along a side of a frame, moved apart so that none touches another, each tied to what it names by
/// a leader as soon as it does not stand beside it.
struct Gutter {
  /// A label in a gutter.
  struct Item {
    var block: TextBlock
    var color: Color
    /// What it names.
    var anchor: Point
    var label: Label
    /// The middle along the side.
    var place: Double
    /// The room that it takes along the side.
    var extent: Double
  }

  /// How far a label may stand from the end of its line without a leader, in points.
  static let nearness = 2.5
  /// The gap between the end of a line and its label, in points.
  static let gap = 6.0
  /// The room of a leader, in points.
  static let leader = 10.0
  static let leaderWidth = 0.75

  /// Moves items along a side by the least amounts (least squares) that keep them apart and between limits.
  ///
  /// Items that touch are merged into a block that stands at the mean of its members' wishes; blocks that
  /// then touch are merged again (the pool-adjacent-violators algorithm of isotonic regression).
  /// - Returns: whether there is room for all of them.
  static func spread(_ items: inout [Item], from lower: Double, to upper: Double) -> Bool {
    items.sort { $0.place < $1.place }
    struct Block {
      var first: Int
      var count: Int
      var wish: Double  // sum over members of (wished centre − offset of the centre in the block)
      var length: Double
      var start: Double { wish / Double(count) }
    }
    var blocks: [Block] = []
    for (i, item) in items.enumerated() {
      var block = Block(first: i, count: 1, wish: item.place - item.extent / 2, length: item.extent)
      while let last = blocks.last, last.start + last.length > block.start {
        blocks.removeLast()
        block = Block(
          first: last.first, count: last.count + block.count,
          wish: last.wish + block.wish - Double(block.count) * last.length,
          length: last.length + block.length)
      }
      blocks.append(block)
    }
    for block in blocks {
      var at = block.start
      for i in block.first..<(block.first + block.count) {
        items[i].place = at + items[i].extent / 2
        at += items[i].extent
      }
    }
    // What stands beyond a limit pushes the rest before it.
    var limit = upper
    for i in items.indices.reversed() {
      items[i].place = min(items[i].place, limit - items[i].extent / 2)
      limit = items[i].place - items[i].extent / 2
    }
    limit = lower
    for i in items.indices {
      items[i].place = max(items[i].place, limit + items[i].extent / 2)
      limit = items[i].place + items[i].extent / 2
    }
    return limit <= upper + 1e-6
  }

  /// A leader through points.
  static func leader(_ points: [Point], _ color: Color) -> Drawing.Element {
    .shape(
      .init(
        Path(polyline: points), stroke: Stroke(color.opacity(0.7), width: leaderWidth, join: .round)
      ))
  }
}

/// Labels beyond the right edge, one below another.
struct RightGutter {
  private var items: [Gutter.Item]
  private let frame: Rect
  /// Where labels begin.
  private let left: Double
  /// Whether a label has a leader.
  let hasLeaders: Bool

  /// - Parameters:
  ///   - overhang: how far the horizontal axis's text reaches beyond the frame; labels below the frame stand
  ///     beyond that.
  ///   - keepsLeaders: whether there is room for leaders in any case.
  init(_ items: [Gutter.Item], frame: Rect, overhang: Double, keepsLeaders: Bool) {
    self.items = items.map { item in
      var item = item
      item.place = item.anchor.y
      item.extent = item.block.height + item.block.size * 0.29
      return item
    }
    self.frame = frame
    let top = frame.top - 4
    if !Gutter.spread(&self.items, from: top, to: frame.bottom + 4) {
      _ = Gutter.spread(&self.items, from: top, to: .infinity)
    }
    hasLeaders = self.items.contains { abs($0.place - $0.anchor.y) > Gutter.nearness }
    let isBelow = self.items.contains { $0.place + $0.extent / 2 > frame.bottom + 5 }
    left =
      frame.right + Gutter.gap + (hasLeaders || keepsLeaders ? Gutter.leader : 0)
      + (isBelow ? max(overhang - Gutter.gap, 0) : 0)
  }

  /// The room needed to the right of the frame, in points.
  var room: Double {
    items.map { left - frame.right + $0.block.width }.max() ?? 0
  }

  /// The room needed below the frame, in points.
  var bottomRoom: Double {
    items.map { $0.place + $0.extent / 2 - frame.bottom }.max().map { max($0, 0) } ?? 0
  }

  func draw() -> [Drawing.Element] {
    items.flatMap { item -> [Drawing.Element] in
      var elements: [Drawing.Element] = []
      if abs(item.place - item.anchor.y) > Gutter.nearness {
        let from = item.anchor
        elements.append(
          Gutter.leader(
            [
              Point(from.x + 2, from.y), Point(from.x + 5, from.y), Point(left - 5, item.place),
              Point(left - 2, item.place),
            ], item.color))
      }
      let corner = Point(left, item.place - item.block.height / 2)
      return elements + item.block.elements(at: corner, color: item.color)
    }
  }
}

/// Labels above the upper edge: in one row if there is room, else on steps, each at the upper end of a line
/// that rises from what it names.
struct TopGutter {
  private var items: [Gutter.Item]
  /// For labels on steps: the number of the step, from below, and whether the text stands before its line.
  private var steps: [(row: Int, isBefore: Bool)] = []
  private let frame: Rect
  private let rowHeight: Double
  /// Whether a label has a leader, and whether there is room for one.
  let hasLeaders: Bool
  private let hasRoom: Bool
  /// Labels for which there is no room.
  private(set) var left: [Gutter.Item] = []

  /// - Parameters:
  ///   - before: the room before the frame that labels may use.
  ///   - behind: the room behind it.
  ///   - keepsLeaders: whether there is room for leaders in any case.
  init(
    _ items: [Gutter.Item], frame: Rect, before: Double, behind: Double, keepsLeaders: Bool
  ) {
    self.items = items.map { item in
      var item = item
      item.place = item.anchor.x
      item.extent = item.block.width + item.block.size * 0.7
      return item
    }
    self.frame = frame
    rowHeight = items.map { $0.block.height + $0.block.size * 0.29 }.max() ?? 0
    let (from, to) = (frame.left - before, frame.right + behind)
    if Gutter.spread(&self.items, from: from, to: to) {
      hasLeaders = self.items.contains {
        abs($0.place - $0.anchor.x) > Gutter.nearness || $0.anchor.y > frame.top + 1
      }
      hasRoom = hasLeaders || keepsLeaders
    } else {
      (hasLeaders, hasRoom) = (true, true)
      climb(from: from, to: to)
    }
  }

  /// Puts labels on steps: each on the lowest where its text and its line meet no other.
  private mutating func climb(from: Double, to: Double) {
    let all = items.sorted { $0.anchor.x < $1.anchor.x }
    items = []
    for (i, item) in all.enumerated() {
      let a = item.anchor.x
      let later = all[(i + 1)...].map(\.anchor.x)
      search: for row in 0..<(all.count + 1) {
        for isBefore in [true, false] {
          let span = Self.span(item, isBefore: isBefore)
          guard span.0 >= from, span.1 <= to,
            !later.contains(where: { $0 > span.0 - 2 && $0 < span.1 + 2 && abs($0 - a) > 0.5 })
          else { continue }
          let isFree = zip(items, steps).allSatisfy { other, step in
            let theirs = Self.span(other, isBefore: step.isBefore)
            let apart = step.row != row || theirs.1 + 4 <= span.0 || theirs.0 >= span.1 + 4
            let b = other.anchor.x
            let clear = step.row < row || b < span.0 - 2 || b > span.1 + 2 || abs(b - a) < 0.5
            return apart && clear
          }
          guard isFree else { continue }
          items.append(item)
          steps.append((row, isBefore))
          break search
        }
      }
      if items.last?.anchor != item.anchor || items.last?.label != item.label { left.append(item) }
    }
  }

  /// From where to where the text of a label on a step reaches.
  private static func span(_ item: Gutter.Item, isBefore: Bool) -> (Double, Double) {
    let a = item.anchor.x
    return isBefore ? (a - 3 - item.block.width, a - 3) : (a + 3, a + 3 + item.block.width)
  }

  /// The room needed above the frame, in points.
  var room: Double {
    guard !items.isEmpty else { return 0 }
    let rows = Double((steps.map(\.row).max() ?? 0) + 1)
    return rowHeight * rows + Gutter.gap / 2 + (hasRoom ? Gutter.leader : 0)
  }

  /// How far labels reach beyond the frame on the right, in points.
  var overhang: Double {
    items.indices.map { i in
      let end =
        steps.isEmpty
        ? items[i].place + items[i].block.width / 2
        : Self.span(items[i], isBefore: steps[i].isBefore).1
      return end - frame.right
    }.max() ?? 0
  }

  func draw() -> [Drawing.Element] {
    let floor = frame.top - Gutter.gap / 2 - (hasRoom ? Gutter.leader : 0)
    return items.enumerated().flatMap { i, item -> [Drawing.Element] in
      let from = Point(item.anchor.x, min(item.anchor.y, frame.top) - 2)
      let below = item.anchor.y > frame.top + 1 ? [item.anchor] : []
      if !steps.isEmpty {
        let top = floor - rowHeight * Double(steps[i].row) - item.block.height
        let x = Self.span(item, isBefore: steps[i].isBefore).0
        return [
          Gutter.leader(below + [from, Point(from.x, top + item.block.height * 0.35)], item.color)
        ]
          + item.block.elements(
            at: Point(x, top), align: steps[i].isBefore ? 1 : 0, color: item.color)
      }
      let corner = Point(item.place - item.block.width / 2, floor - item.block.height)
      var elements: [Drawing.Element] = []
      if abs(item.place - item.anchor.x) > Gutter.nearness || !below.isEmpty {
        elements.append(
          Gutter.leader(
            below + [
              from, Point(from.x, from.y - 2), Point(item.place, floor + 4),
              Point(item.place, floor + 2),
            ], item.color))
      }
      return elements + item.block.elements(at: corner, align: 0.5, color: item.color)
    }
  }
}
