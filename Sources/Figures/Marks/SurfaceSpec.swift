import Config
import Plotting

/// A quantity of the loss over residual (x) and shape (y), as a surface.
struct SurfaceSpec: MarkSpec {
  var mark: SurfaceMark

  func marks(in evaluation: Evaluation) -> [any Mark] { [] }

  static let kind = MarkKind(
    "surface",
    ObjectSpec(
      "a surface mark",
      "A quantity of the loss over the residual x and the shape α (y), as a surface.",
      [
        .init("surface", .choice(LossQuantity.names), LossQuantity.summary, required: true),
        .init("scale", .number, "The scale c > 0.", default: "1"),
        .init(
          "wire", .bool,
          "Whether lines of constant x and α run over the surface; true unless given."),
        .init("fineness", .integer, "Facets between neighbouring lines, 1 to 20; 3 unless given."),
      ] + ColorSpec.keys.filter { $0.name != "color-bar" })
  ) { fields, _ in
    let scale = fields.lossScale()
    guard let quantity = fields.quantity("surface") else { return nil }
    let hasColors = ["color-map", "color-domain", "color-scale"].contains {
      fields.value($0) != nil
    }
    let colors = hasColors ? ColorSpec.colors(fields, of: quantity, scale: scale) : nil
    return SurfaceSpec(
      mark: SurfaceMark(
        quantity.field(scale: scale), colors: colors,
        wire: fields.bool("wire") == false ? nil : SurfaceMark.Wire(),
        fineness: fields.integer("fineness", in: 1...20) ?? 3))
  }
}
