/// A straight line, y = slope·x + intercept. Parameters: slope, intercept.
public struct LineModel: RegressionModel, Hashable {
  /// The line model; it has no settings.
  public init() {}

  /// One input: x.
  public var inputCount: Int { 1 }

  /// Slope and intercept.
  public var parameterNames: [String] { ["slope", "intercept"] }

  /// x and 1.
  public func terms(at input: [Double]) -> [Double] { [input[0], 1] }
}
