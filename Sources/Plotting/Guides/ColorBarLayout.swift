import Drawing

/// A colour bar beside a frame: the colours, ticks, and an arrow at an end that is cut.
struct ColorBarLayout {
  private let bar: ColorBar
  private let height: Double
  private let context: PlotContext
  private let ticks: [(fraction: Double, line: TextLine)]
  private let label: TextLine?

  private static let gap = 14.0
  private static let width = 11.0
  private static let tickLength = 3.0
  private static let tickGap = 4.0
  private static let arrow = 9.0

  init(_ bar: ColorBar, height: Double, context: PlotContext) throws(PlotError) {
    self.bar = bar
    self.height = height
    self.context = context
    let theme = context.theme
    label =
      if let text = bar.label { try context.line(text, size: theme.labelSize) } else { nil }
    var ticks: [(fraction: Double, line: TextLine)] = []
    let scale = bar.scale.scale
    let length = Self.span(bar, height: height)
    for tick in scale.ticks(atMost: Int(max(2, length / 30)) + 1) where !tick.label.isEmpty {
      let f = scale.fraction(of: tick.value)
      // A power scale crowds its ticks at one end.
      let isFree = ticks.allSatisfy { abs($0.fraction - f) * length >= theme.tickSize * 1.1 }
      if isFree { ticks.append((f, try context.line(tick.label, size: theme.tickSize))) }
    }
    self.ticks = ticks
  }

  private static func span(_ bar: ColorBar, height: Double) -> Double {
    let arrows = (bar.scale.extendsAbove ? 1.0 : 0) + (bar.scale.extendsBelow ? 1.0 : 0)
    return max(height - arrows * arrow, 1)
  }

  /// The room it takes to the right of the frame, gap included, in points.
  var room: Double {
    let text = ticks.map(\.line.width).max() ?? 0
    return Self.gap + max(Self.width + Self.tickLength + Self.tickGap + text, label?.width ?? 0)
  }

  /// The bar and its ticks, from `left`: the edge of what stands before it.
  func draw(left: Double, top: Double) -> [Drawing.Element] {
    let theme = context.theme
    let x = (left + Self.gap).rounded()
    let scale = bar.scale
    let table = scale.map.table(in: theme)
    let first = top + (scale.extendsAbove ? Self.arrow : 0)
    let span = Self.span(bar, height: height)
    let body = Rect(x: x, y: first, width: Self.width, height: span)
    var elements: [Drawing.Element] = [.begin(.init("color-bar", label: label?.plainText))]
    let rows = 256
    let image = Image(width: 1, height: rows) { _, row in
      table.color(at: 1 - (Double(row) + 0.5) / Double(rows))
    }
    if scale.extendsAbove {
      let tip = Path(
        polyline: [
          Point(x, first), Point(x + Self.width / 2, top), Point(x + Self.width, first),
        ], closed: true)
      elements.append(.shape(.init(tip, fill: table.color(at: 1))))
    }
    if scale.extendsBelow {
      let tip = Path(
        polyline: [
          Point(x, body.bottom), Point(x + Self.width / 2, body.bottom + Self.arrow),
          Point(x + Self.width, body.bottom),
        ], closed: true)
      elements.append(.shape(.init(tip, fill: table.color(at: 0))))
    }
    elements.append(.image(image, in: body, sampling: .linear))
    var marks = Path()
    for tick in ticks {
      let y = body.bottom - tick.fraction * span
      marks.move(to: Point(body.right, y))
      marks.line(to: Point(body.right + Self.tickLength, y))
    }
    elements.append(
      .shape(.init(marks, stroke: Stroke(theme.axis, width: theme.axisWidth, isCrisp: true))))
    for tick in ticks {
      let y = body.bottom - tick.fraction * span + theme.tickSize * 0.34
      elements.append(
        .text(
          .init(
            tick.line, at: Point(body.right + Self.tickLength + Self.tickGap, y),
            color: theme.muted)))
    }
    if let label {
      elements.append(
        .text(.init(label, at: Point(x, top - theme.labelSize * 0.6), color: theme.foreground)))
    }
    elements.append(.end)
    return elements
  }
}
