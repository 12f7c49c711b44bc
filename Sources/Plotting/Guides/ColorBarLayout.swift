import Drawing

/// A colour bar beside a frame. (Placeholder body: drawn by its owner.)
struct ColorBarLayout {
  private let bar: ColorBar
  private let height: Double
  private let context: PlotContext

  init(_ bar: ColorBar, height: Double, context: PlotContext) throws(PlotError) {
    self.bar = bar
    self.height = height
    self.context = context
  }

  /// The room it takes to the right of the frame, gap included, in points.
  var room: Double { 0 }

  /// The bar and its ticks, from `left` (the frame's edge or that of what stands beside it).
  func draw(left: Double, top: Double) -> [Drawing.Element] { [] }
}
