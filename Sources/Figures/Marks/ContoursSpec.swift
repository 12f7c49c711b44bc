import Config
import Plotting

/// Lines of equal value of a quantity of the loss over residual (x) and shape (y).
struct ContoursSpec: MarkSpec {
  var quantity: LossQuantity
  var scale: Number
  var levels: [Number]
  /// nil for what stands out from what lies beneath.
  var paint: Paint?
  var width: Number?
  var hasLabels: Bool

  func marks(at moment: Moment) throws -> [any Mark] {
    let names = moment.names
    return [
      ContourMark(
        quantity.field(scale: try scale.value(in: names)), levels: try levels.values(in: names),
        paint: paint ?? .muted, adapts: paint == nil,
        width: try width?.value(in: names) ?? 1, hasLabels: hasLabels)
    ]
  }

  static let kind = MarkKind(
    "contours",
    ObjectSpec(
      "a contours mark",
      "Lines of equal value of a quantity of the loss over the residual x and the shape α (y).",
      [
        .init("contours", .choice(LossQuantity.names), LossQuantity.summary, required: true),
        .init("scale", .number, "The scale c > 0.", default: "1"),
        .init("levels", .list(.number), "The values at which lines are drawn.", required: true),
        .init("labels", .bool, "Whether values are written on the lines.", default: "true"),
        StyleSpec.color, StyleSpec.width,
      ])
  ) { fields, _ in
    let scale = fields.lossScale()
    let levels = fields.someNumbers("levels", .finite()) ?? []
    if levels.count > ContourMark.mostLevels {
      fields.fail("levels", "at most \(ContourMark.mostLevels) levels can be told apart")
    }
    let paint = fields.has("color") ? fields.paint(else: .muted) : nil
    let (width, hasLabels) = (fields.width(), fields.orDefault { $0.bool("labels") })
    guard let quantity = fields.quantity("contours") else { return nil }
    return ContoursSpec(
      quantity: quantity, scale: scale, levels: levels, paint: paint, width: width,
      hasLabels: hasLabels)
  }
}
