import Drawing

/// A label that stands where a line leaves the frame or ends: it replaces a legend.
public struct EndLabel: Hashable, Sendable {
  /// The side of the frame on which it stands.
  public enum Side: Hashable, Sendable {
    /// Above the upper edge.
    case top
    /// Beyond the right edge.
    case right
    /// Inside the frame, to the right of a line that leaves it through the lower edge.
    case inside
  }

  /// The text, in markup.
  public var text: String
  /// The colour of the line it names.
  public var paint: Paint
  /// Where the line ends, in points on the page.
  public var anchor: Point
  /// The side on which it stands.
  public var side: Side

  /// Describes a label.
  public init(_ text: String, paint: Paint, anchor: Point, side: Side) {
    self.text = text
    self.paint = paint
    self.anchor = anchor
    self.side = side
  }
}

/// Labels about a frame, moved apart so that none touches another.
struct EndLabelLayout {
  fileprivate struct Item {
    var label: EndLabel
    var line: TextLine
    /// The centre along the side.
    var place: Double
    /// The room it takes along the side.
    var extent: Double
  }

  private var top: [Item] = []
  private var right: [Item] = []
  private var inside: [Item] = []
  private let context: PlotContext
  private let frame: Rect

  /// The gap between the end of a line and its label, in points.
  private static let gap = 6.0

  init(_ labels: [EndLabel], frame: Rect, context: PlotContext) throws(PlotError) {
    self.context = context
    self.frame = frame
    let size = context.theme.labelSize
    for label in labels {
      let line = try context.line(label.text, size: size)
      switch label.side {
      case .top:
        top.append(
          Item(label: label, line: line, place: label.anchor.x, extent: line.width + size * 0.7))
      case .right:
        right.append(
          Item(label: label, line: line, place: label.anchor.y, extent: size * 1.25))
      case .inside:
        inside.append(
          Item(label: label, line: line, place: label.anchor.x, extent: line.width + size))
      }
    }
    Self.spread(&top, from: frame.left - 30, to: frame.right + 30)
    Self.spread(&right, from: frame.top - 4, to: frame.bottom + 4)
  }

  /// The room needed above the frame, in points.
  var topRoom: Double { top.isEmpty ? 0 : context.theme.labelSize * 1.2 + Self.gap / 2 }

  /// The room needed to the right of the frame, in points.
  var rightRoom: Double {
    let side = right.map { $0.line.width + Self.gap + ($0.isMoved ? Self.leader : 0) }.max() ?? 0
    // A label above the upper right corner may stick out.
    let corner = top.map { $0.place + $0.line.width / 2 - frame.right }.max() ?? 0
    return max(side, corner)
  }

  /// The length of the line that ties a moved label to its curve.
  private static let leader = 10.0

  /// Moves labels along a side by the least amounts (least squares) that keep them apart.
  ///
  /// Labels that touch are merged into a block that stands at the mean of its members' wishes; blocks
  /// that then touch are merged again (the pool-adjacent-violators algorithm of isotonic regression).
  private static func spread(_ items: inout [Item], from lower: Double, to upper: Double) {
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
      var at = max(min(block.start, upper - block.length), lower)
      for i in block.first..<(block.first + block.count) {
        items[i].place = at + items[i].extent / 2
        at += items[i].extent
      }
    }
  }

  /// The labels and their leaders.
  func draw() -> [Drawing.Element] {
    guard !(top.isEmpty && right.isEmpty && inside.isEmpty) else { return [] }
    let theme = context.theme
    let size = theme.labelSize
    var elements: [Drawing.Element] = [.begin(.init("end-labels"))]
    let anyMoved = right.contains { $0.isMoved }
    for item in right {
      let color = item.label.paint.color(in: theme)
      let from = item.label.anchor
      var x = from.x + Self.gap
      if anyMoved {
        x += Self.leader
        if item.isMoved {
          let path = Path(polyline: [
            Point(from.x + 2, from.y), Point(from.x + 5, from.y), Point(x - 5, item.place),
            Point(x - 2, item.place),
          ])
          elements.append(
            .shape(.init(path, stroke: Stroke(color.opacity(0.7), width: 0.75, join: .round))))
        }
      }
      elements.append(
        .text(
          .init(
            item.line, at: Point(x, item.place + theme.labelSize * 0.32), color: color)))
    }
    for item in inside {
      let x = min(item.place + size * 0.6, frame.right - item.line.width)
      elements.append(
        .text(
          .init(
            item.line, at: Point(x, frame.bottom - size * 0.6),
            color: item.label.paint.color(in: theme),
            halo: .init(theme.background, radius: 2))))
    }
    for item in top {
      elements.append(
        .text(
          .init(
            item.line,
            at: Point(item.place - item.line.width / 2, frame.top - Self.gap),
            color: item.label.paint.color(in: theme))))
    }
    elements.append(.end)
    return elements
  }
}

extension EndLabelLayout.Item {
  /// Whether the label stands so far from its line's end that it needs a leader.
  fileprivate var isMoved: Bool { label.side == .right && abs(place - label.anchor.y) > 2.5 }
}
