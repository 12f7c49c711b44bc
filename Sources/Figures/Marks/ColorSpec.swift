import Config
import Plotting

/// Keys of marks whose colours mean numbers.
enum ColorSpec {
  static let keys: [ObjectSpec.Key] = [
    .init(
      "color-map", .choice(ColorMap.allCases.map(\.rawValue)),
      "The colours; balance for derivatives, viridis for the rest unless given."),
    .init("color-domain", .pair(.number), "The values at the ends of the colours."),
    .init(
      "color-scale", .choice(["linear", "sqrt", "log", "symlog"]),
      "How values are spread over the colours; linear unless given."),
    .init("color-bar", .bool, "Whether a bar says which colour means which number."),
  ]

  /// The colours that a mark asks for. Where no domain is given, they end at what a residual of 6c has
  /// at α = 1.
  static func colors(_ fields: Fields, of quantity: LossQuantity, scale: Double) -> ColorScale? {
    let map =
      fields.choice("color-map", as: ColorMap.self) ?? (quantity.isSigned ? .balance : .viridis)
    let kind: Scale.Kind =
      switch fields.choice("color-scale") {
      case "sqrt": .squareRoot
      case "log": .log
      case "symlog": .symlog(threshold: 1)
      default: .linear
      }
    let reach = quantity.field(scale: scale).value(6 * scale, 1)
    var (from, to) = (quantity.isSigned ? -abs(reach) : 0, max(abs(reach), 1e-300))
    if let (a, b) = fields.pair("color-domain") { (from, to) = (a.number, b.number) }
    do {
      return ColorScale(
        scale: try Scale(kind, from: from, to: to), map: map,
        extendsBelow: quantity.isSigned, extendsAbove: true)
    } catch {
      fields.fail("color-domain", error.message)
      return nil
    }
  }
}
