import Config
import Fitting
import RobustLoss

/// The data and fits of a config, computed: what figures are made from.
struct Evaluation: Sendable {
  private(set) var data: [String: Points] = [:]
  private(set) var fits: [String: Fit] = [:]
  /// The columns that fits take which do not take x.
  private(set) var columns: [String: [String]] = [:]
  /// What cannot be read or fitted.
  private(set) var diagnostics: [Diagnostic] = []

  /// Nothing.
  init() {}

  /// Reads data and computes fits, as far as that goes.
  init(data specs: [String: DataSpec], fits models: [String: FitSpec], _ text: ConfigText) {
    var mistakes = Mistakes()
    for (name, spec) in specs.sorted(by: { $0.key < $1.key }) {
      data[name] = mistakes.taking { () throws(ConfigError) in try Points(spec, name, text) }
    }
    for (name, spec) in models.sorted(by: { $0.key < $1.key }) {
      guard let points = data[spec.data] else { continue }
      columns[name] = spec.inputs
      fits[name] = mistakes.taking { () throws(ConfigError) in
        do {
          return try Regression(
            spec.model, inputs: Self.inputs(spec.inputs, of: points), targets: points.y
          ).fit(spec.plan)
        } catch {
          throw text.error(spec.place, "the fit '\(name)' fails: \(error)")
        }
      }
    }
    diagnostics = mistakes.diagnostics
  }

  /// Whether all is there that a picture needs.
  func has(data names: Set<String>, fits: Set<String>) -> Bool {
    names.allSatisfy { data[$0] != nil } && fits.allSatisfy { self.fits[$0] != nil }
  }

  /// The columns of these names, or x.
  static func inputs(_ names: [String]?, of points: Points) throws -> [[Double]] {
    guard let names else { return [points.x] }
    return try names.map { try points.table.finiteColumn($0) }
  }
}
