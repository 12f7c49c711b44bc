import Config
import Fitting

/// What fits have found, as names for use in a figure's numbers and text: `NAME_slope`, `NAME_alpha`.
struct FitResults: Sendable {
  private(set) var values: [String: Double] = [:]
  /// The fit to which each name belongs.
  private(set) var owners: [String: String] = [:]

  init() {}

  /// Names with values that only serve to check what they are used in.
  init(standIns fits: [String: FitSpec]) {
    for (fit, spec) in fits {
      for name in spec.model.parameterNames + Self.common { add(fit, name, 1) }
    }
  }

  /// Adds what a fit has in one of its steps.
  mutating func add(_ fit: Fit, _ name: String, step: Int) {
    let state = fit.steps[step]
    for (parameter, value) in zip(fit.regression.model.parameterNames, state.parameters) {
      add(name, parameter, value)
    }
    let outliers = fit.outliers(step: step).count { $0 }
    let values = [
      Double(step), state.shape, state.scale, state.loss,
      fit.inlierStandardDeviation(step: step) ?? .nan, Double(outliers),
    ]
    for (key, value) in zip(Self.common, values) { add(name, key, value) }
  }

  private static let common = ["step", "alpha", "scale", "loss", "deviation", "outliers"]

  private mutating func add(_ fit: String, _ key: String, _ value: Double) {
    let name = Self.name(fit, key)
    values[name] = value
    owners[name] = fit
  }

  /// A name that expressions may use: what is no letter or digit becomes `_`.
  static func name(_ fit: String, _ key: String) -> String {
    String((fit + "_" + key).map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

extension Fit {
  /// What a parameter is in a step; `nil` if the model has none of this name.
  func parameter(_ name: String, in step: FitStep) -> Double? {
    regression.model.parameterNames.firstIndex(of: name).map { step.parameters[$0] }
  }
}

extension Decoder {
  /// Lets expressions use what fits have found.
  func define(_ found: FitResults) {
    results = (found.values, found.owners)
    for (name, value) in results.values where names.values[name] == nil {
      names.define(name, value)
    }
  }
}
