import Drawing

/// A name that a mark wants written, and what it names. The panel finds a place for it that covers nothing.
public struct Label: Hashable, Sendable {
  /// What is named; coordinates are points on the page.
  public enum Subject: Hashable, Sendable {
    /// What leaves the frame at a point of its right edge.
    case right(Point)
    /// What leaves the frame at a point of its upper edge.
    case top(Point)
    /// A line inside the frame, in order: its name stands as near to its last point as there is room.
    case line([Point])
    /// A strip between two x.
    case strip(Double, Double)
    /// A strip between two y.
    case shelf(Double, Double)
    /// A place; `anchor` is the part of the text's width that stands before it, 0 … 1.
    case note(Point, anchor: Double)
  }

  /// The text, in markup.
  public var text: String
  /// The colour of what it names.
  public var paint: Paint
  /// What it names.
  public var subject: Subject
  /// The em, in points; nil takes that of labels.
  public var size: Double?
  /// How a legend would show what it names, if it may go there for want of room.
  public var sample: LegendEntry.Sample?

  /// Describes a label.
  public init(
    _ text: String, paint: Paint, subject: Subject, size: Double? = nil,
    sample: LegendEntry.Sample? = nil
  ) {
    self.text = text
    self.paint = paint
    self.subject = subject
    self.size = size
    self.sample = sample
  }
}

/// Lines of text as a rectangle of ink.
struct TextBlock {
  let lines: [TextLine]
  let size: Double
  let width, height: Double
  /// How far the ink reaches above the first baseline and below the last.
  let rise, fall: Double
  /// The baselines below the upper edge.
  let baselines: [Double]

  /// The distance between baselines, in ems; more where a formula is taller.
  static let leading = 1.25

  init(_ lines: [TextLine], size: Double) {
    self.lines = lines
    self.size = size
    width = lines.map(\.width).max() ?? 0
    // A face's ascent and descent leave room that letters do not use.
    func rise(_ line: TextLine) -> Double { max(size * 0.74, line.ascent - size * 0.22) }
    func fall(_ line: TextLine) -> Double { max(size * 0.22, line.descent - size * 0.05) }
    var baselines: [Double] = []
    var last: TextLine?
    for line in lines {
      let step =
        last.map { max(size * Self.leading, fall($0) + rise(line) + size * 0.2) } ?? rise(line)
      baselines.append((baselines.last ?? 0) + step)
      last = line
    }
    self.baselines = baselines
    let depth = lines.last.map(fall) ?? 0
    self.rise = lines.first.map(rise) ?? 0
    self.fall = depth
    height = (baselines.last ?? 0) + depth
  }

  /// The text with the upper left corner of its rectangle at a point.
  /// - Parameter align: the part of the room beside shorter lines that stands before them.
  func elements(
    at corner: Point, align: Double = 0, color: Color, halo: Drawing.Halo? = nil
  ) -> [Drawing.Element] {
    zip(lines, baselines).map { line, baseline in
      let origin = Point(corner.x + (width - line.width) * align, corner.y + baseline)
      return .text(.init(line, at: origin, color: color, halo: halo))
    }
  }
}
