import Plotting

/// How a number went from step to step, up to the one that is shown.
package enum Trace {
  /// - Parameters:
  ///   - values: the number in every step.
  ///   - shown: the step that is shown.
  package static func marks(
    _ values: [Double], upTo shown: Int, _ style: LineStyle
  ) -> [any Mark] {
    let line = LineMark(
      x: (0...shown).map(Double.init), y: Array(values[...shown]), style: style)
    let head = PointsMark(
      x: [Double(shown)], y: [values[shown]], paint: style.paint, opacity: 1)
    // The axis has room for all steps from the first frame on.
    let whole = LineMark(
      x: [0, Double(values.count - 1)], y: [values.min()!, values.max()!],
      style: LineStyle(style.paint, width: 0.01, opacity: 0))
    return [whole, line, head]
  }
}
