import Config
import Fitting
import Optimization
import RobustLoss

/// A fit as a config declares it.
struct FitSpec: Sendable {
  var data: String
  /// The columns that the model takes, if not the data set's x.
  var inputs: [String]?
  var model: any RegressionModel
  var plan: FitPlan
  var place: ConfigNode.Place

  init?(_ node: ConfigNode, _ decoder: Decoder, data known: KnownNames) {
    guard let fields = decoder.fields(node, Self.spec) else { return nil }
    place = node.place
    let name = fields.value("data").flatMap { decoder.reference($0, to: "data", among: known) }
    data = name ?? ""
    inputs = fields.strings("inputs")
    model = Self.model(fields, inputCount: inputs?.count ?? 1)
    let loss = FitLossSpec.loss(fields) ?? .member(shape: 2, scale: .fixed(1))
    let steps = fields.orDefault { $0.integer("steps", in: 0...1_000_000) }
    plan = FitPlan(loss, with: Self.optimizer(fields, loss, steps: steps))
    switch plan.optimizer {
    case .adam: break
    case .leastSquares:
      fields.refuse(
        "loss", "steps", "start", because: "least squares in closed form needs nothing but the data"
      )
    default: fields.refuse("steps", because: "only Adam takes a given number of steps")
    }
    plan.start = Self.start(fields, plan.optimizer, model)
    if name == nil { return nil }
  }

  private static func model(_ fields: Fields, inputCount: Int) -> any RegressionModel {
    if inputCount == 0 { fields.fail("inputs", "'inputs' needs the name of at least one column") }
    let linear: any RegressionModel =
      inputCount > 1 ? HyperplaneModel(inputCount: inputCount) : LineModel()
    guard let node = fields.value("model") else { return linear }
    if node.text != nil {
      _ = fields.decoder.choice(node, ["line"])
      return linear
    }
    if inputCount > 1 {
      fields.fail("model", "a polynomial has one input; with several the model is linear in each")
      return linear
    }
    guard let inner = fields.decoder.fields(node, polynomialSpec) else { return LineModel() }
    return PolynomialModel(degree: inner.integer("polynomial", in: 0...20) ?? 1)
  }

  private static func optimizer(
    _ fields: Fields, _ loss: FitPlan.Loss, steps: Int
  ) -> FitPlan.Optimizer {
    let adam = FitPlan.Optimizer.adam(Adam(rate: 0.01), steps: steps)
    guard let node = fields.value("optimizer") else {
      switch loss {
      case .huber, .leastAbsoluteDeviations, .mm: return .automatic
      default: return adam
      }
    }
    if node.text != nil {
      switch fields.decoder.choice(node, optimizers) {
      case "least-squares": return .leastSquares
      case "auto": return .automatic
      case "irls": return .reweighting()
      case "lbfgs": return .quasiNewton()
      case "gnc": return .graduated()
      default: return adam
      }
    }
    guard let choice = fields.decoder.fields(node, optimizerSpec) else { return adam }
    return .adam(
      Adam(rate: choice.fields("adam")?.constant("rate", .positive) ?? 0.01), steps: steps)
  }

  /// The parameters at the start; zeros for Adam unless given.
  private static func start(
    _ fields: Fields, _ optimizer: FitPlan.Optimizer, _ model: any RegressionModel
  ) -> [Double]? {
    guard let node = fields.value("start"), let start = fields.constants("start", .finite()) else {
      return nil
    }
    let given = fields.decoder.list(node).count
    if given != model.parameterCount {
      fields.fail(
        "start",
        "'start' must have \(model.parameterCount) numbers: "
          + model.parameterNames.joined(separator: ", "))
      return nil
    }
    // What is no number of them has been told.
    return start.count == given ? start : nil
  }

  private static let optimizers = ["adam", "least-squares", "irls", "lbfgs", "gnc", "auto"]

  static let spec = ObjectSpec(
    "a fit", "A model fitted to data.",
    [
      .init("data", .string, "The data set's name.", required: true),
      .init(
        "inputs", .list(.string),
        "The columns that the model takes in place of the data set's x; of several it is a linear function with parameters w1, w2, … and intercept."
      ),
      .init(
        "model", .either([.choice(["line"]), .object { polynomialSpec }]),
        "The model: line, or {polynomial: 3}.", default: "line"),
      FitLossSpec.key,
      .init(
        "optimizer", .either([.choice(optimizers), .object { optimizerSpec }]),
        "Adam (rate 0.01 unless given), least squares in closed form (which needs no loss), iteratively reweighted least squares, L-BFGS, graduated non-convexity, or auto for what suits the loss."
      ),
      .init("steps", .integer, "The number of Adam's steps.", default: "2000"),
      .init(
        "start", .list(.number),
        "The parameters at the start, for a line slope and intercept; zeros for Adam unless given."),
    ])

  private static let polynomialSpec = ObjectSpec(
    "a model", "A model of one input.",
    [.init("polynomial", .integer, "The degree, 0 to 20.", required: true)])

  private static let optimizerSpec = ObjectSpec(
    "an optimizer", "How the loss is minimised.",
    [.init("adam", .object { adamSpec }, "Adam (Kingma and Ba, 2015).")])

  private static let adamSpec = ObjectSpec(
    "an Adam optimizer", "β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.",
    [.init("rate", .number, "The learning rate.", default: "0.01")])
}
