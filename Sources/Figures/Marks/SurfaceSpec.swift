import Config
import Plotting

/// A quantity of the loss over residual (x) and shape (y), as a surface.
struct SurfaceSpec: MarkSpec {
  var quantity: LossQuantity
  var scale: Number
  /// nil for the colours that follow from the height.
  var colors: ColorSpec?
  var hasWire: Bool
  var fineness: Number

  var isSolid: Bool { true }

  func marks(at moment: Moment) -> [any Mark] { [] }

  func solids(at moment: Moment) throws -> [any SpaceMark] {
    let scale = try scale.value(in: moment.names)
    return [
      SurfaceMark(
        quantity.field(scale: scale),
        colors: try colors?.colors(in: moment.names),
        wire: hasWire ? SurfaceMark.Wire() : nil,
        fineness: Int(try fineness.value(in: moment.names)))
    ]
  }

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
        .init(
          "fineness", .integer, "Facets between neighbouring lines, 1 to 20.", default: "4"),
      ] + ColorSpec.keys.filter { $0.name != "color-bar" })
  ) { fields, _ in
    let scale = fields.lossScale()
    let hasWire = fields.bool("wire") ?? true
    let fineness = fields.orDefault { $0.number("fineness", .whole(1...20)) }
    let quantity = fields.quantity("surface")
    let hasColors = ["color-map", "color-domain", "color-scale"].contains(where: fields.has)
    let colors = hasColors ? ColorSpec(fields, of: quantity ?? .rho) : nil
    guard let quantity else { return nil }
    return SurfaceSpec(
      quantity: quantity, scale: scale,
      colors: colors, hasWire: hasWire,
      fineness: fineness)
  }
}
