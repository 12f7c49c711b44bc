/// A linear function of several inputs, y = w₁x₁ + … + w_d·x_d + intercept. Parameters: w1, w2, …,
/// intercept. With one input it is a line, with two a plane.
public struct HyperplaneModel: RegressionModel, Hashable {
  /// The number of inputs, at least 1.
  public let inputCount: Int

  /// A linear function of so many inputs, at least 1.
  public init(inputCount: Int) {
    precondition(inputCount >= 1, "a hyperplane has at least one input")
    self.inputCount = inputCount
  }

  /// `w1`, `w2`, …, `intercept`.
  public var parameterNames: [String] { (1...inputCount).map { "w\($0)" } + ["intercept"] }

  /// x₁, x₂, …, 1.
  public func terms(at input: [Double]) -> [Double] { input + [1] }
}
