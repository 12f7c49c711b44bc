/// Why nothing can be minimised.
package enum OptimizationError: Error, Equatable {
  /// A setting is outside its range. `range` says in words what would be inside.
  case invalidSetting(name: String, value: Double, range: String)

  /// The function is infinite or NaN before this step, at these variables.
  case notFinite(step: Int, value: Double, variables: [Double])
}

/// Throws `OptimizationError.invalidSetting` unless a condition holds.
func require(
  _ condition: Bool, _ name: String, _ value: Double, _ range: String
) throws(OptimizationError) {
  if !condition { throw .invalidSetting(name: name, value: value, range: range) }
}
