import Config
import Fitting
import Plotting

/// How a parameter of a fit went from step to step, up to the step that is shown.
struct TraceSpec: MarkSpec {
  enum Quantity: String, CaseIterable { case alpha, scale, loss, slope, intercept }

  var fit: String
  var quantity: Quantity
  var style: StyleSpec

  func marks(at moment: Moment) throws -> [any Mark] {
    let traced = try moment.fit(fit)
    return Trace.marks(
      traced.steps.map { value($0, of: traced) }, upTo: try moment.step(of: fit),
      try style.style(in: moment.names))
  }

  private func value(_ step: FitStep, of traced: Fit) -> Double {
    switch quantity {
    case .alpha: step.shape
    case .scale: step.scale
    case .loss: step.loss
    // That the model has one is checked when the config is read.
    case .slope, .intercept: traced.parameter(quantity.rawValue, in: step) ?? .nan
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
    guard let inner = fields.fields("trace") else { return nil }
    let fit = inner.value("fit").flatMap {
      fields.decoder.reference($0, to: "fits", among: scope.fits)
    }
    guard let fit, let quantity = inner.choice("of", as: Quantity.self) else { return nil }
    let parameters = scope.parameters[fit] ?? []
    if quantity == .slope || quantity == .intercept, !parameters.contains(quantity.rawValue) {
      inner.fail(
        "of",
        "the fit '\(fit)' has no parameter '\(quantity.rawValue)' to trace; it has "
          + parameters.joined(separator: ", "))
    }
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
