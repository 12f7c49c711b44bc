import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds places inside a frame for labels: candidates in the order of preference, the first that covers
/// nothing is taken.
struct LabelSearch {
  /// A place.
  struct Place {
    /// The upper left corner of the label.
    var corner: Point
    /// The part of the room beside shorter lines that stands before them.
    var align: Double
    /// From the label to what it names, if it does not stand there.
    var leader: [Point] = []
  }

  private let inner: Rect
  private var obstacles: Obstacles

  /// What must lie between a label and what it does not name, in points.
  private static let clearance = 2.0
  /// The gap between a label and the line that it names.
  private static let gap = 5.0
  /// How far a note may be moved before a leader ties it to its place.
  private static let nearness = 16.0

  init(_ frame: Rect, _ obstacles: Obstacles) {
    inner = frame.expanded(by: -1)
    self.obstacles = obstacles
  }

  /// The best place for a text; nil if there is none. The place is then taken.
  mutating func place(_ block: TextBlock, for subject: Label.Subject) -> Place? {
    let found =
      switch subject {
      case .line(let points): beside(points, block)
      case .strip(let a, let b): strip(min(a, b), max(a, b), block)
      case .shelf(let a, let b): shelf(min(a, b), max(a, b), block)
      case .note(let p, let anchor): note(p, anchor, block)
      case .right, .top: nil as Place?
      }
    if let found { obstacles.add(rect(found.corner, block).expanded(by: Self.clearance)) }
    return found
  }

  private func rect(_ corner: Point, _ block: TextBlock) -> Rect {
    Rect(x: corner.x, y: corner.y, width: block.width, height: block.height)
  }

  private func isFree(_ corner: Point, _ block: TextBlock) -> Bool {
    let rect = rect(corner, block)
    guard rect.left >= inner.left, rect.right <= inner.right, rect.top >= inner.top,
      rect.bottom <= inner.bottom
    else { return false }
    return !obstacles.meet(rect.expanded(by: Self.clearance))
  }

  /// Beside a line, from its end backwards.
  private func beside(_ points: [Point], _ block: TextBlock) -> Place? {
    guard points.count > 1 else { return nil }
    let line = Array(points.reversed())
    let lengths = LineCutter.lengths(line)
    let total = lengths[lengths.count - 1]
    let (w, h) = (block.width, block.height)
    var s = 0.0
    while s <= total, s < 2000 {
      let p = LineCutter.point(at: s, line, lengths)
      for (x, y) in [
        (p.x + Self.gap, p.y - h / 2), (p.x + Self.gap, p.y - h - 2), (p.x + Self.gap, p.y + 2),
        (p.x - w / 2, p.y - h - Self.gap), (p.x - w - Self.gap, p.y - h / 2),
        (p.x - w - Self.gap, p.y - h - 2), (p.x - w / 2, p.y + Self.gap),
      ] where isFree(Point(x, y), block) {
        return Place(corner: Point(x, y), align: 0)
      }
      s += 6
    }
    return nil
  }

  /// Within a strip, as high as there is room.
  private func strip(_ a: Double, _ b: Double, _ block: TextBlock) -> Place? {
    let (left, right) = (max(a, inner.left), min(b, inner.right))
    guard right - left >= block.width + 4 else { return nil }
    let x = (left + right - block.width) / 2
    var y = inner.top + 3
    while y < inner.center.y {
      if isFree(Point(x, y), block) { return Place(corner: Point(x, y), align: 0.5) }
      y += 5
    }
    return nil
  }

  /// Within a shelf, at its upper edge or in its middle, as far to the left as there is room.
  private func shelf(_ a: Double, _ b: Double, _ block: TextBlock) -> Place? {
    let (top, bottom) = (max(a, inner.top), min(b, inner.bottom))
    guard bottom - top >= block.height + 4 else { return nil }
    var x = inner.left + 6
    while x + block.width < inner.right {
      for y in [top + 4, (top + bottom - block.height) / 2, bottom - 4 - block.height]
      where isFree(Point(x, y), block) {
        return Place(corner: Point(x, y), align: 0)
      }
      x += 10
    }
    return nil
  }

  /// At a place, or as near to it as there is room, tied to it by a leader.
  private func note(_ p: Point, _ anchor: Double, _ block: TextBlock) -> Place? {
    func clamp(_ v: Double, _ low: Double, _ high: Double) -> Double { max(low, min(v, high)) }
    let wish = Point(
      clamp(p.x - block.width * anchor, inner.left, inner.right - block.width),
      clamp(p.y - block.height / 2, inner.top, inner.bottom - block.height))
    if isFree(wish, block) { return Place(corner: wish, align: anchor) }
    var radius = 5.0
    let reach = max(inner.width, inner.height) / 2
    while radius < reach {
      // A wide text moves up and down first.
      for k in 0..<24 {
        let angle = .pi / 2 + Double((k + 1) / 2) * (k % 2 == 0 ? 1 : -1) * .pi / 12
        let corner = wish + Point(cos(angle) * radius * 1.4, -sin(angle) * radius)
        guard isFree(corner, block) else { continue }
        let rect = rect(corner, block)
        let nearest = Point(
          clamp(p.x, rect.left, rect.right), clamp(p.y, rect.top - 1, rect.bottom + 1))
        let isAway = (nearest - p).length > Self.nearness
        return Place(corner: corner, align: anchor, leader: isAway ? [nearest, p] : [])
      }
      radius += 5
    }
    return nil
  }
}
