import RobustLoss

extension Regression {
  /// Minimises the mean of ρ(r, α, c) over the points by Adam, with α and c fixed.
  ///
  /// The trace has `steps + 1` states, the first one the start. The outcome says whether the last one
  /// is a minimum, to an imbalance of 10⁻⁶.
  ///
  /// - Parameters:
  ///   - loss: ρ, with a scale in the units of the targets.
  ///   - adam: the optimiser's settings.
  ///   - start: the parameters to begin with, zeros if not given.
  ///   - steps: how many steps, at least 0.
  /// - Throws: `FitError.invalidSetting` for a setting outside its range; `FitError.wrongCount` if
  ///   `start` has not one number a parameter; `FitError.tooFewPoints` if there is no point;
  ///   `FitError.lossNotFinite` at the step at which that happens.
  public func minimize(
    _ loss: GeneralLoss<Double>, with adam: Adam, from start: [Double]? = nil, steps: Int
  ) throws(FitError) -> Fit {
    try loss.validate()
    let start = try checkedStart(start) ?? [Double](repeating: 0, count: model.parameterCount)
    return try adam.minimize(
      FixedLossObjective(self, loss), of: self, from: start, steps: steps)
  }

  /// The start given, if it fits the model.
  func checkedStart(_ start: [Double]?) throws(FitError) -> [Double]? {
    if count == 0 { throw .tooFewPoints(count: 0, parameters: model.parameterCount) }
    guard let start else { return nil }
    if start.count != model.parameterCount {
      throw .wrongCount(
        of: "start parameters", count: start.count, expected: model.parameterCount)
    }
    if let bad = start.firstIndex(where: { !$0.isFinite }) {
      throw .invalidSetting(
        name: "start of " + model.parameterNames[bad], value: start[bad], range: "finite")
    }
    return start
  }
}

extension Regression {
  /// The start given, or else the least-squares solution.
  func startOrLeastSquares(_ start: [Double]?) throws(FitError) -> [Double] {
    if let start = try checkedStart(start) { return start }
    return try solve(weights: nil)
  }
}

extension GeneralLoss<Double> {
  func validate() throws(FitError) {
    try require(!shape.isNaN, "shape", shape, "a number")
    try require(isValid, "scale", scale, "positive and finite")
  }
}

extension Adam {
  /// Takes steps from a start, and records every state.
  func minimize(
    _ objective: some Objective, of regression: Regression, from start: [Double], steps: Int
  ) throws(FitError) -> Fit {
    try validate()
    try require(steps >= 0, "steps", Double(steps), "at least 0")
    var objective = objective
    var variables = start
    var gradient = [Double](repeating: 0, count: variables.count)
    var moments = Moments(self, count: variables.count)
    var trace: [FitStep] = []
    trace.reserveCapacity(steps + 1)
    for step in 0...steps {
      let loss = objective.evaluate(variables, gradient: &gradient)
      let state = objective.state(step: step, variables, loss: loss)
      if !loss.isFinite {
        throw .lossNotFinite(step: step, loss: loss, parameters: state.parameters)
      }
      trace.append(state)
      if step < steps { moments.step(&variables, gradient: gradient) }
    }
    let outcome = Outcome(
      imbalance: objective.imbalance(variables), tolerance: 1e-6, steps: steps)
    return Fit(regression, trace, outcome)
  }
}
