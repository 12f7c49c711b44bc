import Config
import Plotting

/// From numbers to colours, as a config declares it.
struct ColorSpec: Sendable {
  var map: ColorMap
  var kind: Scale.Kind
  var domain: (Number, Number)?
  private let quantity: LossQuantity

  init(_ fields: Fields, of quantity: LossQuantity) {
    self.quantity = quantity
    map = fields.choice("color-map", as: ColorMap.self) ?? (quantity.isSigned ? .balance : .viridis)
    switch fields.choice("color-scale") {
    case "sqrt": kind = .squareRoot
    case "log": kind = .log
    case "symlog": kind = .symlog(threshold: 1)
    default: kind = .linear
    }
    domain = fields.pair("color-domain")
    if let domain, let from = domain.0.known, let to = domain.1.known {
      let kind = kind
      _ = fields.decoder.noting { () throws(ConfigError) in
        try Self.scale(kind, from.number, to.number, domain.0)
      }
    }
  }

  /// The colours where names have values. Where no domain is given, they end at what a residual of 6c has
  /// at α = 1.
  /// - Parameter scale: c.
  func colors(in names: Names, scale: Double) throws -> ColorScale {
    let colors: Scale
    if let (from, to) = domain {
      colors = try Self.scale(kind, from.value(in: names), to.value(in: names), from)
    } else {
      let reach = quantity.field(scale: scale).value(6 * scale, 1)
      colors = try Scale(
        kind, from: quantity.isSigned ? -abs(reach) : 0, to: max(abs(reach), 1e-300))
    }
    return ColorScale(
      scale: colors, map: map, extendsBelow: quantity.isSigned, extendsAbove: true)
  }

  private static func scale(
    _ kind: Scale.Kind, _ from: Double, _ to: Double, _ number: Number
  ) throws(ConfigError) -> Scale {
    do throws(PlotError) {
      return try Scale(kind, from: from, to: to)
    } catch {
      throw number.error(error.message)
    }
  }

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
}
