import Drawing

/// How a line of a mark looks, and how it is named.
public struct LineStyle: Hashable, Sendable {
  /// Where the line's name is written.
  public enum LabelPlacement: Hashable, Sendable {
    /// Where the line leaves the frame or ends.
    case end
    /// In the panel's legend.
    case legend
  }

  /// The colour.
  public var paint: Paint
  /// The width, in points; nil takes the theme's.
  public var width: Double?
  /// Dashes and gaps, in points; empty for a solid line.
  public var dash: [Double]
  /// The opacity, 0…1.
  public var opacity: Double
  /// The line's name, in markup; nil for none.
  public var label: String?
  /// Where the name is written.
  public var placement: LabelPlacement

  /// Describes a line.
  public init(
    _ paint: Paint = .next, width: Double? = nil, dash: [Double] = [], opacity: Double = 1,
    label: String? = nil, placement: LabelPlacement = .end
  ) {
    self.paint = paint
    self.width = width
    self.dash = dash
    self.opacity = opacity
    self.label = label
    self.placement = placement
  }

  /// Dash patterns that tell lines apart without colour, by number; the first is solid.
  public static func dash(_ i: Int) -> [Double] {
    let patterns: [[Double]] = [
      [], [7, 3], [2, 2.5], [9, 3, 2, 3], [5, 2.5], [9, 2.5, 2, 2.5, 2, 2.5],
    ]
    return patterns[((i % patterns.count) + patterns.count) % patterns.count]
  }

  func stroke(in theme: Theme) -> Stroke {
    Stroke(
      paint.color(in: theme).faded(to: opacity), width: width ?? theme.lineWidth, cap: .butt,
      join: .round, dash: dash)
  }

  func legend(in width: Double) -> [LegendEntry] {
    guard let label, placement == .legend else { return [] }
    return [LegendEntry(sample(width), label: label)]
  }

  private func sample(_ width: Double) -> LegendEntry.Sample {
    .line(paint, width: self.width ?? width, dash: dash)
  }

  /// A mark that is one line, drawn as `pieces`.
  func layout(of pieces: [[Point]], on plane: Plane) -> MarkLayout {
    let stroke = stroke(in: plane.theme)
    return MarkLayout(
      labels: label(of: pieces, on: plane), bleed: max(1, stroke.width / 2),
      ink: { $0.add(lines: pieces, width: stroke.width) }
    ) { () throws(PlotError) in
      let path = Polyline.path(pieces)
      return path.isEmpty ? [] : [.shape(.init(path, stroke: stroke))]
    }
  }

  /// The label of a line drawn as `pieces`: where it leaves the frame to the right or upwards, else beside
  /// it.
  private func label(of pieces: [[Point]], on plane: Plane) -> [Label] {
    let frame = plane.frame
    guard let label, placement == .end, let piece = pieces.last, let last = piece.last else {
      return []
    }
    let subject: Label.Subject =
      if last.x >= frame.right - 1 {
        .right(Point(frame.right, min(max(last.y, frame.top), frame.bottom)))
      } else if last.y <= frame.top + 0.01 {
        .top(Point(last.x, frame.top))
      } else {
        .line(piece)
      }
    return [
      Label(label, paint: paint, subject: subject, sample: sample(plane.theme.lineWidth))
    ]
  }
}
