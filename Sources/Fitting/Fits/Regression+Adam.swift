import RobustLoss

extension Regression {
  /// Minimises the mean of ρ(r, α, c) over the points by Adam, with α and c fixed.
  ///
  /// The trace has `steps + 1` states, the first one the start. Sums run over the points in their
  /// order, so the same input gives the same bits.
  ///
  /// - Parameters:
  ///   - loss: ρ, with a scale in the units of the targets.
  ///   - adam: the optimiser's settings.
  ///   - start: the parameters to begin with, zeros if not given.
  ///   - steps: how many steps, at least 0.
  /// - Throws: `FitError.invalidSetting` for a setting outside its range; `FitError.wrongCount` if `start`
  ///   has not one number a parameter; `FitError.tooFewPoints` if there is no point;
  ///   `FitError.lossNotFinite` at the step at which that happens.
  public func minimize(
    _ loss: GeneralLoss<Double>, with adam: Adam, from start: [Double]? = nil, steps: Int
  ) throws(FitError) -> Fit {
    try adam.validate()
    try require(steps >= 0, "steps", Double(steps), "at least 0")
    try require(!loss.shape.isNaN, "shape", loss.shape, "a number")
    try require(loss.isValid, "scale", loss.scale, "positive and finite")
    var parameters = try checkedStart(start)

    var moments = Adam.Moments(adam, count: parameters.count)
    var residuals = [Double](repeating: 0, count: count)
    var slopes = residuals
    let share = 1 / Double(count)
    var trace: [FitStep] = []
    trace.reserveCapacity(steps + 1)
    for step in 0...steps {
      design.residuals(parameters, targets: targets, into: &residuals)
      var sum = 0.0
      for i in residuals.indices {
        let (value, slope) = (loss.value(residuals[i]), loss.derivative(residuals[i]))
        sum += value
        slopes[i] = slope
      }
      let mean = sum / Double(count)
      if !mean.isFinite { throw .lossNotFinite(step: step, loss: mean, parameters: parameters) }
      trace.append(
        FitStep(
          step: step, parameters: parameters, shape: loss.shape, scale: loss.scale, loss: mean))
      if step == steps { break }
      // ∂r/∂θⱼ = −aᵢⱼ.
      let gradient = design.transposeProduct(slopes).map { -share * $0 }
      moments.step(&parameters, gradient: gradient)
    }
    return Fit(self, trace)
  }

  /// The start given, or zeros.
  func checkedStart(_ start: [Double]?) throws(FitError) -> [Double] {
    if count == 0 { throw .tooFewPoints(count: 0, parameters: model.parameterCount) }
    let start = start ?? [Double](repeating: 0, count: model.parameterCount)
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
