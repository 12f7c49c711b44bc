/// Signed areas that edges cut off from the pixels of a band.
///
/// A cell holds the change of coverage from the pixel before it, so a running sum along a row gives
/// the signed coverage of each pixel, 65536 being all of it. Cells are integers: a sum does not
/// depend on the order of its terms, edges shared by two pieces cancel without a trace, and a full
/// pixel is exactly full. An edge adds its part to a row as a function of its end points and the
/// row's number only, never of the row before, so bands of any height give the same cells.
///
/// A bit per four cells tells where anything was added; everything between is skipped or filled.
struct CoverageAccumulator: EdgeSink {
  /// The coverage of a pixel wholly inside.
  static let full = 65536

  /// The number of columns of the page.
  let width: Int
  /// The first row of the band, and the one after its last.
  let top, bottom: Int
  /// The number of cells, and of words of marks, per row.
  let stride, words: Int
  let cells: UnsafeMutablePointer<Int32>
  let marks: UnsafeMutablePointer<UInt64>
  /// The first and last row, counted from the top of the band, where marks may be set.
  let extent: UnsafeMutablePointer<(first: Int, last: Int)>

  var visibleRows: (top: Double, bottom: Double) { (Double(top), Double(bottom)) }

  // MARK: Edges

  @inline(__always)
  func edge(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
    // Most edges of glyphs stay within a cell; this is what the other way would add, too.
    let (row, column) = (y0 &>> 8 &- top, x0 &>> 8)
    guard y1 &>> 8 &- top == row, x1 &>> 8 == column, y0 >= top &<< 8, y0 < bottom &<< 8, x0 >= 0,
      column < width
    else { return longEdge(x0, y0, x1, y1) }
    if y0 == y1 { return }
    note(row, row)
    let height = abs(y1 &- y0)
    let right = (height &* (x0 & 255 &+ x1 & 255)) &>> 1
    let sign = y0 < y1 ? 1 : -1
    let line = self.line(row)
    line.cells[column] &+= Int32(truncatingIfNeeded: sign &* (height &<< 8 &- right))
    line.cells[column &+ 1] &+= Int32(truncatingIfNeeded: sign &* right)
    line.touch(column, column &+ 1)
  }

  /// Adds an edge that goes through several cells, or beside the band.
  @inline(never)
  private func longEdge(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
    if y0 == y1 { return }
    // Downwards, times a sign.
    let sign = y0 < y1 ? 1 : -1
    let (ax, ay) = y0 < y1 ? (x0, y0) : (x1, y1)
    let (bx, by) = y0 < y1 ? (x1, y1) : (x0, y0)
    let first = max(ay, top &<< 8)
    let last = min(by, bottom &<< 8)
    if first >= last { return }
    let limit = width &<< 8
    // Nothing on the page lies right of it.
    if ax >= limit && bx >= limit { return }
    let row0 = first &>> 8 &- top
    let row1 = (last &- 1) &>> 8 &- top
    note(row0, row1)
    if row0 == row1 && first == ay && last == by {
      piece(row0, ax &<< 8, bx &<< 8, (by &- ay) &<< 8, sign)
    } else if ax == bx || (ax <= 0 && bx <= 0) {
      let x = max(ax == bx ? ax : 0, 0) &<< 8
      var y = first
      for row in row0...row1 {
        let next = min((top &+ row &+ 1) &<< 8, last)
        inCell(line(row), x &>> 16, (next &- y) &<< 8, (x & 0xFFFF) &<< 1, sign)
        y = next
      }
    } else if min(ax, bx) >= 0 && max(ax, bx) <= limit {
      slanted(ax, ay, bx, by, first, last, sign)
    } else {
      leaving(ax, ay, bx, by, first, last, sign)
    }
  }

  /// Adds the rows of a downward edge that does not leave the page and is not upright.
  ///
  /// Positions have 24 bits behind 1/65536 pixel and are exact sums, so that it does not matter at which row
  /// a band begins. Rows are taken in the order in which x grows.
  @inline(__always)
  private func slanted(
    _ ax: Int, _ ay: Int, _ bx: Int, _ by: Int, _ first: Int, _ last: Int, _ sign: Int
  ) {
    let dx = bx &- ax
    let dy = by &- ay
    // Of x per 1/256 pixel of height, rounded towards 0: no row reaches beyond the ends.
    let slope = Int(Double(dx) / Double(dy) * 0x1p32)
    // Of height per x. What is steeper passes the side of a cell at once, as far as can be told.
    let rate = Int(min(Double(dy) / Double(abs(dx)), 0x1p14) * 0x1p32)
    let isDown = dx > 0
    let start = isDown ? first : last
    var position = ax &<< 32 &+ 1 &<< 23 &+ slope &* (start &- ay)
    var x = !isDown && last == by ? bx &<< 8 : position &>> 24
    var line = self.line((isDown ? first : last &- 1) &>> 8 &- top)
    // What the edge takes of the heights of its first and its last row.
    let above = min(first | 255 &+ 1, last) &- first
    let below = last &- max((last &- 1) & ~255, first)
    let lastHeight = isDown ? below : above
    var rest = (last &- 1) &>> 8 &- first &>> 8
    if rest > 0 {
      let growth = abs(slope)
      let (cellStep, markStep) = isDown ? (stride, words) : (-stride, -words)
      var height = isDown ? above : below
      repeat {
        position &+= growth &* height
        let end = position &>> 24
        add(line, x, end, height &<< 8, rate, sign)
        x = end
        height = 256
        line.cells += cellStep
        line.marks += markStep
        rest &-= 1
      } while rest > 0
    }
    position = ax &<< 32 &+ 1 &<< 23 &+ slope &* ((isDown ? last : first) &- ay)
    let end = isDown ? (last == by ? bx &<< 8 : position &>> 24) : position &>> 24
    add(line, x, end, lastHeight &<< 8, rate, sign)
  }

  /// Adds the rows of a downward edge that leaves the page on a side.
  private func leaving(
    _ ax: Int, _ ay: Int, _ bx: Int, _ by: Int, _ first: Int, _ last: Int, _ sign: Int
  ) {
    // A function of the end points and the height alone; at the ends it is as exact as they are.
    let slope = Double(bx &- ax) / Double(by &- ay) * 256
    let origin = Double(ax) * 256
    func position(_ y: Int) -> Int { Fixed.nearest(origin + slope * Double(y &- ay)) }
    var y = first
    var x = position(first)
    while y < last {
      let next = min(y | 255 &+ 1, last)
      let nextX = position(next)
      piece(y &>> 8 &- top, x, nextX, (next &- y) &<< 8, sign)
      x = nextX
      y = next
    }
  }

  /// Widens the range of rows that are in use.
  @inline(__always) func note(_ row0: Int, _ row1: Int) {
    if row0 < extent.pointee.first { extent.pointee.first = row0 }
    if row1 > extent.pointee.last { extent.pointee.last = row1 }
  }

  // MARK: Parts of edges

  /// Adds a part of an edge within a row.
  /// - Parameters:
  ///   - row: the row, counted from the top of the band.
  ///   - x0, x1: where it enters and leaves the row, in 1/65536 pixel.
  ///   - height: its height, in 1/65536 pixel; not negative.
  ///   - sign: 1 or −1.
  @inline(__always) func piece(_ row: Int, _ x0: Int, _ x1: Int, _ height: Int, _ sign: Int) {
    let low = min(x0, x1)
    let high = max(x0, x1)
    if low < 0 || high > width &<< 16 {
      clipped(row, low, high, height, sign)
      return
    }
    let column = low &>> 16
    if high <= (column &+ 1) &<< 16 {
      inCell(line(row), column, height, x0 &+ x1 &- column &<< 17, sign)
    } else {
      across(line(row), low, high, height, sign)
    }
  }

  /// A row of the band.
  private struct Line {
    var cells: UnsafeMutablePointer<Int32>
    var marks: UnsafeMutablePointer<UInt64>

    /// Marks the groups of two columns.
    @inline(__always) func touch(_ first: Int, _ last: Int) {
      let bitOfFirst: UInt64 = 1 &<< UInt64(truncatingIfNeeded: first &>> 2)
      let bitOfLast: UInt64 = 1 &<< UInt64(truncatingIfNeeded: last &>> 2)
      if first &>> 8 == last &>> 8 {
        marks[first &>> 8] |= bitOfFirst | bitOfLast
      } else {
        marks[first &>> 8] |= bitOfFirst
        marks[last &>> 8] |= bitOfLast
      }
    }
  }

  @inline(__always) private func line(_ row: Int) -> Line {
    Line(cells: cells + row &* stride, marks: marks + row &* words)
  }

  /// Adds a part of an edge within a row and within the page: in one cell or in two, without a branch that
  /// no processor could predict.
  /// - Parameters:
  ///   - low, high: its ends, `low <= high`.
  ///   - height, sign: see `piece`.
  ///   - rate: of height per x, times 2³².
  @inline(__always)
  private func add(
    _ line: Line, _ low: Int, _ high: Int, _ height: Int, _ rate: Int, _ sign: Int
  ) {
    let column = low &>> 16
    let from = low & 0xFFFF
    let to = high &- column &<< 16
    if to > 0x20000 {
      across(line, low, high, height, sign)
      return
    }
    let inner = min(to, 0x10000)
    let share = min(((0x10000 &- from) &* rate) &>> 32, height)
    let upper = to > 0x10000 ? share : height
    let lower = height &- upper
    let right = (upper &* (from &+ inner)) &>> 17
    let beyond = (lower &* (to &- inner)) &>> 17
    let cell = line.cells + column
    cell[0] &+= Int32(truncatingIfNeeded: sign &* (upper &- right))
    cell[1] &+= Int32(truncatingIfNeeded: sign &* (right &+ lower &- beyond))
    cell[2] &+= Int32(truncatingIfNeeded: sign &* beyond)
    line.touch(column, column &+ (to > 0x10000 ? 2 : 1))
  }

  /// Adds a part of an edge that may cross many cells, from left to right. How the height is shared out
  /// does not depend on whether the edge leans left or right.
  @inline(never)
  private func across(_ line: Line, _ low: Int, _ high: Int, _ height: Int, _ sign: Int) {
    let rate = Double(height) / Double(high &- low)
    var column = low &>> 16
    var x = low
    var done = 0
    while true {
      let side = (column &+ 1) &<< 16
      if side >= high {
        inCell(line, column, height &- done, x &+ high &- column &<< 17, sign)
        return
      }
      let next = Fixed.nearest(Double(side &- low) * rate)
      inCell(line, column, next &- done, x &+ side &- column &<< 17, sign)
      done = next
      x = side
      column &+= 1
    }
  }

  /// Adds a part of an edge that stays within a cell; `reach` is the sum of the distances of its
  /// ends from the left side of the cell.
  @inline(__always)
  private func inCell(_ line: Line, _ column: Int, _ height: Int, _ reach: Int, _ sign: Int) {
    let right = (height &* reach) &>> 17
    let cell = line.cells + column
    cell[0] &+= Int32(truncatingIfNeeded: sign &* (height &- right))
    cell[1] &+= Int32(truncatingIfNeeded: sign &* right)
    line.touch(column, column &+ 1)
  }

  /// Adds a part of an edge that leaves the page: what lies to the left counts at the left margin,
  /// what lies to the right does not count.
  private func clipped(_ row: Int, _ low: Int, _ high: Int, _ height: Int, _ sign: Int) {
    let limit = width << 16
    if high <= 0 {
      inCell(line(row), 0, height, 0, sign)
      return
    }
    if low >= limit { return }
    let rate = Double(height) / Double(high - low)
    let left = low < 0 ? Fixed.nearest(Double(-low) * rate) : 0
    let right = high > limit ? Fixed.nearest(Double(limit - low) * rate) : height
    if left > 0 { inCell(line(row), 0, left, 0, sign) }
    if right > left { piece(row, max(low, 0), min(high, limit), right - left, sign) }
  }
}

/// The memory of an accumulator, reused for every band.
final class CoverageMemory {
  private let cells: UnsafeMutablePointer<Int32>
  private let marks: UnsafeMutablePointer<UInt64>
  private let extent: UnsafeMutablePointer<(first: Int, last: Int)>
  private let width, stride, words: Int

  init(width: Int, rows: Int) {
    self.width = width
    // An edge along the right margin changes the three cells behind it; and whole groups of four.
    stride = (width + 3 + 3) & ~3
    words = (stride / 4 + 63) / 64
    cells = .allocate(capacity: stride * rows)
    cells.initialize(repeating: 0, count: stride * rows)
    marks = .allocate(capacity: words * rows)
    marks.initialize(repeating: 0, count: words * rows)
    extent = .allocate(capacity: 1)
    extent.initialize(to: (Int.max, -1))
  }

  deinit {
    cells.deallocate()
    marks.deallocate()
    extent.deallocate()
  }

  /// The accumulator of the band that starts at a row.
  func accumulator(top: Int, bottom: Int) -> CoverageAccumulator {
    CoverageAccumulator(
      width: width, top: top, bottom: bottom, stride: stride, words: words, cells: cells,
      marks: marks, extent: extent)
  }
}
