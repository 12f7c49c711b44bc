import Config
import Plotting

/// A quantity of the loss over residual (x) and shape (y), as colours.
struct HeatmapSpec: MarkSpec {
  var quantity: LossQuantity
  var scale: Number
  var colors: ColorSpec
  var hasColorBar: Bool
  var resolution: Number

  func marks(at moment: Moment) throws -> [any Mark] {
    let scale = try scale.value(in: moment.names)
    return [
      HeatmapMark(
        quantity.field(scale: scale), colors: try colors.colors(in: moment.names),
        hasColorBar: hasColorBar, resolution: try resolution.value(in: moment.names))
    ]
  }

  static let kind = MarkKind(
    "heatmap",
    ObjectSpec(
      "a heatmap mark",
      "A quantity of the loss over the residual x and the shape α (y), as colours.",
      [
        .init("heatmap", .choice(LossQuantity.names), LossQuantity.summary, required: true),
        .init("scale", .number, "The scale c > 0.", default: "1"),
        .init(
          "resolution", .number,
          "How many samples are taken along a point of the page, up to 8; colours are mixed between.",
          default: "1"),
      ] + ColorSpec.keys)
  ) { fields, _ in
    let scale = fields.lossScale()
    let resolution = fields.orDefault { $0.number("resolution", .positive(atMost: 8)) }
    let hasColorBar = fields.bool("color-bar") ?? true
    let quantity = fields.quantity("heatmap")
    let colors = ColorSpec(fields, of: quantity ?? .rho)
    guard let quantity else { return nil }
    return HeatmapSpec(
      quantity: quantity, scale: scale, colors: colors,
      hasColorBar: hasColorBar, resolution: resolution)
  }
}
