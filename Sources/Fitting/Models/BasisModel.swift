/// A sum of any functions of one or several inputs, y = Σ θⱼ·φⱼ(x). Parameters: the factors θⱼ, named as
/// the functions are.
///
///     let wave = BasisModel([
///       ("offset", { _ in 1 }), ("sine", { sin($0) }), ("cosine", { cos($0) }),
///     ])
public struct BasisModel: RegressionModel {
  /// The number of inputs.
  public let inputCount: Int

  /// The names of the functions and so of their factors.
  public let parameterNames: [String]

  private let functions: [@Sendable ([Double]) -> Double]

  /// Named functions of one input.
  public init(_ functions: [(name: String, function: @Sendable (Double) -> Double)]) {
    inputCount = 1
    parameterNames = functions.map(\.name)
    self.functions = functions.map { named in { input in named.function(input[0]) } }
  }

  /// Named functions of `inputCount` inputs, which they get as a list of that count.
  public init(
    inputCount: Int, _ functions: [(name: String, function: @Sendable ([Double]) -> Double)]
  ) {
    self.inputCount = inputCount
    parameterNames = functions.map(\.name)
    self.functions = functions.map(\.function)
  }

  /// The values of the functions.
  public func terms(at input: [Double]) -> [Double] { functions.map { $0(input) } }
}
