import Config
import Fitting
import Plotting

/// How a parameter of a fit went from step to step, up to the step that is shown.
struct TraceSpec: MarkSpec {
  enum Quantity: String, CaseIterable { case alpha, scale, loss, slope, intercept }

  var fit: String
  var quantity: Quantity
  var style: LineStyle

  func marks(in evaluation: Evaluation) throws -> [any Mark] {
    let traced = try evaluation.fit(fit)
    let values = try traced.steps.map { try value($0, of: traced) }
    let shown = try evaluation.step(of: fit)
    let line = LineMark(
      x: (0...shown).map(Double.init), y: Array(values[...shown]), style: style)
    let head = PointsMark(
      x: [Double(shown)], y: [values[shown]], paint: style.paint, opacity: 1)
    // The axis has room for the whole fit from the first frame on.
    let whole = LineMark(
      x: [0, Double(values.count - 1)], y: [values.min()!, values.max()!],
      style: LineStyle(style.paint, width: 0.01, opacity: 0))
    return [whole, line, head]
  }

  private func value(_ step: FitStep, of traced: Fit) throws -> Double {
    switch quantity {
    case .alpha: step.shape
    case .scale: step.scale
    case .loss: step.loss
    case .slope, .intercept: try parameter(step, of: traced)
    }
  }

  private func parameter(_ step: FitStep, of traced: Fit) throws -> Double {
    if let value = traced.parameter(quantity.rawValue, in: step) { return value }
    let names = traced.regression.model.parameterNames.joined(separator: ", ")
    throw FigureError(
      "the fit '\(fit)' has no parameter '\(quantity.rawValue)' to trace; it has \(names)",
      isMistake: true)
  }

  static let kind = MarkKind(
    "trace",
    ObjectSpec(
      "a trace mark",
      "How a parameter of a fit went from step to step, up to the step that is shown.",
      [.init("trace", .object { inner }, "Which fit and parameter.", required: true)]
        + StyleSpec.line)
  ) { fields, scope in
    let style = fields.lineStyle(else: .category(0))
    guard let inner = fields.fields("trace"), let node = inner.value("fit"),
      let fit = Scope.check(node, "fits", among: scope.fits, fields.decoder),
      let quantity = inner.choice("of", as: Quantity.self)
    else { return nil }
    return TraceSpec(fit: fit, quantity: quantity, style: style)
  }

  private static let inner = ObjectSpec(
    "a trace", "Which fit and parameter.",
    [
      .init("fit", .string, "A fit's name.", required: true),
      .init(
        "of", .choice(Quantity.allCases.map(\.rawValue)), "What is drawn against the step.",
        required: true),
    ])
}
