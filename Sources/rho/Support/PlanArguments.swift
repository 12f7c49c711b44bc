import ArgumentParser
import Figures
import Fitting

/// How a model is fitted, and how sure that is.
struct PlanArguments: ParsableArguments {
  @Option(help: ArgumentHelp("\(LossArgument.forms).", valueName: "loss"))
  var loss = LossArgument(argument: "adaptive")

  @Option(help: "How the loss is minimised; what suits it unless given.")
  var optimizer = OptimizerArgument.auto

  @Option(
    help: ArgumentHelp(
      "How many subsets of rows the start that resists leverage begins with, where they are too many "
        + "to take all.", valueName: "n"))
  var starts = 500

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The parameters to begin with, in their order, instead of several starts.",
      valueName: "a,b,…"))
  var start: StartArgument?

  @Option(help: ArgumentHelp("The number of Adam's steps.", valueName: "n"))
  var steps = 2000

  @Option(help: ArgumentHelp("Adam's rate, in units of the parameters.", valueName: "number"))
  var rate = NumberArgument(0.01)

  @Option(
    help: ArgumentHelp(
      "Standard errors from so many bootstrap samples; by the sandwich estimator unless given.",
      valueName: "n"))
  var bootstrap: Int?

  @Option(help: ArgumentHelp("The seed of the bootstrap.", valueName: "n"))
  var seed: UInt64 = 1

  func validate() throws {
    try loss.validate()
    if let bootstrap, !(2...1_000_000).contains(bootstrap) {
      throw ValidationError("--bootstrap must lie between 2 and 1000000.")
    }
    if !(1...1_000_000).contains(starts) {
      throw ValidationError("--starts must lie between 1 and 1000000.")
    }
    if !(0...10_000_000).contains(steps) {
      throw ValidationError("--steps must lie between 0 and 10000000.")
    }
    if !(rate.value > 0 && rate.value.isFinite) {
      throw ValidationError("--rate must be a positive number.")
    }
  }

  /// Checks that the loss goes with what is fitted.
  func validate(for columns: ColumnArguments) throws {
    if columns.areNamed { _ = try columns.chosenModel }
    if columns.residual != nil, loss.name.prefix(8) != "adaptive" {
      throw ValidationError("--residual fits the adaptive loss; leave --loss out.")
    }
  }

  /// An option that was given, as far as that shows; nil if none was.
  var given: String? {
    guard let standard = try? PlanArguments.parse([]) else { return nil }
    let options = [
      ("--loss", loss.name != standard.loss.name), ("--optimizer", optimizer != standard.optimizer),
      ("--starts", starts != standard.starts), ("--start", start != nil),
      ("--steps", steps != standard.steps), ("--rate", rate.value != standard.rate.value),
      ("--bootstrap", bootstrap != nil), ("--seed", seed != standard.seed),
    ]
    return options.first { $0.1 }?.0
  }

  /// Whether there is nothing to find but the solution of least squares.
  var isPlainLeastSquares: Bool {
    loss.loss == .member(shape: 2, scale: .automatic) && optimizer == .auto && bootstrap == nil
  }

  /// Fits a table.
  /// - Throws: `FitError`.
  func fit(_ table: TableFile.Table) throws -> (Fit, FitSummary) {
    var plan = FitPlan(
      loss.loss, with: optimizer.optimizer(steps: steps, rate: rate.value), from: start?.values)
    plan.subsets = starts
    let fit = try table.regression.fit(plan)
    let (errors, method) = try standardErrors(fit, plan)
    return (
      fit,
      FitSummary(
        fit, loss: loss.name, table.labels, standardErrors: errors, method: method,
        leverage: judgesLeverage(fit) ? fit.leverage() : nil, rowNumbers: table.rowNumbers,
        notes: table.notes)
    )
  }

  /// It takes another fit, the MM-estimate, which on millions of rows takes longer than the one asked
  /// for.
  private func judgesLeverage(_ fit: Fit) -> Bool { fit.regression.count <= 100_000 }

  private func standardErrors(_ fit: Fit, _ plan: FitPlan) throws -> ([Double]?, String) {
    // Least absolute deviations have a slope that jumps, which the sandwich estimator cannot take.
    let isSmooth = plan.loss != .leastAbsoluteDeviations
    if bootstrap == nil, isSmooth, let errors = fit.standardErrors() {
      let isMM = if case .mm = plan.loss { true } else { false }
      return (errors, isMM ? FitSummary.mm : FitSummary.sandwich)
    }
    if fit.isDegenerate { return (nil, "none; see the notes") }
    let count = bootstrap ?? 200
    if bootstrap == nil, fit.regression.count > 10_000 { return (nil, "none; try --bootstrap") }
    let errors = try fit.bootstrapErrors(plan, samples: count, seed: seed)
    return (errors, "bootstrap, \(count) samples, seed \(seed)")
  }
}
