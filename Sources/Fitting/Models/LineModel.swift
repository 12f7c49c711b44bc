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

  /// slope·x + intercept.
  public func curve(_ parameters: [Double]) -> @Sendable (Double) -> Double {
    let (slope, intercept) = (parameters[0], parameters[1])
    return { $0 * slope + intercept }
  }
}
