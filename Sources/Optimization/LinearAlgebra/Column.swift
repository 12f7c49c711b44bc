/// Numbers being made ready for sums: `unit·(mean + values)`.
package struct Column: Sendable {
  package private(set) var values: [Double]
  /// The unit is two to this power: it brings the largest value into [1, 2), and nothing is rounded by it.
  package private(set) var exponent = 0
  /// What has been subtracted, in two parts: a value, and what the mean is beyond it.
  package private(set) var base = 0.0
  package private(set) var offset = 0.0

  package init(_ values: [Double]) {
    self.values = values
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    if largest > 0 {
      // −1022 at least, so that dividing by it is exact and never overflows.
      exponent = max(Int(largest.exponent), -1022)
      let unit = Double(sign: .plus, exponent: exponent, significand: 1)
      for i in values.indices { self.values[i] /= unit }
    }
  }

  /// Whether the values are all the same and not zero.
  package var isConstant: Bool {
    guard let first = values.first, first != 0 else { return false }
    return values.allSatisfy { $0 == first }
  }

  /// Subtracts the mean. The first value goes first: then equal values leave exact zeros, and the mean is
  /// taken of numbers no larger than the spread.
  package mutating func center() {
    guard let first = values.first else { return }
    base = first
    subtract(first)
    // The second time for what rounding left of the mean.
    for _ in 0..<2 {
      let mean = blockedSum(values.count) { values[$0] } / Double(values.count)
      offset += mean
      subtract(mean)
    }
  }

  /// What has been subtracted.
  package var mean: Double { base + offset }

  private mutating func subtract(_ amount: Double) {
    for i in values.indices { values[i] -= amount }
  }
}
