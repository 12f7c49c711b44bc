import Config
import Plotting

/// Lines of equal value of a quantity of the loss over residual (x) and shape (y).
struct ContoursSpec: MarkSpec {
  var mark: ContourMark

  func marks(in evaluation: Evaluation) -> [any Mark] { [mark] }

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
    let levels = fields.numbers("levels") ?? []
    if levels.count > ContourMark.mostLevels {
      fields.fail("levels", "at most \(ContourMark.mostLevels) levels can be told apart")
    }
    guard let quantity = fields.quantity("contours") else { return nil }
    return ContoursSpec(
      mark: ContourMark(
        quantity.field(scale: scale), levels: levels, paint: fields.paint(else: .muted),
        width: fields.width() ?? 1, hasLabels: fields.orDefault { $0.bool("labels") }))
  }
}
