import Config
import Plotting

/// A straight line: given, fitted, or through data in their order.
struct LineSpec: MarkSpec {
  enum Source: Sendable {
    case given(slope: Double, intercept: Double)
    case fit(String)
    case data(String)
  }

  var source: Source
  var style: LineStyle

  func marks(in evaluation: Evaluation) throws -> [any Mark] {
    switch source {
    case .given(let slope, let intercept):
      return [CurveMark.line(slope: slope, intercept: intercept, style: style)]
    case .fit(let name):
      return [CurveMark(style: style, try evaluation.curve(name))]
    case .data(let name):
      let points = try evaluation.points(name)
      return [LineMark(x: points.x, y: points.y, style: style)]
    }
  }

  init?(_ fields: Fields, _ scope: Scope) {
    style = fields.lineStyle(else: .category(0))
    guard let inner = fields.fields("line") else { return nil }
    if let node = inner.value("fit") {
      guard let name = Scope.check(node, "fits", among: scope.fits, fields.decoder) else {
        return nil
      }
      if scope.withoutCurve.contains(name) {
        fields.decoder.fail(
          node.place,
          "'\(name)' takes other columns than x and so has no line; show its residuals: "
            + "{points: {data: …, residuals: \(name)}}")
      }
      source = .fit(name)
    } else if let node = inner.value("data") {
      guard let name = Scope.check(node, "data", among: scope.data, fields.decoder) else {
        return nil
      }
      source = .data(name)
    } else if let slope = inner.number("slope") {
      let intercept = inner.number("intercept") ?? 0
      guard slope.isFinite, intercept.isFinite else {
        fields.fail("line", "slope and intercept must be finite")
        return nil
      }
      source = .given(slope: slope, intercept: intercept)
    } else {
      fields.fail("line", "a line needs 'slope' and 'intercept', 'fit', or 'data'")
      return nil
    }
  }

  static let kind = MarkKind(
    "line",
    ObjectSpec(
      "a line mark", "A straight line, a fitted curve, or a line through data.",
      [.init("line", .object { inner }, "Which line.", required: true)] + StyleSpec.line)
  ) { fields, scope in LineSpec(fields, scope) }

  private static let inner = ObjectSpec(
    "a line", "slope and intercept, or a fit's name, or a data set's name.",
    [
      .init("slope", .number, "The slope."), .init("intercept", .number, "y at x = 0."),
      .init("fit", .string, "The name of a fit under 'fits'."),
      .init("data", .string, "The name of a data set: a line through its points in their order."),
    ])
}
