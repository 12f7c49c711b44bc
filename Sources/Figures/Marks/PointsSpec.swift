import Config
import Plotting

/// The points of a data set.
struct PointsSpec: MarkSpec {
  var data: String
  var symbol: PointSymbol
  var paint: Paint
  var size: Double?
  var opacity: Double
  var label: String?
  /// The fit whose weights shade the points.
  var fit: String?
  /// The fit whose residuals stand in the place of y.
  var residuals: String?

  func marks(in evaluation: Evaluation) throws -> [any Mark] {
    let points = try evaluation.points(data)
    let y = try residuals.map { try evaluation.residuals($0, of: points) } ?? points.y
    return [
      PointsMark(
        x: points.x, y: y, symbol: symbol, paint: paint, size: size, opacity: opacity,
        weights: try fit.map { try evaluation.weights($0, of: points) }, label: label)
    ]
  }

  init?(_ fields: Fields, _ scope: Scope) {
    symbol = fields.orDefault { $0.choice("symbol", as: PointSymbol.self) }
    paint = fields.paint(else: .category(0))
    size = fields.positive("size")
    if let size, size > 200 { fields.fail("size", "'size' must be at most 200 points") }
    opacity = fields.share("opacity") ?? 0.8
    label = fields.markup("label")
    fit = fields.value("weights").flatMap {
      Scope.check($0, "fits", among: scope.fits, fields.decoder)
    }
    guard let inner = fields.fields("points"), let node = inner.value("data"),
      let name = Scope.check(node, "data", among: scope.data, fields.decoder)
    else { return nil }
    residuals = inner.value("residuals").flatMap {
      Scope.check($0, "fits", among: scope.fits, fields.decoder)
    }
    data = name
  }

  static let kind = MarkKind(
    "points",
    ObjectSpec(
      "a points mark", "The points of a data set.",
      [
        .init("points", .object { inner }, "Which points.", required: true),
        .init(
          "symbol", .choice(PointSymbol.allCases.map(\.rawValue)), "The shape of a point.",
          default: "circle"),
        StyleSpec.color, .init("size", .number, "The diameter, in points."), StyleSpec.opacity,
        .init(
          "weights", .string, "A fit's name: the less a point counts in it, the fainter it is."),
        .init("label", .markup, "The name in the legend."),
      ])
  ) { fields, scope in PointsSpec(fields, scope) }

  private static let inner = ObjectSpec(
    "points", "Which points.",
    [
      .init("data", .string, "A data set's name.", required: true),
      .init("residuals", .string, "A fit's name: y is what the data have more than it predicts."),
    ])
}
