/// The order in which a painter lays down the cells of a grid: far ones first.
///
/// A line of sight crosses the grid monotonically in x and in y, away from the eye. So if columns are
/// taken from both ends towards the eye's own, and rows likewise, whatever hides a cell is laid down
/// after it: the order is exact, without sorting, for an orthographic view as for a perspective one.
struct FacetOrder {
  /// The numbers of the intervals, from the first laid down to the last.
  let sequence: [Int]
  /// The place of each interval in that sequence.
  let rank: [Int]

  /// Orders the intervals between ascending `lines` for an eye whose coordinate may be infinite.
  init(lines: [Double], eye: Double) {
    let n = lines.count - 1
    // Intervals wholly below the eye are taken upwards, those above it downwards, its own last.
    let below = (0..<n).filter { lines[$0 + 1] <= eye }
    let above = (0..<n).reversed().filter { lines[$0] >= eye }
    let own = (0..<n).filter { lines[$0 + 1] > eye && lines[$0] < eye }
    sequence = below + above + own
    var rank = Array(repeating: 0, count: n)
    for (place, i) in sequence.enumerated() { rank[i] = place }
    self.rank = rank
  }

  /// The neighbour of an interval that is laid down after it; nil if both are before it.
  func later(than i: Int) -> Int? {
    if i + 1 < rank.count, rank[i + 1] > rank[i] { return i + 1 }
    if i > 0, rank[i - 1] > rank[i] { return i - 1 }
    return nil
  }
}
