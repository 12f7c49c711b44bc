extension Field {
  /// Values over the whole of two axes, their ends included: enough to say what range the field has there.
  func values(x: Scale, y: Scale) -> [Double] {
    let n = 64
    let fractions = (0...n).map { Double($0) / Double(n) }
    let xs = fractions.map { x.value(at: $0) }
    return fractions.flatMap { row(xs, y.value(at: $0)) }
  }
}

extension ColorScale {
  /// A scale over what a field shows on two axes.
  /// - Throws: `PlotError` if the values span more than a scale can.
  public static func automatic(
    for field: Field, x: Scale, y: Scale, map: ColorMap, kind: Scale.Kind = .linear
  ) throws(PlotError) -> ColorScale {
    try ColorChoice.shown(map, kind).scale(for: field.values(x: x, y: y))
  }
}
