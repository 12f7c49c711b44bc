/// The triangle of a matrix less its columns' means, of blocks of rows that come one after another and are
/// not kept.
///
/// Every block has a triangle about means of its own, and two blocks are joined by one row more, √(ab/(a + b))
/// times the difference of their means (T. Chan, G. Golub and R. LeVeque, "Updating formulae and a pairwise
/// algorithm for computing sample variances", 1979, for a QR factor). So nothing depends on how the first
/// rows look, and no digits are lost however far a mean is beyond the spread.
package struct CentredTriangle: Sendable {
  /// How many columns.
  package let size: Int
  /// Whether means are taken out; if not, they are zeros.
  package let centres: Bool
  /// How many rows have been added.
  package private(set) var count = 0
  /// The triangle, in units of two to the power of `exponents`.
  package private(set) var triangle: GrowingTriangle
  /// The unit of each column, as a power of two.
  package private(set) var exponents: [Int]
  /// The means in the unit of each column, as sums of two numbers: one that the values are near to, and the
  /// rest.
  private var bases: [Double]
  private var rests: [Double]

  package init(size: Int, centres: Bool) {
    self.size = size
    self.centres = centres
    triangle = GrowingTriangle(size: size)
    exponents = [Int](repeating: Int.min, count: size)
    bases = [Double](repeating: 0, count: size)
    rests = bases
  }

  /// The mean of a column, in its unit.
  package func mean(_ j: Int) -> Double { bases[j] + rests[j] }

  /// A value of a column less its mean, in its unit.
  package func centred(_ value: Double, _ j: Int) -> Double {
    (scaled(value, -exponents[j]) - bases[j]) - rests[j]
  }

  /// Adds rows, column by column, all finite.
  package mutating func add(_ columns: [[Double]]) {
    let rows = columns[0].count
    if rows == 0 { return }
    var parts = columns.map(Column.init)
    for j in parts.indices where exponents[j] < parts[j].exponent {
      if exponents[j] > Int.min { rescale(j, to: parts[j].exponent) }
      exponents[j] = parts[j].exponent
    }
    // In the unit of all rows so far.
    var means: [(base: Double, rest: Double)] = []
    for j in parts.indices {
      let shift = parts[j].exponent - exponents[j]
      if centres { parts[j].center() }
      means.append((scaled(parts[j].base, shift), scaled(parts[j].offset, shift)))
    }
    var block = GrowingTriangle(size: size)
    var row = [Double](repeating: 0, count: size)
    let shifts = parts.indices.map { parts[$0].exponent - exponents[$0] }
    for i in 0..<rows {
      for j in 0..<size { row[j] = scaled(parts[j].values[i], shifts[j]) }
      block.add(&row)
    }
    join(block, rows, means)
  }

  private mutating func join(
    _ block: GrowingTriangle, _ rows: Int, _ means: [(base: Double, rest: Double)]
  ) {
    let total = Double(count + rows)
    let share = Double(rows) / total
    for var row in block.rows { triangle.add(&row) }
    if count > 0 && centres {
      let factor = (Double(count) * share).squareRoot()
      let steps = means.indices.map { j in
        (means[j].base - bases[j]) + (means[j].rest - rests[j])
      }
      var row = steps.map { factor * $0 }
      triangle.add(&row)
      for j in 0..<size { rests[j] += share * steps[j] }
    } else if centres {
      for j in 0..<size { (bases[j], rests[j]) = means[j] }
    }
    count += rows
  }

  private mutating func rescale(_ j: Int, to exponent: Int) {
    let shift = exponents[j] - exponent
    triangle.scale(column: j, exponent: shift)
    bases[j] = scaled(bases[j], shift)
    rests[j] = scaled(rests[j], shift)
  }

  private func scaled(_ value: Double, _ exponent: Int) -> Double {
    exponent == 0 ? value : Double(sign: .plus, exponent: exponent, significand: value)
  }
}
