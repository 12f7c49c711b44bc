import Config
import Plotting
import RobustLoss

/// A straight line: given, fitted, or through data in their order.
struct LineSpec: MarkSpec {
  enum Source: Sendable {
    case given(slope: Number, intercept: Number?)
    case fit(String)
    case data(String)
  }

  var source: Source
  var style: StyleSpec

  func marks(at moment: Moment) throws -> [any Mark] {
    var style = try style.style(in: moment.names)
    switch source {
    case .given(let slope, let intercept):
      return [
        CurveMark.line(
          slope: try slope.value(in: moment.names),
          intercept: try intercept?.value(in: moment.names) ?? 0, style: style)
      ]
    case .fit(let name):
      // A loss that is a member of the family by name has the colour of its shape.
      if style.paint == .next,
        let loss = try moment.fit(name).loss() as? GeneralLoss<Double>, loss.name != nil
      {
        style.paint = .shape(loss.shape)
      }
      return [CurveMark(style: style, try moment.curve(name))]
    case .data(let name):
      let points = try moment.points(name)
      return [LineMark(x: points.x, y: points.y, style: style)]
    }
  }

  init?(_ fields: Fields, _ scope: Scope) {
    style = fields.lineStyle(else: .next)
    guard let inner = fields.fields("line") else { return nil }
    let decoder = fields.decoder
    switch inner.only(
      ["slope", "fit", "data"], "a line has a slope, or is a fit's, or goes through data")
    {
    case "fit":
      guard let node = inner.value("fit"),
        let name = decoder.reference(node, to: "fits", among: scope.fits)
      else { return nil }
      if scope.withoutCurve.contains(name) {
        decoder.fail(
          node.place,
          "'\(name)' takes other columns than x and so has no line; show its residuals: "
            + "{points: {data: …, residuals: \(name)}}")
      }
      source = .fit(name)
    case "data":
      guard let node = inner.value("data"),
        let name = decoder.reference(node, to: "data", among: scope.data)
      else { return nil }
      source = .data(name)
    case "slope":
      let (slope, intercept) = (
        inner.number("slope", .finite()), inner.number("intercept", .finite())
      )
      guard let slope else { return nil }
      source = .given(slope: slope, intercept: intercept)
      return
    default:
      fields.fail("line", "a line needs 'slope' and 'intercept', 'fit', or 'data'")
      return nil
    }
    inner.refuse("intercept", because: "it goes with 'slope'")
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
