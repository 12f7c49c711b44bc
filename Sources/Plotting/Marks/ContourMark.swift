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
  /// The colours of a heatmap beneath: each line is then light or dark, whichever stands out.
  public var beneath: ColorScale?
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
    width: Double = 1, hasLabels: Bool = true, dashesNegative: Bool = true
  ) {
    self.field = field
    self.levels = levels
    self.paint = paint
    self.beneath = beneath
    self.width = width
    self.hasLabels = hasLabels
    self.dashesNegative = dashesNegative
  }

  public var role: String { "mark-contour" }

  /// The distance between corners of the grid on which lines are found, in points.
  private static let cell = 3.0

  public func draw(on plane: Plane) throws(PlotError) -> [Drawing.Element] {
    guard levels.count <= Self.mostLevels else {
      throw PlotError(
        "\(levels.count) contour levels; at most \(Self.mostLevels) can be told apart")
    }
    let frame = plane.frame
    func corners(_ length: Double) -> Int { Int(min(max(length / Self.cell, 2), 1000)) + 1 }
    let samples = FieldSamples(
      field, on: plane, columns: corners(frame.width), rows: corners(frame.height), atCorners: true)
    let lines = IsoLines(samples: samples, field: field, plane: plane)
    var labels = LineLabels(frame: frame)
    let size = plane.theme.tickSize - 1.5
    var strokes: [Drawing.Element] = []
    var texts: [Drawing.Element] = []
    for level in levels where level.isFinite {
      let ink = ink(at: level, in: plane.theme)
      let text =
        hasLabels ? try plane.context.line("$\(NumberText.short(level))$", size: size) : nil
      var pieces: [[Point]] = []
      for line in lines.lines(at: level) {
        let points = line.isClosed ? line.points + [line.points[0]] : line.points
        guard let text,
          let place = labels.place(on: points, width: text.width, height: size)
        else {
          pieces.append(points)
          continue
        }
        pieces += LineLabels.cut(points, from: place.from, to: place.to)
        // The middle of the digits, not the baseline, lies on the line.
        let along = Point(cos(place.angle), sin(place.angle))
        let down = Point(-along.y, along.x)
        let origin = place.center - along * (text.width / 2) + down * (size * 0.36)
        texts.append(.text(.init(text, at: origin, rotation: place.angle, color: ink)))
      }
      let path = Polyline.path(pieces.map { Self.simplified($0) })
      guard !path.isEmpty else { continue }
      strokes.append(
        .shape(
          .init(
            path,
            stroke: Stroke(
              ink.opacity(ink.alpha * 0.85), width: width, join: .round,
              dash: level < 0 && dashesNegative ? [4, 2.5] : []))))
    }
    return strokes + texts
  }

  private func ink(at level: Double, in theme: Theme) -> Color {
    guard let beneath else { return paint.color(in: theme) }
    return beneath.color(of: level, in: theme).luminance > 0.3
      ? Color(hex: 0x15191E) : Color(hex: 0xFFFFFF)
  }

  /// Leaves out points within 0.04 of a point of the line through what is kept (Douglas and Peucker, 1973).
  private static func simplified(_ points: [Point]) -> [Point] {
    guard points.count > 2 else { return points }
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var stack = [(0, points.count - 1)]
    while let (a, b) = stack.popLast() {
      guard b - a > 1 else { continue }
      let d = points[b] - points[a]
      let length = max(d.length, 1e-12)
      var (worst, at) = (0.04, -1)
      for i in (a + 1)..<b {
        let p = points[i] - points[a]
        let far = d.length < 1e-9 ? p.length : abs(p.x * d.y - p.y * d.x) / length
        if far > worst { (worst, at) = (far, i) }
      }
      guard at >= 0 else { continue }
      keep[at] = true
      stack.append((a, at))
      stack.append((at, b))
    }
    return points.indices.filter { keep[$0] }.map { points[$0] }
  }
}
