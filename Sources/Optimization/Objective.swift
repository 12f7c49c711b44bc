/// What an optimiser minimises: a smooth function of some variables, a sum of what many points contribute.
package protocol Objective {
  /// The function's value; writes its gradient, one number a variable. May be infinite or NaN.
  mutating func evaluate(_ variables: [Double], gradient: inout [Double]) -> Double

  /// The largest component of the gradient relative to what the points contribute to it: 0 at a minimum
  /// up to rounding. Infinite if no point contributes anything although some could.
  mutating func imbalance(_ variables: [Double]) -> Double

  /// A rough inverse of the second derivatives, times a vector.
  func preconditioned(_ vector: [Double]) -> [Double]
}

/// A function with a quadratic one above it that touches it at any chosen variables, so that the minimum
/// of the latter never raises the former.
package protocol ReweightedObjective {
  /// The value and the imbalance (as of `Objective`) at some variables.
  mutating func visit(_ variables: [Double]) -> (value: Double, imbalance: Double)

  /// Where the quadratic function that touches at the variables visited last has its minimum.
  mutating func next() throws(NoStep) -> [Double]
}

/// A family of such functions, from a convex one at α = 2 on.
package protocol GraduatedObjective: ReweightedObjective {
  /// α, at most 2; the function never rises as α falls.
  var shape: Double { get set }
}

/// There is no step to take: why.
package struct NoStep: Error, Equatable {
  /// The reason, as a part of a sentence.
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}
