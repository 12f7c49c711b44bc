/// What an optimiser has found, with the way that led there.
package struct Minimum: Sendable {
  /// A place on the way.
  package struct Step: Sendable {
    package var variables: [Double]
    package var value: Double
  }

  /// The start, and the state after every step; never empty.
  package private(set) var path: [Step] = []

  /// Whether the last state is a minimum, and if not why.
  package internal(set) var outcome = Outcome.converged

  /// The last state.
  package var last: Step { path[path.count - 1] }

  /// Adds a state.
  /// - Throws: `OptimizationError.notFinite` if the value is none.
  mutating func record(_ variables: [Double], _ value: Double) throws(OptimizationError) {
    if !value.isFinite {
      throw .notFinite(step: path.count, value: value, variables: variables)
    }
    path.append(Step(variables: variables, value: value))
  }

  mutating func reserve(_ count: Int) { path.reserveCapacity(count) }
}
