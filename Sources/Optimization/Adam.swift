/// The Adam optimiser of D. Kingma and J. Ba ("Adam: a method for stochastic optimization", ICLR 2015,
/// algorithm 1): a step against a running mean of the gradient, divided by the root of a running mean of
/// its square.
///
/// Every variable moves by at most about `rate` a step, whatever the units of the gradient.
public struct Adam: Hashable, Sendable {
  /// The length of a step at first, in the units of the variables; positive.
  public var rate: Double
  /// How much of the gradient's mean is kept from step to step, in [0, 1).
  public var beta1: Double
  /// How much of the square's mean is kept from step to step, in [0, 1).
  public var beta2: Double
  /// What is added to the root, so that a gradient of zero is no division by zero; positive, in the
  /// units of the gradient.
  public var epsilon: Double

  /// The settings of the paper except for what is given, and for the rate: the paper's is 0.001.
  public init(
    rate: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  func validate() throws(OptimizationError) {
    try require(rate > 0 && rate.isFinite, "rate", rate, "positive and finite")
    try require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "at least 0 and below 1")
    try require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "at least 0 and below 1")
    try require(epsilon > 0 && epsilon.isFinite, "epsilon", epsilon, "positive and finite")
  }

  /// What Adam remembers of the steps so far.
  package struct Moments: Hashable, Sendable {
    private let settings: Adam
    private var first: [Double]
    private var second: [Double]
    // βᵗ by multiplication: the C library's pow may differ from platform to platform.
    private var beta1Power = 1.0
    private var beta2Power = 1.0

    package init(_ settings: Adam, count: Int) {
      self.settings = settings
      first = [Double](repeating: 0, count: count)
      second = first
    }

    /// Moves the variables by one step against the gradient.
    package mutating func step(_ variables: inout [Double], gradient: [Double]) {
      let (beta1, beta2) = (settings.beta1, settings.beta2)
      beta1Power *= beta1
      beta2Power *= beta2
      let length = settings.rate / (1 - beta1Power)
      let root = (1 - beta2Power).squareRoot()
      for i in variables.indices {
        first[i] = beta1 * first[i] + (1 - beta1) * gradient[i]
        second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i]
        variables[i] -= length * first[i] / (second[i].squareRoot() / root + settings.epsilon)
      }
    }
  }
}

extension Adam {
  /// Takes so many steps from a start, at least 0, and records every state. The outcome says whether the
  /// last one is a minimum, to an imbalance of 10⁻⁶.
  package func minimize(
    _ objective: some Objective, from start: [Double], steps: Int
  ) throws(OptimizationError) -> Minimum {
    try validate()
    try require(steps >= 0, "steps", Double(steps), "at least 0")
    var objective = objective
    var variables = start
    var gradient = [Double](repeating: 0, count: variables.count)
    var moments = Moments(self, count: variables.count)
    var minimum = Minimum()
    minimum.reserve(steps + 1)
    for step in 0...steps {
      try minimum.record(variables, objective.evaluate(variables, gradient: &gradient))
      if step < steps { moments.step(&variables, gradient: gradient) }
    }
    minimum.outcome = Outcome(
      imbalance: objective.imbalance(variables), tolerance: 1e-6, steps: steps)
    return minimum
  }
}
