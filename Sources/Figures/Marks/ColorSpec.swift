import Config
import Plotting

/// From numbers to colours, as a config declares it.
struct ColorSpec: Sendable {
  var map: ColorMap
  var kind: Scale.Kind
  var domain: (Number, Number)?

  init(_ fields: Fields, of quantity: LossQuantity) {
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

  /// The colours where names have values: over the values that are shown where no domain is given.
  func colors(in names: Names) throws -> ColorChoice {
    guard let (from, to) = domain else { return .shown(map, kind) }
    return .over(
      map, try Self.scale(kind, from.value(in: names), to.value(in: names), from))
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
    .init(
      "color-domain", .pair(.number),
      "The values at the ends of the colours; those that are shown unless given."),
    .init(
      "color-scale", .choice(["linear", "sqrt", "log", "symlog"]),
      "How values are spread over the colours; linear unless given."),
    .init("color-bar", .bool, "Whether a bar says which colour means which number."),
  ]
}
