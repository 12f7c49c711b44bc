import Drawing

/// A colour bar beside a frame, as high as it: the colours, ticks, a label along it, and an arrow at an
/// end beyond which values were cut.
struct ColorBarLayout {
  private let bar: ColorBar
  private let height: Double
  private let context: PlotContext
  private let ticks: [(fraction: Double, line: TextLine)]
  /// The label, broken into lines where it is longer than the bar.
  private let label: [TextLine]

  private static let gap = 14.0
  private static let width = 11.0
  private static let tickLength = 3.0
  private static let tickGap = 4.0
  private static let labelGap = 7.0
  private static let outline = 0.75

  /// Lays out a bar of a height in points.
  /// - Throws: `PlotError` that quotes the label, if its markup is at fault.
  init(_ bar: ColorBar, height: Double, context: PlotContext) throws(PlotError) {
    self.bar = bar
    self.height = height
    self.context = context
    let theme = context.theme
    var ticks: [(fraction: Double, line: TextLine)] = []
    let scale = bar.scale.scale
    let length = height - Self.arrows(bar, height).reduce(0, +)
    let found = scale.ticks(atMost: Int(min(max(2, length / 30), 8)) + 1)
    for tick in found.ticks where !tick.label.isEmpty {
      let f = scale.fraction(of: tick.value)
      // A power scale crowds its ticks at one end.
      let isFree = ticks.allSatisfy { abs($0.fraction - f) * length >= theme.tickSize * 1.1 }
      if isFree { ticks.append((f, try context.line(tick.label, size: theme.tickSize))) }
    }
    self.ticks = ticks
    label =
      if let text = found.noted(bar.label), !text.isEmpty {
        try context.paragraph(text, size: theme.labelSize, width: max(height, theme.labelSize * 2))
      } else {
        []
      }
  }

  /// The heights of the arrows at the lower and the upper end, in points. The larger values stand at the
  /// lower end of a scale that runs backwards.
  private static func arrows(_ bar: ColorBar, _ height: Double) -> [Double] {
    let (scale, arrow) = (bar.scale, min(9, height / 5))
    let ends = [scale.extendsBelow, scale.extendsAbove]
    let isBackwards = scale.scale.lower > scale.scale.upper
    return (isBackwards ? ends.reversed() : ends).map { $0 ? arrow : 0 }
  }

  /// The distance from the bar's left edge to the end of its tick labels.
  private var scaleWidth: Double {
    guard let text = ticks.map(\.line.width).max() else { return Self.width }
    return Self.width + Self.tickLength + Self.tickGap + text
  }

  private var leading: Double { context.theme.labelSize * 1.3 }

  /// The room it takes to the right of the frame, gap included, in points.
  var room: Double {
    // One point for the rounding of the bar's place.
    let width = Self.gap + scaleWidth + 1
    guard let first = label.first, let last = label.last else { return width }
    return width + Self.labelGap + first.ascent + leading * Double(label.count - 1) + last.descent
  }

  /// The bar and its ticks, from `left`: the edge of what stands before it.
  func draw(left: Double, top: Double) -> [Drawing.Element] {
    let x = (left + Self.gap).rounded()
    let arrows = Self.arrows(bar, height)
    let body = Rect(
      left: x, top: top + arrows[1], right: x + Self.width, bottom: top + height - arrows[0])
    let name = label.map(\.plainText).joined(separator: " ")
    return [.begin(.init("color-bar", label: name.isEmpty ? nil : name))]
      + colors(body, arrows) + scale(body) + labels(x + scaleWidth + Self.labelGap, top) + [.end]
  }

  /// The colours, and a line around them: pale ones would fade into the page.
  private func colors(_ body: Rect, _ arrows: [Double]) -> [Drawing.Element] {
    let table = bar.scale.map.table(in: context.theme)
    let rows = 256
    let image = Image(width: 1, height: rows) { _, row in
      table.color(at: 1 - (Double(row) + 0.5) / Double(rows))
    }
    let top = Point(body.center.x, body.top - arrows[1])
    let bottom = Point(body.center.x, body.bottom + arrows[0])
    let (leftTop, rightTop) = (Point(body.left, body.top), Point(body.right, body.top))
    let (leftBottom, rightBottom) = (
      Point(body.left, body.bottom), Point(body.right, body.bottom)
    )
    var elements: [Drawing.Element] = []
    var outline = [leftBottom, leftTop]
    if arrows[1] > 0 {
      let tip = Path(polyline: [leftTop, top, rightTop], closed: true)
      elements.append(.shape(.init(tip, fill: table.color(at: 1))))
      outline.append(top)
    }
    outline += [rightTop, rightBottom]
    if arrows[0] > 0 {
      let tip = Path(polyline: [leftBottom, bottom, rightBottom], closed: true)
      elements.append(.shape(.init(tip, fill: table.color(at: 0))))
      outline.append(bottom)
    }
    elements.append(.image(image, in: body, sampling: .linear))
    elements.append(
      .shape(
        .init(
          Path(polyline: outline, closed: true),
          stroke: Stroke(context.theme.axis, width: Self.outline, join: .round))))
    return elements
  }

  private func scale(_ body: Rect) -> [Drawing.Element] {
    let theme = context.theme
    guard !ticks.isEmpty else { return [] }
    var marks = Path()
    var elements: [Drawing.Element] = []
    for tick in ticks {
      let y = body.bottom - tick.fraction * body.height
      marks.move(to: Point(body.right, y))
      marks.line(to: Point(body.right + Self.tickLength, y))
      let origin = Point(
        body.right + Self.tickLength + Self.tickGap, y + theme.tickSize * 0.34)
      elements.append(.text(.init(tick.line, at: origin, color: theme.muted)))
    }
    let stroke = Stroke(theme.axis, width: theme.axisWidth, isCrisp: true)
    return [.shape(.init(marks, stroke: stroke))] + elements
  }

  /// The label along the bar, read from below: above the bar it would run into the panel's title.
  private func labels(_ left: Double, _ top: Double) -> [Drawing.Element] {
    var x = left + (label.first?.ascent ?? 0)
    return label.map { line in
      defer { x += leading }
      let origin = Point(x, top + (height + line.width) / 2)
      return .text(
        .init(line, at: origin, rotation: -.pi / 2, color: context.theme.foreground))
    }
  }
}
