import Config
import Fitting

/// What fits find, as names for use in a figure's numbers and texts: `NAME_slope`, `NAME_alpha`.
enum FitResults {
  private static let common = ["step", "alpha", "scale", "loss", "deviation", "outliers"]

  /// The names that a fit gives values to.
  static func names(of fit: String, parameters: [String]) -> [String] {
    (parameters + common).map { name(fit, $0) }
  }

  /// What a fit has in one of its steps, by name.
  static func values(of fit: Fit, _ name: String, step: Int) -> [(name: String, value: Double)] {
    let state = fit.steps[step]
    let outliers = fit.outliers(step: step).count { $0 }
    let values =
      state.parameters + [
        Double(step), state.shape, state.scale, state.loss,
        fit.inlierStandardDeviation(step: step) ?? .nan, Double(outliers),
      ]
    return Array(zip(names(of: name, parameters: fit.regression.model.parameterNames), values))
      .map { (name: $0.0, value: $0.1) }
  }

  /// A name that expressions may use: what is no letter or digit becomes `_`.
  private static func name(_ fit: String, _ key: String) -> String {
    String((fit + "_" + key).map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

extension Fit {
  /// What a parameter is in a step; `nil` if the model has none of this name.
  func parameter(_ name: String, in step: FitStep) -> Double? {
    regression.model.parameterNames.firstIndex(of: name).map { step.parameters[$0] }
  }
}
