import Fitting
import Plotting

/// How a parameter of a fit went from step to step, up to the step that is shown.
struct TraceSpec: MarkSpec {
  enum Quantity: String, CaseIterable { case alpha, scale, loss, slope, intercept }

  var fit: String
  var quantity: Quantity
  var style: LineStyle

  func marks(in evaluation: Evaluation) throws -> [any Mark] {
    let steps = try evaluation.fit(fit).steps
    let shown = try evaluation.step(of: fit)
    let past = steps[...shown]
    let line = LineMark(
      x: past.map { Double($0.step) }, y: past.map(value), style: style)
    let head = PointsMark(
      x: [Double(shown)], y: [value(steps[shown])], paint: style.paint, opacity: 1)
    // The axis has room for the whole fit from the first frame on.
    let whole = LineMark(
      x: [0, Double(steps.count - 1)], y: [steps.map(value).min()!, steps.map(value).max()!],
      style: LineStyle(style.paint, width: 0.01, opacity: 0))
    return [whole, line, head]
  }

  private func value(_ step: FitStep) -> Double {
    switch quantity {
    case .alpha: step.shape
    case .scale: step.scale
    case .loss: step.loss
    case .slope: step.parameters.first ?? .nan
    case .intercept: step.parameters.count > 1 ? step.parameters[1] : .nan
    }
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
