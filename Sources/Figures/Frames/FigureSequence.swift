import Config
import Drawing
import Plotting

/// Figures that follow one another, ready to be drawn in any order: axes and frames stand still.
package struct FigureSequence: Sendable {
  /// How many figures there are.
  package let count: Int
  private let theme: Theme
  private let typesetter: Typesetter
  private let make: @Sendable (Int) throws -> Figure
  private let explain: @Sendable (PlotError, Int) -> any Error
  private let wishes: [(x: Extent?, y: Extent?)]
  private let room: FigureRoom

  /// How many figures are laid out to find the room that all of them need, beside the extreme ones.
  private static let samples = 24

  /// - Parameters:
  ///   - count: how many there are, at least one.
  ///   - hasOpenAxes: whether what figures show decides where axes end.
  ///   - extreme: those that may need more room than others.
  ///   - jobs: how many are made at once.
  ///   - make: makes one.
  ///   - explain: what to say of one that cannot be drawn.
  /// - Throws: what `make` and `explain` give.
  package init(
    _ count: Int, in theme: Theme, _ typesetter: Typesetter, hasOpenAxes: Bool = true,
    extreme: Set<Int> = [], jobs: Int = 1, _ make: @escaping @Sendable (Int) throws -> Figure,
    explain: @escaping @Sendable (PlotError, Int) -> any Error = { error, _ in error }
  ) throws {
    self.count = count
    self.theme = theme
    self.typesetter = typesetter
    self.make = make
    self.explain = explain
    wishes = hasOpenAxes ? try Self.wishes(count, jobs, make) : []
    let sampled = Set((0...Self.samples).map { (count - 1) * $0 / Self.samples })
    var room = FigureRoom()
    for round in 0..<2 {
      // Where labels of some frames have leaders, those of all others leave room for them.
      guard round == 0 || room.hasLeaders else { break }
      for i in sampled.union(extreme).sorted() {
        let figure = try make(i).sharing(wishes)
        do throws(PlotError) {
          room = room.union(
            try figure.laidOut(in: theme, typesetter: typesetter, room: room).room)
        } catch {
          throw explain(error, i)
        }
      }
    }
    self.room = room
  }

  /// One of the figures as a page.
  package func drawing(_ i: Int) throws -> Drawing {
    let figure = try make(i).sharing(wishes)
    do throws(PlotError) {
      return try figure.drawing(in: theme, typesetter: typesetter, room: room)
    } catch {
      throw explain(error, i)
    }
  }

  /// Makes every figure, to find mistakes that only some have.
  func check(jobs: Int) throws { _ = try Self.wishes(count, jobs, make) }

  /// What the axes of each panel show in any of the figures.
  private static func wishes(
    _ count: Int, _ jobs: Int, _ make: @escaping @Sendable (Int) throws -> Figure
  ) throws -> [(x: Extent?, y: Extent?)] {
    let all = Parallel.map(count, jobs: jobs) { i in
      Result { try make(i).panels.map(\.wishes) }
    }
    if let failure = ConfigError.all(of: all.compactMap(\.failure)) { throw failure }
    var wishes: [(x: Extent?, y: Extent?)] = []
    for panels in try all.map({ try $0.get() }) {
      for (i, panel) in panels.enumerated() {
        if i == wishes.count { wishes.append((nil, nil)) }
        wishes[i] = (Extent.union(wishes[i].x, panel.x), Extent.union(wishes[i].y, panel.y))
      }
    }
    return wishes
  }
}

extension Result {
  /// What went wrong.
  var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
