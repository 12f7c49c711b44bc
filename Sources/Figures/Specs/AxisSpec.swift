import Config
import Plotting

/// An axis as a config declares it.
enum AxisSpec {
  static func axis(_ fields: Fields?) -> Axis {
    guard let fields else { return Axis() }
    var axis = Axis()
    axis.label = fields.markup("label")
    axis.hasGrid = fields.orDefault { $0.bool("grid") }
    switch fields.choice("scale") {
    case "log": axis.scale = .log
    case "symlog": axis.scale = .symlog(threshold: fields.orDefault { $0.positive("threshold") })
    case "alpha": axis.scale = .shape
    default: axis.scale = .linear
    }
    if let (from, to) = fields.pair("domain") {
      axis.domain = .init(from: from.number, to: to.number)
      // Zero is a multiple of everything.
      let units = [from, to].filter { !$0.isZero }.map(\.unit)
      if let name = units.first ?? nil, units.allSatisfy({ $0 == name }) {
        axis.unit = unit(name, fields)
      }
      do {
        _ = try Scale(axis.scale, from: from.number, to: to.number)
      } catch {
        fields.fail("domain", error.message)
      }
    }
    if let name = fields.string("unit") {
      if fields.decoder.names.values[name] == nil {
        let known = fields.decoder.names.values.keys.sorted()
        let hint =
          fields.decoder.suggestion(for: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
        fields.fail("unit", "'\(name)' is not defined under 'define'\(hint)")
      }
      fields.decoder.uses.names.insert(name)
      axis.unit = unit(name, fields)
    }
    if let values = fields.numbers("ticks") {
      axis.ticks = values.map { Tick($0, label: "$\(NumberText.short($0))$") }
      if let unit = axis.unit {
        axis.ticks = values.map {
          Tick($0, label: "$\(NumberText.multiple($0 / unit.value, of: unit.symbol))$")
        }
      }
      if values.count > 200 { fields.fail("ticks", "an axis has room for at most 200 ticks") }
    }
    return axis
  }

  private static func unit(_ name: String, _ fields: Fields) -> TickUnit? {
    guard let value = fields.decoder.names.values[name], value > 0, value.isFinite else {
      return nil
    }
    // A name of one letter is a variable; a longer one that mathematics knows is its sign.
    let symbol =
      name.count == 1 ? name : greek.contains(name) ? "\\" + name : "\\mathrm{\(name)}"
    return TickUnit(value: value, symbol: symbol)
  }

  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "lambda", "mu", "rho", "sigma", "tau", "theta",
  ]

  static let spec = ObjectSpec(
    "an axis", "One axis of a panel.",
    [
      .init("label", .markup, "What the axis measures; $…$ is mathematics."),
      .init(
        "domain", .pair(.number), "The values at its two ends; [-6c, 6c] gives ticks in units of c."
      ),
      .init(
        "scale", .choice(["linear", "log", "symlog", "alpha"]),
        "How values are spread; alpha reaches from -inf to inf.", default: "linear"),
      .init(
        "threshold", .number,
        "Where a symlog scale turns from linear to logarithmic.", default: "1"),
      .init("unit", .string, "A defined name in whose multiples ticks are written."),
      .init("ticks", .list(.number), "The ticks; round values unless given."),
      .init(
        "grid", .bool, "Whether fine lines cross the frame at the ticks.",
        default: "true"),
    ])
}
