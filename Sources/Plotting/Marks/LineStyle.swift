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
    _ paint: Paint = .category(0), width: Double? = nil, dash: [Double] = [], opacity: Double = 1,
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
    return [LegendEntry(.line(paint, width: self.width ?? width, dash: dash), label: label)]
  }

  /// Whether the line is named at its end.
  var hasEndLabel: Bool { label != nil && placement == .end }

  /// The label at the end of a line drawn as `pieces` inside `frame`: at the right edge, above the
  /// upper one, or beside the last point.
  func endLabel(of pieces: [[Point]], in frame: Rect) -> [EndLabel] {
    guard let label, placement == .end, let last = pieces.last?.last else { return [] }
    let isInside = last.x < frame.right - 1
    let side: EndLabel.Side =
      if isInside, last.y <= frame.top + 0.01 {
        .top
      } else if isInside, last.y >= frame.bottom - 0.01 {
        .inside
      } else {
        .right
      }
    return [EndLabel(label, paint: paint, anchor: last, side: side)]
  }
}
