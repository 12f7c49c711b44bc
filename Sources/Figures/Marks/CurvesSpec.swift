import Config
import Plotting
import RobustLoss

/// Curves of a quantity of the loss against the residual, one for each shape.
struct CurvesSpec: MarkSpec {
  enum Labels: String { case none, ends, legend }
  enum Colors { case ramp, categories, one(Paint) }

  var quantity: LossQuantity
  var shapes: [Double]
  var scale: Double
  var labels: Labels
  var colors: Colors
  var width: Double?
  var isDashed: Bool
  var opacity: Double

  func marks(in evaluation: Evaluation) -> [any Mark] {
    shapes.enumerated().map { i, shape in
      let loss = GeneralLoss<Double>(shape: shape, scale: scale)
      let quantity = quantity
      return CurveMark(style: style(i, of: shapes)) { quantity.value(loss, $0) }
    }
  }

  /// The look of a member of the family.
  func style(_ i: Int, of shapes: [Double]) -> LineStyle {
    let last = Double(max(shapes.count - 1, 1))
    let paint: Paint =
      switch colors {
      case .ramp: .ramp(Double(i) / last)
      case .categories: .category(i)
      case .one(let paint): paint
      }
    return LineStyle(
      paint, width: width, dash: isDashed ? LineStyle.dash(i) : [], opacity: opacity,
      label: labels == .none ? nil : "$\\alpha = \(NumberText.short(shapes[i]))$",
      placement: labels == .legend ? .legend : .end)
  }

  init?(_ fields: Fields, quantity: LossQuantity?) {
    // Everything is read before anything is given up, so that all mistakes are told.
    self.quantity = quantity ?? .rho
    shapes = fields.shapes()
    scale = fields.lossScale()
    labels = fields.orDefault { $0.choice("label", as: Labels.self) }
    switch fields.value("color")?.text {
    case nil, "ramp": colors = .ramp
    case "categories": colors = .categories
    default: colors = .one(fields.paint(else: .category(0)))
    }
    opacity = fields.orDefault { $0.share("opacity") }
    width = fields.width()
    isDashed = fields.orDefault { $0.bool("dash") }
    if quantity == nil { return nil }
  }

  static let family: [ObjectSpec.Key] = [
    .init(
      "alpha", .list(.number), "The shapes α, from -inf to inf, one curve each.", required: true),
    .init("scale", .number, "The scale c > 0.", default: "1"),
    .init(
      "label", .choice(["none", "ends", "legend"]),
      "Where the shapes are named: at the curves' ends, in a legend, or not at all.",
      default: "none"),
    .init(
      "color", .either([.choice(["ramp", "categories"]), .integer, .string]),
      "ramp for colours in order from warm to cool, categories for one each, or one colour for all.",
      default: "ramp"),
    .init("opacity", .number, "The opacity, 0 to 1.", default: "1"),
    .init("width", .number, "The width of the lines, in points."),
    .init("dash", .bool, "Whether each curve has dashes of its own.", default: "false"),
  ]

  static let kind = MarkKind(
    "curves",
    ObjectSpec(
      "a curves mark", "Curves of the loss, a derivative or the weight, one for each shape.",
      [.init("curves", .choice(LossQuantity.names), LossQuantity.summary, required: true)] + family)
  ) { fields, _ in CurvesSpec(fields, quantity: fields.quantity("curves")) }
}
