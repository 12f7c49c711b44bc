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
  let marks: UnsafeMutablePointer<UInt32>
  /// The first and last row, counted from the top of the band, where marks may be set.
  let extent: UnsafeMutablePointer<(first: Int, last: Int)>

  var visibleRows: (top: Double, bottom: Double) { (Double(top), Double(bottom)) }

  // MARK: Edges

  func edge(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
    if y0 == y1 { return }
    if y0 < y1 {
      descend(x0, y0, x1, y1, 1)
    } else {
      descend(x1, y1, x0, y0, -1)
    }
  }

  /// Adds a downward edge times a sign.
  @inline(__always)
  private func descend(_ ax: Int, _ ay: Int, _ bx: Int, _ by: Int, _ sign: Int) {
    let first = max(ay, top << 8)
    let last = min(by, bottom << 8)
    if first >= last { return }
    let limit = width << 8
    // Nothing on the page lies right of it.
    if ax >= limit && bx >= limit { return }
    let row0 = (first >> 8) - top
    let row1 = ((last - 1) >> 8) - top
    note(row0, row1)
    if row0 == row1 && first == ay && last == by {
      piece(row0, ax << 8, bx << 8, (by - ay) << 8, sign)
      return
    }
    if ax == bx || (ax <= 0 && bx <= 0) {
      let x = max(ax == bx ? ax : 0, 0) << 8
      var y = first
      for row in row0...row1 {
        let next = min((top + row + 1) << 8, last)
        inCell(row, x >> 16, (next - y) << 8, (x & 0xFFFF) << 1, sign)
        y = next
      }
      return
    }
    let slope = Double(bx - ax) / Double(by - ay) * 256
    let origin = Double(ax) * 256
    var y = first
    var x = Fixed.nearest(origin + slope * Double(first - ay))
    for row in row0...row1 {
      let next = min((top + row + 1) << 8, last)
      let nextX = Fixed.nearest(origin + slope * Double(next - ay))
      piece(row, x, nextX, (next - y) << 8, sign)
      x = nextX
      y = next
    }
  }

  /// Widens the range of rows that are in use.
  @inline(__always) func note(_ row0: Int, _ row1: Int) {
    if row0 < extent.pointee.first { extent.pointee.first = row0 }
    if row1 > extent.pointee.last { extent.pointee.last = row1 }
  }

  /// Adds a part of an edge within a row.
  /// - Parameters:
  ///   - row: the row, counted from the top of the band.
  ///   - x0, x1: where it enters and leaves the row, in 1/65536 pixel.
  ///   - height: its height, in 1/65536 pixel; not negative.
  ///   - sign: 1 or −1.
  @inline(__always) func piece(_ row: Int, _ x0: Int, _ x1: Int, _ height: Int, _ sign: Int) {
    let low = min(x0, x1)
    let high = max(x0, x1)
    if low < 0 || high > width << 16 {
      clipped(row, low, high, height, sign)
      return
    }
    let column = low >> 16
    if high <= (column + 1) << 16 {
      inCell(row, column, height, x0 + x1 - (column << 17), sign)
    } else {
      across(row, low, high, height, sign)
    }
  }

  /// Adds a part of an edge that stays within a cell; `reach` is the sum of the distances of its
  /// ends from the left side of the cell.
  @inline(__always)
  private func inCell(_ row: Int, _ column: Int, _ height: Int, _ reach: Int, _ sign: Int) {
    let right = (height * reach) >> 17
    let cell = cells + (row * stride + column)
    cell[0] &+= Int32(truncatingIfNeeded: sign * (height - right))
    cell[1] &+= Int32(truncatingIfNeeded: sign * right)
    mark(row, column >> 2)
    mark(row, (column + 1) >> 2)
  }

  @inline(__always) private func mark(_ row: Int, _ group: Int) {
    marks[row * words + group >> 5] |= 1 << UInt32(truncatingIfNeeded: group & 31)
  }

  /// Adds a part of an edge that crosses several cells, from left to right. How the height is
  /// shared out does not depend on whether the edge leans left or right.
  private func across(_ row: Int, _ low: Int, _ high: Int, _ height: Int, _ sign: Int) {
    let rate = Double(height) / Double(high - low)
    var column = low >> 16
    var x = low
    var done = 0
    while true {
      let side = (column + 1) << 16
      if side >= high {
        inCell(row, column, height - done, x + high - (column << 17), sign)
        return
      }
      let next = Fixed.nearest(Double(side - low) * rate)
      inCell(row, column, next - done, x + side - (column << 17), sign)
      done = next
      x = side
      column += 1
    }
  }

  /// Adds a part of an edge that leaves the page: what lies to the left counts at the left margin,
  /// what lies to the right does not count.
  private func clipped(_ row: Int, _ low: Int, _ high: Int, _ height: Int, _ sign: Int) {
    let limit = width << 16
    if high <= 0 {
      inCell(row, 0, height, 0, sign)
      return
    }
    if low >= limit { return }
    let rate = Double(height) / Double(high - low)
    let left = low < 0 ? Fixed.nearest(Double(-low) * rate) : 0
    let right = high > limit ? Fixed.nearest(Double(limit - low) * rate) : height
    if left > 0 { inCell(row, 0, left, 0, sign) }
    if right > left { piece(row, max(low, 0), min(high, limit), right - left, sign) }
  }
}

/// The memory of an accumulator, reused for every band.
final class CoverageMemory {
  private let cells: UnsafeMutablePointer<Int32>
  private let marks: UnsafeMutablePointer<UInt32>
  private let extent: UnsafeMutablePointer<(first: Int, last: Int)>
  private let width, stride, words: Int

  init(width: Int, rows: Int) {
    self.width = width
    // One cell more for the change behind the last pixel, and whole groups of four.
    stride = (width + 2 + 3) & ~3
    words = (stride / 4 + 31) / 32
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
