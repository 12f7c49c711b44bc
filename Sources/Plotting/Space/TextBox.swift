import Drawing

/// A line of text as a rectangle of ink about its baseline, for placing it by its middle.
struct TextBox {
  /// The text.
  let line: TextLine
  /// The rectangle.
  private(set) var rect: Rect
  private let rise: Double

  /// Puts the middle of a line set at an em of `size` at a point.
  init(_ line: TextLine, size: Double, center: Point = .zero) {
    self.line = line
    // A face's ascent and descent leave room that digits and letters do not use.
    rise = max(line.ascent - size * 0.24, size * 0.4)
    let height = rise + max(line.descent - size * 0.2, 0)
    rect = Rect(
      x: center.x - line.width / 2, y: center.y - height / 2, width: line.width, height: height)
  }

  /// The same with its middle at another point.
  func centered(at p: Point) -> TextBox {
    var box = self
    box.rect = rect.offset(by: p - rect.center)
    return box
  }

  /// How far the rectangle reaches from its middle along a direction of length 1.
  func reach(_ d: Point) -> Double { abs(d.x) * rect.width / 2 + abs(d.y) * rect.height / 2 }

  /// The text as drawn.
  func element(_ color: Color) -> Drawing.Element {
    .text(.init(line, at: Point(rect.left, rect.top + rise), color: color))
  }
}
