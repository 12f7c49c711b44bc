import Drawing

/// The inside of a figure in a row that so many edges cross that following their order would take time with
/// the square of their number.
///
/// The row is cut into 32 lines, and each line into 64 places a pixel. Every edge changes the winding number
/// at the place nearest to it, in the middle of the line's height; a word a pixel tells which places have a
/// change. So the work is that of the edges and of the pixels, whatever the edges do, and coverage is exact
/// to 1/128 pixel along a row and 1/64 across it.
final class CrowdedRow {
  /// An edge on its way down through the lines.
  struct Edge: BitwiseCopyable {
    /// Where it is in the middle of the first line, and how far it moves from line to line, in 1/65536 pixel.
    var position, step: Double
    /// The first line that it crosses the middle of, and the one after the last.
    var first, end: Int32
    var sign: Int32
  }

  /// How many lines a row has.
  static let lines = 32
  /// The height of a line, in 1/256 pixel.
  static let height = 256 / lines
  private static let places = 64
  /// The width of a place, in 1/65536 pixel.
  private static let placeShift = 10

  private let edges = Scratch<Edge>()
  private let width: Int
  /// The change of the winding number at each place, and at one behind the page.
  private let changes: UnsafeMutablePointer<Int32>
  /// Which places of a pixel have a change; the pixel behind the page takes what lies beyond.
  private let marks: UnsafeMutablePointer<UInt64>

  init(width: Int) {
    self.width = width
    changes = .allocate(capacity: (width + 1) * Self.places)
    changes.initialize(repeating: 0, count: (width + 1) * Self.places)
    marks = .allocate(capacity: width + 1)
    marks.initialize(repeating: 0, count: width + 1)
  }

  deinit {
    changes.deallocate()
    marks.deallocate()
  }

  /// Adds an edge of the row.
  @inline(__always) func add(_ edge: Edge) { edges.append(edge) }

  /// Adds the inside of the figure to a row of the accumulator, and forgets its edges.
  func resolve(_ rule: Drawing.FillRule, row: Int, into out: CoverageAccumulator) {
    for line in 0..<Int32(Self.lines) {
      place(line)
      sweep(rule, row: row, into: out)
    }
    edges.removeAll()
  }

  /// Marks where edges cross a line, and moves them on to the next.
  @inline(__always) private func place(_ line: Int32) {
    let limit = width &* Self.places
    for i in 0..<edges.count {
      let edge = edges.base + i
      let at = edge.pointee.position
      edge.pointee.position = at + edge.pointee.step
      guard line >= edge.pointee.first, line < edge.pointee.end else { continue }
      let nearest = (Fixed.nearest(at) &+ 1 &<< (Self.placeShift &- 1)) &>> Self.placeShift
      // What lies left of the page counts at its margin, what lies right of it does not count.
      let place = min(max(nearest, 0), limit)
      changes[place] &+= edge.pointee.sign
      marks[place &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: place & 63)
    }
  }

  @inline(__always)
  private func sweep(_ rule: Drawing.FillRule, row: Int, into out: CoverageAccumulator) {
    // The bits of a winding number that say that a place is inside.
    let inside: Int32 = rule == .nonZero ? -1 : 1
    var winding: Int32 = 0
    for pixel in 0..<width {
      var left = marks[pixel]
      if left == 0 { continue }
      marks[pixel] = 0
      while left != 0 {
        let place = pixel &* Self.places &+ left.trailingZeroBitCount
        left &= left &- 1
        let was = winding & inside != 0
        winding &+= changes[place]
        changes[place] = 0
        let now = winding & inside != 0
        if was != now {
          let x = place &<< Self.placeShift
          out.piece(row, x, x, Self.height &<< 8, now ? 1 : -1)
        }
      }
    }
    changes[width &* Self.places] = 0
    marks[width] = 0
  }
}
