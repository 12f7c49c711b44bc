/// No model: it predicts 0, and the targets are the residuals. For fitting a loss to residuals that come
/// from elsewhere.
public struct ZeroModel: RegressionModel, Hashable {
  /// The model; it has no settings.
  public init() {}

  /// No input.
  public var inputCount: Int { 0 }

  /// No parameter.
  public var parameterNames: [String] { [] }

  /// No term.
  public func terms(at input: [Double]) -> [Double] { [] }
}
