import Fitting

/// The rows of a fit as CSV: number, inputs, target, fitted value, residual, weight, outlier, and the robust
/// distance of the inputs with what the row is by it.
public struct FitTable: Sendable {
  private let fit: Fit
  private let labels: FitLabels
  private let rowNumbers: [Int]?
  private let leverage: Leverage?

  /// The rows of a fit, with the numbers that they have in the user's file, from 1 if nil, and with what they
  /// are by their leverage if it is known.
  public init(
    _ fit: Fit, _ labels: FitLabels, rowNumbers: [Int]?, leverage: Leverage? = nil
  ) {
    self.leverage = leverage
    self.fit = fit
    self.labels = labels
    self.rowNumbers = rowNumbers
  }

  /// The table; numbers have as few digits as give the same double back.
  public var text: String {
    let regression = fit.regression
    let residuals = fit.residuals()
    let weights = fit.relativeWeights()
    let outliers = fit.outliers()
    let hasModel = regression.model.parameterCount > 0
    let inputs = hasModel ? labels.inputs : []
    let names =
      ["row"] + inputs + (hasModel ? [labels.target, "fitted"] : []) + [
        "residual", "weight", "outlier",
      ] + (leverage == nil ? [] : ["distance", "kind"])
    var result = names.map(Self.field).joined(separator: ",") + "\n"
    for i in residuals.indices {
      result += "\(rowNumbers?[i] ?? i + 1)"
      for input in regression.inputs { result += ",\(input[i])" }
      let target = regression.targets[i]
      if hasModel { result += ",\(target),\(target - residuals[i])" }
      result += ",\(residuals[i]),\(weights[i]),\(outliers[i] ? 1 : 0)"
      if let leverage { result += ",\(leverage.distances[i]),\(leverage.kinds[i].rawValue)" }
      result += "\n"
    }
    return result
  }

  /// Writes the table.
  /// - Throws: `FigureError` if it cannot be written.
  public func write(to path: String) throws {
    Leftovers.clear(beside: path)
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",;\"\n\r\t".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
