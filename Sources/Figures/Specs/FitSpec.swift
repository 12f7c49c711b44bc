import RobustLoss

/// A fit as a config declares it.
struct FitSpec: Sendable {
  enum Optimizer: Sendable {
    case leastSquares
    case adam(rate: Double)
  }

  var data: String
  var loss: GeneralLoss<Double>
  var optimizer: Optimizer
  var steps: Int
  /// Where the line starts: slope and intercept.
  var start: (slope: Double, intercept: Double)
  var place: ConfigNode.Place

  init?(_ node: ConfigNode, _ decoder: Decoder, data known: [String]) {
    guard let fields = decoder.fields(node, Self.spec) else { return nil }
    place = node.place
    let name = fields.value("data").flatMap { Scope.check($0, "data", among: known, decoder) }
    data = name ?? ""
    _ = fields.choice("model")
    loss = Self.loss(fields) ?? .l2(scale: 1)
    optimizer = Self.optimizer(fields)
    steps = fields.orDefault { $0.integer("steps", in: 0...1_000_000) }
    let pair = fields.pair("start")
    start = (pair?.0.number ?? 0, pair?.1.number ?? 0)
    if name == nil { return nil }
  }

  private static func loss(_ fields: Fields) -> GeneralLoss<Double>? {
    guard let node = fields.value("loss") else { return nil }
    if let name = node.text {
      if name == "adaptive" {
        fields.fail("loss", "adaptive fits are not part of this version; give {alpha: …, scale: …}")
        return nil
      }
      guard let shape = fields.decoder.choice(node, Array(shapes.map(\.name))) else { return nil }
      return GeneralLoss(shape: shapes.first { $0.name == shape }!.shape, scale: 1)
    }
    guard let loss = fields.decoder.fields(node, lossSpec) else { return nil }
    let scale = loss.orDefault { $0.positive("scale") }
    return GeneralLoss(shape: loss.orDefault { $0.number("alpha") }, scale: scale)
  }

  private static func optimizer(_ fields: Fields) -> Optimizer {
    guard let node = fields.value("optimizer") else { return .adam(rate: 0.01) }
    if node.text != nil {
      let name = fields.decoder.choice(node, ["adam", "least-squares"])
      return name == "least-squares" ? .leastSquares : .adam(rate: 0.01)
    }
    guard let choice = fields.decoder.fields(node, optimizerSpec) else {
      return .adam(rate: 0.01)
    }
    return .adam(rate: choice.fields("adam")?.positive("rate") ?? 0.01)
  }

  private static let shapes: [(name: String, shape: Double)] = [
    ("l2", 2), ("charbonnier", 1), ("cauchy", 0), ("geman-mcclure", -2), ("welsch", -.infinity),
  ]

  static let spec = ObjectSpec(
    "a fit", "A model fitted to data.",
    [
      .init("data", .string, "The data set's name.", required: true),
      .init("model", .choice(["line"]), "The model.", default: "line"),
      .init(
        "loss", .either([.choice(shapes.map(\.name)), .object { lossSpec }]),
        "The loss of a residual: a name (with scale 1), or its shape and scale."),
      .init(
        "optimizer", .either([.choice(["adam", "least-squares"]), .object { optimizerSpec }]),
        "Adam (rate 0.01 unless given), or least squares in closed form, which needs no loss."),
      .init("steps", .integer, "The number of steps.", default: "2000"),
      .init("start", .pair(.number), "Slope and intercept at the start; [0, 0] unless given."),
    ])

  private static let lossSpec = ObjectSpec(
    "a loss", "A member of the family.",
    [
      .init("alpha", .number, "The shape α, from -inf to inf.", default: "2"),
      .init("scale", .number, "The scale c > 0.", default: "1"),
    ])

  private static let optimizerSpec = ObjectSpec(
    "an optimizer", "How the loss is minimised.",
    [.init("adam", .object { adamSpec }, "Adam (Kingma and Ba, 2015).")])

  private static let adamSpec = ObjectSpec(
    "an Adam optimizer", "β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.",
    [.init("rate", .number, "The learning rate.", default: "0.01")])
}
