import Config
import Plotting
import RobustLoss

/// Losses of several shapes and one scale, and how their curves look.
struct FamilySpec: Sendable {
  enum Labels: String { case none, ends, legend }
  enum Colors { case ramp, categories, one(Paint) }

  var shapes: [Number]
  var scale: Number
  var labels: Labels
  var colors: Colors
  var width: Number?
  var isDashed: Bool
  var opacity: Number

  /// A curve for each shape.
  func curves(
    in names: Names,
    of function: (GeneralLoss<Double>) -> @Sendable (Double) -> Double
  ) throws(ConfigError) -> [any Mark] {
    let shapes = try shapes.values(in: names)
    let scale = try scale.value(in: names)
    var marks: [any Mark] = []
    for i in shapes.indices {
      marks.append(
        CurveMark(
          style: try style(i, of: shapes, names),
          function(GeneralLoss(shape: shapes[i], scale: scale))))
    }
    return marks
  }

  /// The look of a member of the family.
  private func style(_ i: Int, of shapes: [Double], _ names: Names) throws(ConfigError) -> LineStyle
  {
    let paint: Paint =
      switch colors {
      case .ramp: .shape(shapes[i])
      case .categories: .category(i)
      case .one(let paint): paint
      }
    return LineStyle(
      paint, width: try width?.value(in: names), dash: isDashed ? LineStyle.dash(i) : [],
      opacity: try opacity.value(in: names),
      label: labels == .none ? nil : "$\\alpha = \(NumberText.short(shapes[i]))$",
      placement: labels == .legend ? .legend : .end)
  }

  /// - Parameter bounds: what shapes there may be.
  init(_ fields: Fields, shapes bounds: Bounds = .any) {
    shapes = fields.shapes(bounds)
    scale = fields.lossScale()
    labels = fields.orDefault { $0.choice("label", as: Labels.self) }
    switch fields.value("color")?.text {
    case "ramp": colors = .ramp
    case "categories": colors = .categories
    default: colors = .one(fields.paint(else: .category(0)))
    }
    opacity = fields.orDefault { $0.share("opacity") }
    width = fields.width()
    isDashed = fields.orDefault { $0.bool("dash") }
  }

  static let keys: [ObjectSpec.Key] = [
    .init(
      "alpha", .list(.number), "The shapes α, from -inf to inf, one curve each.", required: true),
    .init("scale", .number, "The scale c > 0.", default: "1"),
    .init(
      "label", .choice(["none", "ends", "legend"]),
      "Where the shapes are named: at the curves' ends, in a legend, or not at all.",
      default: "none"),
    .init(
      "color", .either([.choice(["ramp", "categories"]), .integer, .string]),
      "ramp for the colour of each shape, categories for one each, or one colour for all.",
      default: "ramp"),
    .init("opacity", .number, "The opacity, 0 to 1.", default: "1"),
    .init("width", .number, "The width of the lines, in points."),
    .init("dash", .bool, "Whether each curve has dashes of its own.", default: "false"),
  ]
}
