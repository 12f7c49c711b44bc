/// The room kept around the frames of a figure, column by column and row by row, in points.
///
/// The frames of an animation share one room, so that axes stand still while labels change.
public struct FigureRoom: Hashable, Sendable {
  /// Before and behind the frames of each column.
  var lefts, rights: [Double]
  /// Above and below the frames of each row.
  var tops, bottoms: [Double]

  /// No room.
  public init() { self.init(columns: 0, rows: 0) }

  init(columns: Int, rows: Int) {
    lefts = Array(repeating: 0, count: columns)
    rights = lefts
    tops = Array(repeating: 0, count: rows)
    bottoms = tops
  }

  /// The room that is enough for both.
  public func union(_ other: FigureRoom) -> FigureRoom {
    func larger(_ a: [Double], _ b: [Double]) -> [Double] {
      (0..<max(a.count, b.count)).map { i in
        max(i < a.count ? a[i] : 0, i < b.count ? b[i] : 0)
      }
    }
    var result = FigureRoom()
    result.lefts = larger(lefts, other.lefts)
    result.rights = larger(rights, other.rights)
    result.tops = larger(tops, other.tops)
    result.bottoms = larger(bottoms, other.bottoms)
    return result
  }
}
