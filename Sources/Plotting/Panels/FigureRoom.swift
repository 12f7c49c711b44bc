/// The room kept around the frames of a figure, column by column and row by row, in points.
///
/// The frames of an animation share one room, so that axes stand still while labels change.
public struct FigureRoom: Hashable, Sendable {
  /// Before and behind the frames of each column.
  var lefts, rights: [Double]
  /// Above the frames of each row.
  var heads: [PanelHead]
  /// Below the frames of each row.
  var bottoms: [Double]
  /// Whether labels beside frames have leaders.
  public internal(set) var hasLeaders = false

  /// No room.
  public init() { self.init(columns: 0, rows: 0) }

  init(columns: Int, rows: Int) {
    lefts = Array(repeating: 0, count: columns)
    rights = lefts
    heads = Array(repeating: PanelHead(), count: rows)
    bottoms = Array(repeating: 0, count: rows)
  }

  /// Makes room for a panel.
  mutating func add(_ panel: PanelLayout, row: Int, column: Int) {
    lefts[column] = max(lefts[column], panel.left)
    rights[column] = max(rights[column], panel.right)
    heads[row] = heads[row].union(panel.head)
    bottoms[row] = max(bottoms[row], panel.bottom)
    hasLeaders = hasLeaders || panel.hasLeaders
  }

  /// The room that is enough for both.
  public func union(_ other: FigureRoom) -> FigureRoom {
    func merged<T>(_ a: [T], _ b: [T], _ larger: (T, T) -> T) -> [T] {
      (0..<max(a.count, b.count)).map { i in
        i < a.count ? i < b.count ? larger(a[i], b[i]) : a[i] : b[i]
      }
    }
    var result = FigureRoom()
    result.lefts = merged(lefts, other.lefts, max)
    result.rights = merged(rights, other.rights, max)
    result.heads = merged(heads, other.heads) { $0.union($1) }
    result.bottoms = merged(bottoms, other.bottoms, max)
    result.hasLeaders = hasLeaders || other.hasLeaders
    return result
  }
}
