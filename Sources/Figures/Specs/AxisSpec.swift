import Config
import Plotting

/// An axis as a config declares it.
struct AxisSpec: Sendable {
  enum Spread: String { case linear, log, symlog, alpha }

  var label: Template?
  var domain: (Number, Number)?
  var spread = Spread.linear
  var threshold: Number?
  /// A defined name in whose multiples ticks are written.
  var unit: String?
  var ticks: [Number]?
  var hasGrid = true

  /// An axis that the config says nothing of.
  init() {}

  /// The axis where names have values.
  func axis(in names: Names) throws(ConfigError) -> Axis {
    var axis = Axis()
    axis.label = try label?.text(in: names)
    axis.hasGrid = hasGrid
    switch spread {
    case .linear: axis.scale = .linear
    case .log: axis.scale = .log
    case .symlog: axis.scale = .symlog(threshold: try threshold?.value(in: names) ?? 1)
    case .alpha: axis.scale = .shape
    }
    if let (low, high) = domain {
      let ends = [try low.measured(in: names), try high.measured(in: names)]
      axis.domain = .init(from: ends[0].number, to: ends[1].number)
      // Zero is a multiple of everything.
      let units = ends.filter { !$0.isZero }.map(\.unit)
      if let name = units.first ?? nil, units.allSatisfy({ $0 == name }) {
        axis.unit = Self.unit(name, names)
      }
      do throws(PlotError) {
        _ = try Scale(axis.scale, from: ends[0].number, to: ends[1].number)
      } catch {
        throw low.error(error.message)
      }
    }
    if let unit { axis.unit = Self.unit(unit, names) }
    if let ticks {
      var result: [Tick] = []
      for number in ticks {
        let value = try number.value(in: names)
        if let domain = axis.domain, !Extent(domain.from, domain.to).contains(value) {
          throw number.error(
            "the tick \(NumberText.plain(value)) lies outside the domain, which ends at "
              + "\(NumberText.plain(domain.from)) and \(NumberText.plain(domain.to))")
        }
        let text =
          axis.unit.map { NumberText.multiple(value / $0.value, of: $0.symbol) }
          ?? NumberText.short(value)
        result.append(Tick(value, label: "$\(text)$"))
      }
      axis.ticks = result
    }
    return axis
  }

  private static func unit(_ name: String, _ names: Names) -> TickUnit? {
    guard let value = names.value(of: name), value > 0, value.isFinite else { return nil }
    // A name of one letter is a variable; a longer one that mathematics knows is its sign.
    let symbol =
      name.count == 1 ? name : greek.contains(name) ? "\\" + name : "\\mathrm{\(name)}"
    return TickUnit(value: value, symbol: symbol)
  }

  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "lambda", "mu", "pi", "rho", "sigma", "tau",
    "theta",
  ]

  init(_ fields: Fields) {
    let decoder = fields.decoder
    label = fields.markup("label")
    hasGrid = fields.orDefault { $0.bool("grid") }
    spread = fields.orDefault { $0.choice("scale", as: Spread.self) }
    threshold = fields.orDefault { $0.number("threshold", .positive) }
    if spread != .symlog { fields.refuse("threshold", because: "only a symlog scale has one") }
    domain = fields.pair("domain")
    ticks = fields.numbers("ticks")
    if let ticks, ticks.count > 200 {
      fields.fail("ticks", "an axis has room for at most 200 ticks")
    }
    if let name = fields.string("unit") {
      let given = decoder.names.given
      if name == "pi" {
        unit = name
      } else if given.contains(name) {
        decoder.uses.names.insert(name)
        unit = name
        if let value = decoder.names.values[name], !(value > 0 && value.isFinite) {
          fields.fail(
            "unit", "ticks are multiples of a positive, finite number; '\(name)' is \(value)")
        }
      } else {
        let hint =
          decoder.suggestion(for: name, among: given).map { "; did you mean '\($0)'?" } ?? ""
        fields.fail("unit", "'\(name)' is not defined under 'define'\(hint)")
      }
    }
    // What is known already is judged already.
    let isKnown =
      [domain?.0, domain?.1].allSatisfy { $0?.known != nil || $0 == nil }
      && (ticks ?? []).allSatisfy { $0.known != nil } && threshold?.known != nil
      && unit.map { decoder.names.value(of: $0) != nil } ?? true
    if isKnown {
      var plain = self
      plain.label = nil
      _ = decoder.noting { () throws(ConfigError) in try plain.axis(in: decoder.names) }
    }
  }

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
      .init("unit", .string, "A defined name, or pi, in whose multiples ticks are written."),
      .init("ticks", .list(.number), "The ticks; round values unless given."),
      .init(
        "grid", .bool, "Whether fine lines cross the frame at the ticks.",
        default: "true"),
    ])
}

extension Extent {
  fileprivate func contains(_ value: Double) -> Bool { value >= lower && value <= upper }
}

extension NumberText {
  /// A number for a message: no markup.
  fileprivate static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
