import Config
import Fitting
import RobustLoss

/// The loss of a fit as a config declares it.
enum FitLossSpec {
  static func loss(_ fields: Fields) -> FitPlan.Loss? {
    guard let node = fields.value("loss") else { return nil }
    if node.text != nil {
      guard let name = fields.decoder.choice(node, names) else { return nil }
      return NamedLoss(named: name).map { $0(scale: .fixed(1)) }
    }
    guard let loss = fields.decoder.fields(node, spec) else { return nil }
    if let settings = loss.fields("adaptive") {
      loss.refuse(
        "name", "alpha", "scale",
        because: "the adaptive loss has keys of its own, inside 'adaptive'")
      return adaptive(settings)
    }
    let scale = scale(loss)
    if let name = loss.choice("name"), let named = NamedLoss(named: name) {
      if loss.node["alpha"] != nil {
        loss.fail("alpha", "a loss has a name or a shape 'alpha', not both")
      }
      if !named.hasScale { loss.refuse("scale", because: "the loss '\(name)' has none") }
      return named(scale: scale)
    }
    return .member(shape: loss.orDefault { $0.constant("alpha") }, scale: scale)
  }

  private static func adaptive(_ fields: Fields) -> FitPlan.Loss? {
    var settings = AdaptiveLossSettings()
    if let bounds = fields.constantPair("alpha") {
      (settings.shapeLow, settings.shapeHigh) = bounds
    }
    settings.shapeStart = fields.constant("start")
    settings.scaleLow = fields.orDefault { $0.constant("scale-low", .positive) }
    settings.truncation = fields.constant("within", .positive)
    let scale = scale(fields)
    do throws(InvalidSetting) {
      try settings.validate()
    } catch {
      let keys = [
        "shapeLow": "alpha", "shapeHigh": "alpha", "shapeStart": "start", "truncation": "within",
      ]
      // The scales are shares of that at the start, which is 1 among the settings.
      let key = keys[error.name] ?? "scale-low"
      fields.fail(
        key,
        key == "scale-low"
          ? "'scale-low' is a share of the scale at the start: it must lie in (0, 1], and is "
            + "\(settings.scaleLow)"
          : "'\(key)': \(error.value) must be in \(error.range)")
      return nil
    }
    return .adaptive(settings, scale: scale)
  }

  /// A number, or auto.
  private static func scale(_ fields: Fields) -> FitPlan.Scale {
    if fields.node["scale"]?.text == "auto" { return .automatic }
    return .fixed(fields.orDefault { $0.constant("scale", .positive) })
  }

  private static let names = NamedLoss.all.map(\.name)

  static let key = ObjectSpec.Key(
    "loss", .either([.choice(names), .object { spec }]),
    "The loss of a residual: a name (with scale 1), its shape and scale, or adaptive, which learns both."
  )

  private static let scaleKey = ObjectSpec.Key(
    "scale", .either([.number, .choice(["auto"])]),
    "The scale c > 0; auto for what the residuals' deviation suggests. Where an adaptive loss starts.",
    default: "1")

  private static let spec = ObjectSpec(
    "a loss", "A member of the family, one of its relatives, or the adaptive loss.",
    [
      .init("name", .choice(names), "Its name."),
      .init("alpha", .number, "The shape α, from -inf to inf.", default: "2"),
      scaleKey,
      .init("adaptive", .object { adaptiveSpec }, "The adaptive loss, with its bounds."),
    ])

  private static let adaptiveSpec = ObjectSpec(
    "an adaptive loss", "Learns its shape and scale (Barron 2019, §3).",
    [
      .init("alpha", .pair(.number), "The bounds of α; [0.001, 1.999] unless given."),
      .init("start", .number, "The α at the start; the middle of its bounds unless given."),
      scaleKey,
      .init(
        "scale-low", .number, "The least c, as a share of the scale at the start.",
        default: "1e-5"),
      .init(
        "within", .number,
        "τ: the distribution ends at ±τ, in units of the scale; then α may be negative."),
    ])
}
