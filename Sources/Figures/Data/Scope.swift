import Config

/// What figures may refer to.
struct Scope: Sendable {
  /// The data sets, in the order of the config.
  var data = KnownNames()
  /// The fits, in the order of the config.
  var fits = KnownNames()
  /// The names of each fit's parameters.
  var parameters: [String: [String]] = [:]
  /// The fits that take other columns than x, and so have no curve over it.
  var withoutCurve: Set<String> = []
  /// The data sets that say which of their points are outliers.
  var withOutliers: Set<String> = []
}
