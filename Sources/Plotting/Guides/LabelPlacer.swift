import Drawing

/// All labels of a panel in their places: beyond the right and the upper edge, or inside the frame where they
/// cover nothing. What finds no place inside goes to the legend or beyond an edge, with a leader.
struct PlacedLabels {
  /// A label inside the frame.
  private struct Inside {
    var block: TextBlock
    var corner: Point
    var align: Double
    var color: Color
    var halo: Drawing.Halo?
    /// From the label to what it names, if it does not stand there.
    var leader: [Point]
  }

  private var inside: [Inside] = []
  private let top: TopGutter
  private let right: RightGutter
  /// What a legend has to say of lines that have no place for their names.
  private(set) var entries: [LegendEntry] = []

  /// What lies around the frame, and what may be used for labels.
  struct Surroundings {
    /// The room before the frame that labels above it may use.
    var before: Double
    /// How far the horizontal axis's text reaches beyond the frame.
    var overhang: Double
    /// Whether there is a legend to which names may go.
    var hasLegend: Bool
  }

  /// - Parameters:
  ///   - labels: the labels, each with the number of its mark.
  ///   - obstacles: what labels must not cover; made only if one stands inside the frame.
  /// - Throws: `PlotError` that names a label for which there is no place.
  init(
    _ labels: [(label: Label, mark: Int)], obstacles: () -> Obstacles, around: Surroundings,
    on plane: Plane
  ) throws(PlotError) {
    let (frame, context) = (plane.frame, plane.context)
    var rightItems: [Gutter.Item] = []
    var topItems: [Gutter.Item] = []
    var search: LabelSearch?
    let widest = max(70, frame.width * 0.4)
    for (label, mark) in labels {
      do throws(PlotError) {
        let size = label.size ?? context.theme.labelSize
        let color = label.paint.textColor(in: context.theme)
        func item(_ anchor: Point, width: Double) throws(PlotError) -> Gutter.Item {
          let block = TextBlock(
            try context.paragraph(label.text, size: size, width: width), size: size)
          return Gutter.Item(
            block: block, color: color, anchor: anchor, label: label, place: 0, extent: 0)
        }
        switch label.subject {
        case .right(let p): rightItems.append(try item(p, width: widest))
        case .top(let p): topItems.append(try item(p, width: widest))
        case .line, .strip, .shelf, .note:
          if search == nil { search = LabelSearch(frame, obstacles()) }
          let block = TextBlock(
            try context.paragraph(
              label.text, size: size, width: max(frame.width * 0.9, size * 2)), size: size)
          if let found = search!.place(block, for: label.subject) {
            // What lies beneath strips and shelves is their own colour.
            let isOnPage =
              switch label.subject {
              case .strip, .shelf: false
              default: plane.beneath == nil
              }
            inside.append(
              Inside(
                block: block, corner: found.corner, align: found.align, color: color,
                halo: isOnPage ? .init(context.theme.background, radius: 2) : nil,
                leader: found.leader))
            continue
          }
          switch label.subject {
          case .line(let points):
            if around.hasLegend, let sample = label.sample {
              entries.append(LegendEntry(sample, label: label.text))
            } else {
              let y = min(max(points.last?.y ?? frame.bottom, frame.top), frame.bottom)
              rightItems.append(try item(Point(frame.right, y), width: widest))
            }
          case .strip(let a, let b):
            topItems.append(
              try item(
                Point(min(max((a + b) / 2, frame.left), frame.right), frame.top), width: widest))
          case .shelf(let a, let b):
            rightItems.append(
              try item(
                Point(frame.right, min(max((a + b) / 2, frame.top), frame.bottom)), width: widest))
          case .note(let p, _): topItems.append(try item(p, width: widest))
          default: break
          }
        }
      } catch {
        var error = error
        error.mark = mark
        throw error
      }
    }
    top = TopGutter(
      topItems, frame: frame, before: around.before, behind: max(30, around.overhang),
      keepsLeaders: context.keepsLeaders)
    for item in top.left {
      guard around.hasLegend, let sample = item.label.sample else {
        throw PlotError(
          "there is no place for the label '\(item.label.text)'; make it shorter, the figure wider, or "
            + "have fewer labels", mark: labels.first { $0.label == item.label }?.mark)
      }
      entries.append(LegendEntry(sample, label: item.label.text))
    }
    right = RightGutter(
      rightItems, frame: frame, overhang: around.overhang, keepsLeaders: context.keepsLeaders)
  }

  /// The room needed above the frame, in points.
  var topRoom: Double { top.room }
  /// The room needed to the right of the frame, in points.
  var rightRoom: Double { max(right.room, top.overhang) }
  /// The room needed below the frame, in points.
  var bottomRoom: Double { right.bottomRoom }

  /// Whether a label beyond an edge has a leader.
  var hasLeaders: Bool { top.hasLeaders || right.hasLeaders }

  /// The labels and their leaders.
  func draw() -> [Drawing.Element] {
    var elements = right.draw()
    for label in inside {
      if label.leader.count > 1 { elements.append(Gutter.leader(label.leader, label.color)) }
      elements += label.block.elements(
        at: label.corner, align: label.align, color: label.color, halo: label.halo)
    }
    elements += top.draw()
    return elements.isEmpty ? [] : [.begin(.init("labels"))] + elements + [.end]
  }
}
