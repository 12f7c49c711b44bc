import RobustLoss

/// The loss over many residuals, spread evenly over [-10, 10].
enum LossWork {
  private static let count = 1_000_000

  private static var residuals: [Double] {
    (0..<count).map { -10 + 20 * Double($0) / Double(count - 1) }
  }

  static func values(_ repetitions: Repetitions) throws {
    let x = residuals
    var result = [Double](repeating: 0, count: count)
    let loss = GeneralLoss<Double>(shape: 0.7, scale: 1.1)
    let seconds = repetitions.time {
      var target = result.mutableSpan
      loss.values(x.span, into: &target)
    }
    try report(seconds: seconds)
  }

  /// ρ, ∂ρ/∂x, ∂ρ/∂α and ∂ρ/∂c of each.
  static func derivatives(_ repetitions: Repetitions) throws {
    let x = residuals
    let loss = GeneralLoss<Double>(shape: 0.7, scale: 1.1)
    let zeros = [Double](repeating: 0, count: count)
    var (value, derivative, shape, scale) = (zeros, zeros, zeros, zeros)
    let seconds = repetitions.time {
      loss.evaluate(
        x, value: &value, derivative: &derivative, shapeDerivative: &shape, scaleDerivative: &scale)
    }
    try report(seconds: seconds)
  }
}
