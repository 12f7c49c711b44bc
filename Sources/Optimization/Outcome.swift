/// How an optimiser came to its end.
public enum Outcome: Hashable, Sendable {
  /// At a minimum: the pulls of the points balance, up to the tolerance. (There may be others.)
  case converged

  /// After the last step that it was given, not at a minimum. `imbalance` says how far from it: the
  /// largest component of the gradient relative to the sum of the magnitudes of what the points
  /// contribute to it, from 0 (they balance) to 1 (all pull one way).
  case stepLimit(steps: Int, imbalance: Double)

  /// It could not go on, for this reason.
  case stuck(reason: String)

  /// Whether it ended at a minimum.
  public var isConverged: Bool { self == .converged }
}

extension Outcome {
  /// What an imbalance says after so many steps.
  init(imbalance: Double, tolerance: Double, steps: Int) {
    self =
      if imbalance <= tolerance {
        .converged
      } else if imbalance == .infinity {
        .stuck(
          reason: "all points are so far off that none has any weight; "
            + "start closer, or take a larger scale or graduated non-convexity")
      } else {
        .stepLimit(steps: steps, imbalance: imbalance)
      }
  }
}

extension Outcome: CustomStringConvertible {
  /// One line for a report.
  public var description: String {
    switch self {
    case .converged: "converged"
    case .stepLimit(let steps, let imbalance):
      "not converged: after \(steps) \(steps == 1 ? "step" : "steps") the points' pulls still leave \(Self.rounded(imbalance)) of "
        + "their sum; give it more steps"
    case .stuck(let reason): "not converged: \(reason)"
    }
  }

  /// A share of at most 1 to two significant digits.
  static func rounded(_ share: Double) -> Double {
    var power = 10.0
    while share * power < 10 && power < 1e20 { power *= 10 }
    return (share * power).rounded() / power
  }
}
