import Config
import Plotting

/// The points of a data set.
struct PointsSpec: MarkSpec {
  enum Rows: String, CaseIterable { case all, inliers, outliers }

  var data: String
  var rows: Rows
  var symbol: PointSymbol
  var paint: Paint
  var size: Number?
  var opacity: Number?
  var label: Template?
  /// The fit whose weights shade the points.
  var fit: String?
  /// The fit whose residuals stand in the place of y.
  var residuals: String?

  func marks(at moment: Moment) throws -> [any Mark] {
    let names = moment.names
    let points = try moment.points(data)
    let y = try residuals.map { try moment.residuals($0, of: points) } ?? points.y
    let weights = try fit.map { try moment.weights($0, of: points) }
    func chosen(_ values: [Double]) -> [Double] {
      guard rows != .all, let isOutlier = points.isOutlier else { return values }
      return zip(values, isOutlier).filter { $0.1 == (rows == .outliers) }.map(\.0)
    }
    return [
      PointsMark(
        x: chosen(points.x), y: chosen(y), symbol: symbol, paint: paint,
        size: try size?.value(in: names), opacity: try opacity?.value(in: names) ?? 0.8,
        weights: weights.map(chosen), label: try label?.text(in: names))
    ]
  }

  init?(_ fields: Fields, _ scope: Scope) {
    symbol = fields.orDefault { $0.choice("symbol", as: PointSymbol.self) }
    paint = fields.paint(else: .next)
    size = fields.number("size", .positive(atMost: 200, "points"))
    opacity = fields.share("opacity")
    label = fields.markup("label")
    func reference(_ key: String, in fields: Fields) -> String? {
      fields.value(key).flatMap { fields.decoder.reference($0, to: "fits", among: scope.fits) }
    }
    fit = reference("weights", in: fields)
    guard let inner = fields.fields("points") else { return nil }
    residuals = reference("residuals", in: inner)
    rows = inner.orDefault { $0.choice("rows", as: Rows.self) }
    guard let node = inner.value("data"),
      let name = fields.decoder.reference(node, to: "data", among: scope.data)
    else { return nil }
    data = name
    if rows != .all, !scope.withOutliers.contains(name) {
      inner.fail(
        "rows",
        "'\(name)' does not say which points are outliers; name the column: {outlier: …}")
    }
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
          "weights", .string, "A fit's name: the less a point counts in it, the emptier its ring."),
        .init("label", .markup, "The name in the legend."),
      ])
  ) { fields, scope in PointsSpec(fields, scope) }

  private static let inner = ObjectSpec(
    "points", "Which points.",
    [
      .init("data", .string, "A data set's name.", required: true),
      .init("residuals", .string, "A fit's name: y is what the data have more than it predicts."),
      .init(
        "rows", .choice(Rows.allCases.map(\.rawValue)),
        "Which of them, by the data set's column of outliers.", default: "all"),
    ])
}
