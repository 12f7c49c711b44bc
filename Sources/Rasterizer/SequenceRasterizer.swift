import Basics
import Drawing
import PNG

/// Draws the pages of an animation: what stands still on them is drawn once.
///
/// The pixels are those of a `Rasterizer`, to the last bit: an element is drawn ahead of time only if it is
/// on the page, too, and if nothing that moves lies beneath it. What stands still is found out as pages come:
/// at first everything, then less. Several threads may draw at once, pages in any order.
public final class SequenceRasterizer: Sendable {
  private let rasterizer: Rasterizer
  private let still = Locked<Still?>(nil)
  /// A sequence that changes its mind more often is drawn page by page.
  private static let attempts = 16

  /// What stands still on all pages so far.
  private struct Still: Sendable {
    /// The page whose elements these are.
    var page: Drawing
    /// In their order.
    var placed: [Placed]
    /// What they look like; nil until it is needed.
    var underlay: Underlay?
    /// How often they have become fewer.
    var changes = 0
  }

  /// An element that stands still.
  private struct Placed: Sendable {
    var element: Drawing.Element
    /// Its number on the page.
    var number: Int
    /// The groups that it lies in.
    var groups: [Drawing.Group]
    /// What it may touch, in device pixels; nil if that is nothing.
    var box: Rect?
  }

  /// Prepares to draw a sequence.
  public init(_ rasterizer: Rasterizer) { self.rasterizer = rasterizer }

  /// Draws a page.
  /// - Throws: `RasterizerError` if there is no page, or it has more than 2²⁸ pixels.
  public func render(_ drawing: Drawing) throws(RasterizerError) -> Image {
    if let scene = try scene(of: drawing) { return rasterizer.image(of: scene) }
    return try rasterizer.render(drawing)
  }

  /// Draws a page and writes it as a PNG.
  /// - Throws: `RasterizerError` for a page that is empty or too large, `PNGError` if libpng fails.
  public func png(_ drawing: Drawing, compression: PNGFile.Compression = .standard) throws
    -> [UInt8]
  {
    if let scene = try scene(of: drawing) {
      return try rasterizer.png(of: scene, compression: compression)
    }
    return try rasterizer.png(drawing, compression: compression)
  }

  // MARK: What moves

  /// What moves on a page, over what stands still; nil if the page is better drawn as a whole.
  private func scene(of drawing: Drawing) throws(RasterizerError) -> Scene? {
    let (width, height) = try rasterizer.pixelSize(of: drawing)
    guard width * height <= Rasterizer.maximumPixels.image else { return nil }
    while true {
      let known = still.with { state in
        if state == nil { state = whole(drawing, width, height) }
        if state!.underlay == nil, !state!.placed.isEmpty {
          state!.underlay = underlay(of: state!, width, height)
        }
        return state!
      }
      guard let underlay = known.underlay, drawing.size == known.page.size,
        drawing.background == known.page.background
      else { return nil }
      let gone = Self.missing(known.placed, from: drawing)
      var hidden: Set<Int> = []
      if gone.isEmpty {
        let (isDrawn, before) = Self.split(drawing, known.placed)
        let scene = Scene(
          drawing, scale: rasterizer.scale, width: width, height: height, over: underlay,
          isDrawn: isDrawn)
        hidden = Self.above(scene, isDrawn, before, known.placed)
        if hidden.isEmpty { return scene }
      }
      guard known.changes < Self.attempts else { return nil }
      still.with { state in
        // Another thread may have found the same.
        guard state!.changes == known.changes else { return }
        state!.placed = known.placed.enumerated()
          .filter { !gone.contains($0.offset) && !hidden.contains($0.offset) }.map(\.element)
        state!.underlay = nil
        state!.changes += 1
      }
    }
  }

  /// All that may stand still.
  private func whole(_ page: Drawing, _ width: Int, _ height: Int) -> Still {
    let scene = Scene(page, scale: rasterizer.scale, width: width, height: height)
    var placed: [Placed] = []
    page.forEachElement { i, element, groups in
      // A group that is laid down as a whole cannot be laid down in parts.
      guard groups.allSatisfy({ $0.opacity >= 1 }) else { return }
      let item = scene.items[i]
      placed.append(
        Placed(
          element: element, number: i, groups: groups, box: item.rows.isEmpty ? nil : item.box))
    }
    return Still(page: page, placed: placed)
  }

  private func underlay(of still: Still, _ width: Int, _ height: Int) -> Underlay {
    var isDrawn = still.page.elements.map(\.isGroupEdge)
    for placed in still.placed { isDrawn[placed.number] = true }
    return rasterizer.underlay(
      of: Scene(
        still.page, scale: rasterizer.scale, width: width, height: height, isDrawn: isDrawn))
  }

  /// The elements that a page lacks, by their number in the list.
  private static func missing(_ placed: [Placed], from drawing: Drawing) -> Set<Int> {
    var next = 0
    drawing.forEachElement { _, element, groups in
      if next < placed.count, placed[next].element == element, placed[next].groups == groups {
        next += 1
      }
    }
    if next == placed.count { return [] }
    // That one is not there, or not in this order.
    var others: [(element: Drawing.Element, groups: [Drawing.Group])] = []
    drawing.forEachElement { _, element, groups in others.append((element, groups)) }
    let difference = placed.map { ($0.element, $0.groups) }.difference(from: others) { $0 == $1 }
    return Set(difference.insertions.map(\.offset))
  }

  /// Which elements of a page are to be drawn, and how many that stand still come before each.
  private static func split(
    _ drawing: Drawing, _ placed: [Placed]
  ) -> (isDrawn: [Bool], before: [Int]) {
    var isDrawn = [Bool](repeating: true, count: drawing.elements.count)
    var before = [Int](repeating: 0, count: drawing.elements.count)
    var next = 0
    drawing.forEachElement { i, element, groups in
      before[i] = next
      if next < placed.count, placed[next].element == element, placed[next].groups == groups {
        isDrawn[i] = false
        next += 1
      }
    }
    return (isDrawn, before)
  }

  /// The elements that stand still above something that moves, by their number in the list.
  private static func above(
    _ scene: Scene, _ isDrawn: [Bool], _ before: [Int], _ placed: [Placed]
  ) -> Set<Int> {
    var result: Set<Int> = []
    for (i, item) in scene.items.enumerated()
    where isDrawn[i] && !item.rows.isEmpty && !scene.drawing.elements[i].isGroupEdge {
      for k in before[i]..<placed.count where placed[k].box?.meets(item.box) ?? false {
        result.insert(k)
      }
    }
    return result
  }
}

extension Drawing {
  /// Every element but the edges of groups, with the groups around it.
  fileprivate func forEachElement(_ body: (Int, Element, [Group]) -> Void) {
    var groups: [Group] = []
    for (i, element) in elements.enumerated() {
      switch element {
      case .begin(let group): groups.append(group)
      case .end: _ = groups.popLast()
      default: body(i, element, groups)
      }
    }
  }
}

extension Drawing.Element {
  /// Whether it opens or closes a group.
  fileprivate var isGroupEdge: Bool {
    switch self {
    case .begin, .end: true
    default: false
    }
  }
}

extension Rect {
  /// Whether two rectangles have a point in common.
  fileprivate func meets(_ other: Rect) -> Bool {
    left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
