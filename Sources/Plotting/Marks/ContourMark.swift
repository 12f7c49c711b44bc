import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines of equal value of a field, with their values written on them.
public struct ContourMark: Mark {
  /// The field.
  public var field: Field
  /// The values at which lines are drawn.
  public var levels: [Double]
  /// The colour of lines and labels, unless they lie on colours.
  public var paint: Paint
  /// The colours beneath, if they are not those of the mark that covers the frame: each line is then light or
  /// dark, whichever stands out.
  public var beneath: ColorScale?
  /// Whether lines stand out from the colours of a mark beneath them, whatever their own.
  public var adapts: Bool
  /// Colours for the lines themselves, on a panel without a heatmap; their labels keep the ink of text.
  public var colors: ColorScale?
  /// The width of the lines, in points.
  public var width: Double
  /// Whether values are written on the lines.
  public var hasLabels: Bool
  /// Whether lines of negative values are dashed.
  public var dashesNegative: Bool

  /// The most levels that a contour mark draws.
  public static let mostLevels = 200

  /// Describes contours.
  public init(
    _ field: Field, levels: [Double], paint: Paint = .muted, beneath: ColorScale? = nil,
    adapts: Bool = true,
    colors: ColorScale? = nil, width: Double = 1, hasLabels: Bool = true,
    dashesNegative: Bool = true
  ) {
    self.field = field
    self.levels = levels
    self.paint = paint
    self.beneath = beneath
    self.adapts = adapts
    self.colors = colors
    self.width = width
    self.hasLabels = hasLabels
    self.dashesNegative = dashesNegative
  }

  /// Round levels inside a scale's domain, its ends left out: a field that ends there has no line to show.
  public static func roundLevels(in scale: Scale, atMost count: Int = 10) -> [Double] {
    scale.ticks(atMost: max(2, min(count, mostLevels))).ticks.filter { !$0.label.isEmpty }.map(
      \.value
    )
    .filter { $0 > scale.low && $0 < scale.high && $0.isFinite }
  }

  /// `mark-contour`.
  public var role: String { "mark-contour" }
  /// The distance between corners of the grid on which lines are found, in points.
  private static let cell = 3.0
  /// How far a drawn line may stay from the one that was found, in points.
  private static let tolerance = 0.04

  /// The height of a digit, as a part of the em.
  private static let digitHeight = 0.727

  /// One line of one level; a closed one ends with its first point.
  private struct Line {
    var level: Double
    var points: [Point]
  }

  /// The lines, found when they are drawn.
  public func layout(on plane: Plane) -> MarkLayout {
    MarkLayout(
      colorBar: colors.map { ColorBar($0) },
      ink: { obstacles in
        for case .shape(let shape) in (try? draw(on: plane)) ?? [] {
          obstacles.add(lines: shape.path.lines, width: width)
        }
      }
    ) { () throws(PlotError) in try draw(on: plane) }
  }

  /// Lines with gaps for their labels, then the labels.
  /// - Throws: `PlotError` if there are more levels than can be told apart.
  func draw(on plane: Plane) throws(PlotError) -> [Drawing.Element] {
    guard levels.count <= Self.mostLevels else {
      throw PlotError(
        "\(levels.count) contour levels; at most \(Self.mostLevels) can be told apart: "
          + "leave some out, or use a heatmap")
    }
    let lines = lines(on: plane)
    var labels = LineLabels(frame: plane.frame, lines: lines.map(\.points))
    let size = plane.theme.tickSize - 2.25
    var strokes: [Drawing.Element] = []
    var texts: [Drawing.Element] = []
    var number = 0
    while number < lines.count {
      let level = lines[number].level
      let ink = ink(at: level, on: plane)
      let line = colors?.color(of: level, in: plane.theme) ?? ink.opacity(ink.alpha * 0.85)
      let text =
        hasLabels ? try plane.context.line("$\(NumberText.short(level))$", size: size) : nil
      var path = Path()
      while number < lines.count, lines[number].level == level {
        let points = lines[number].points
        if let text,
          let place = labels.place(
            on: points, number: number, width: text.width, height: size * Self.digitHeight,
            kin: abs(level))
        {
          for piece in LineCutter.cut(points, from: place.from, to: place.to) {
            Self.append(piece, to: &path)
          }
          texts.append(.text(Self.placed(text, at: place, size: size, color: ink)))
        } else {
          Self.append(points, to: &path)
        }
        number += 1
      }
      guard !path.isEmpty else { continue }
      strokes.append(
        .shape(
          .init(
            path,
            stroke: Stroke(
              line, width: width, join: .round,
              dash: level < 0 && dashesNegative ? [4, 2.5] : []))))
    }
    return strokes + texts
  }

  /// All lines, level by level.
  private func lines(on plane: Plane) -> [Line] {
    let frame = plane.frame
    func corners(_ length: Double) -> Int { Int(min(max(2, length / Self.cell), 1000)) + 1 }
    let samples = FieldSamples(
      field,
      on: FieldGrid(
        on: plane, columns: corners(frame.width), rows: corners(frame.height), atCorners: true))
    let lines = IsoLines(samples: samples, field: field, plane: plane)
    var seen: Set<Double> = []
    return levels.filter { $0.isFinite && seen.insert($0).inserted }.flatMap { level in
      lines.lines(at: level).flatMap { line in
        LineCutter.offBorder(
          line.isClosed ? line.points + [line.points[0]] : line.points, of: frame)
      }
      .map { Line(level: level, points: $0) }
    }
  }

  /// A label at its place: the middle of the digits, not the baseline, lies on the line.
  private static func placed(
    _ text: TextLine, at place: LineLabels.Place, size: Double, color: Color
  ) -> Drawing.Text {
    let along = Point(cos(place.angle), sin(place.angle))
    let down = Point(-along.y, along.x)
    let origin = place.center - along * (text.width / 2) + down * (size * digitHeight / 2)
    return .init(text, at: origin, rotation: place.angle, color: color)
  }

  private static func append(_ points: [Point], to path: inout Path) {
    let isClosed = points.count > 3 && points.first == points.last
    let kept = LineCutter.simplified(points, tolerance: tolerance)
    guard kept.count > 1 else { return }
    path.move(to: kept[0])
    for p in kept.dropFirst().dropLast(isClosed ? 1 : 0) { path.line(to: p) }
    if isClosed { path.close() }
  }

  private func ink(at level: Double, on plane: Plane) -> Color {
    let theme = plane.theme
    guard let beneath = beneath ?? (adapts ? plane.beneath : nil) else {
      return paint.textColor(in: theme)
    }
    return beneath.color(of: level, in: theme).luminance > 0.3
      ? Color(hex: 0x15191E) : Color(hex: 0xFFFFFF)
  }
}
