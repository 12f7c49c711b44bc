import Drawing

/// What labels must not cover in a frame: lines, points, other labels; kept in squares, so that what lies in
/// a rectangle is found quickly.
public struct Obstacles: Sendable {
  private struct Segment {
    var from, to: Point
    var reach: Double
  }

  private let frame: Rect
  private let columns, rows: Int
  private var segments: [[Segment]]
  private let dotColumns, dotRows: Int
  private var dots: [Bool]
  private var taken: [Rect] = []

  /// The sides of squares of lines and of points; points are known to that precision, in points on the page.
  private let cell, grain: Double

  /// A frame with nothing in it.
  init(_ frame: Rect) {
    self.frame = frame
    // A poster needs no finer squares than a page.
    let side = max(frame.width, frame.height)
    let (cell, grain) = (max(12, side / 200), max(2, side / 1500))
    (self.cell, self.grain) = (cell, grain)
    func count(_ length: Double, _ cell: Double) -> Int { Int((length / cell).rounded(.up)) + 1 }
    columns = count(frame.width, cell)
    rows = count(frame.height, cell)
    segments = Array(repeating: [], count: columns * rows)
    dotColumns = count(frame.width, grain)
    dotRows = count(frame.height, grain)
    dots = Array(repeating: false, count: dotColumns * dotRows)
  }

  private func range(
    _ from: Double, _ to: Double, _ start: Double, _ cell: Double, _ count: Int
  ) -> Range<Int> {
    guard from.isFinite, to.isFinite else { return 0..<0 }
    let most = Double(count)
    let first = min(max(((from - start) / cell).rounded(.down), 0), most)
    let last = min(max(((to - start) / cell).rounded(.down) + 1, 0), most)
    return Int(first)..<Int(max(first, last))
  }

  /// Adds lines of a width.
  public mutating func add(lines: [[Point]], width: Double) {
    let reach = width / 2
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) {
        let across = range(
          min(a.x, b.x) - reach, max(a.x, b.x) + reach, frame.left, cell, columns)
        let down = range(min(a.y, b.y) - reach, max(a.y, b.y) + reach, frame.top, cell, rows)
        for row in down {
          for column in across {
            segments[row * columns + column].append(Segment(from: a, to: b, reach: reach))
          }
        }
      }
    }
  }

  /// Adds a point of a diameter.
  public mutating func add(dot p: Point, size: Double) {
    let r = size / 2
    for row in range(p.y - r, p.y + r, frame.top, grain, dotRows) {
      for column in range(p.x - r, p.x + r, frame.left, grain, dotColumns) {
        dots[row * dotColumns + column] = true
      }
    }
  }

  /// Adds a rectangle.
  public mutating func add(_ rect: Rect) { taken.append(rect) }

  /// Whether something lies in a rectangle.
  func meet(_ rect: Rect) -> Bool {
    if taken.contains(where: { $0.intersects(rect) }) { return true }
    for row in range(rect.top, rect.bottom, frame.top, grain, dotRows) {
      for column in range(rect.left, rect.right, frame.left, grain, dotColumns)
      where dots[row * dotColumns + column] {
        return true
      }
    }
    for row in range(rect.top, rect.bottom, frame.top, cell, rows) {
      for column in range(rect.left, rect.right, frame.left, cell, columns) {
        for segment in segments[row * columns + column]
        where Polyline.meets(segment.from, segment.to, rect.expanded(by: segment.reach)) {
          return true
        }
      }
    }
    return false
  }
}
