import Config
import Plotting

/// A quantity of the loss over residual (x) and shape (y), as colours.
struct HeatmapSpec: MarkSpec {
  var mark: HeatmapMark

  func marks(in evaluation: Evaluation) -> [any Mark] { [mark] }

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
    let resolution = fields.positive("resolution") ?? 1
    if resolution > 8 { fields.fail("resolution", "'resolution' must be at most 8") }
    guard let quantity = fields.quantity("heatmap"),
      let colors = ColorSpec.colors(fields, of: quantity, scale: scale)
    else { return nil }
    return HeatmapSpec(
      mark: HeatmapMark(
        quantity.field(scale: scale), colors: colors,
        hasColorBar: fields.bool("color-bar") ?? true, resolution: resolution))
  }
}
