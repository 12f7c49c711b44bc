import RobustLoss
import Testing

@testable import Fitting

/// What must not matter to a fit, over random tables: each takes another loss, and another change.
@Suite("Equivariance")
struct EquivarianceTests {
  static let losses: [FitPlan.Loss] = NumbersTests.losses + [.mm(), .mm(.member(shape: -2))]
  /// Those that begin from one start take a tenth of the time.
  static let quickLosses: [FitPlan.Loss] = losses.filter {
    switch $0 {
    case .adaptive: false
    case .member(let shape, _): shape >= 1
    default: true
    }
  }

  /// Changes of a table, with what becomes of slope and intercept.
  enum Change: CaseIterable {
    case regression, scale, affine, permutation, replication
  }

  struct Table {
    var x: [Double]
    var y: [Double]

    /// A line with noise, a few rows of which lie elsewhere.
    init(seed: UInt64) {
      var generator = Xoshiro256(seed: seed)
      let count = 9 + Int(generator.uniform() * 5)
      x = (0..<count).map { _ in generator.normal() }
      y = x.map { 0.5 * $0 + 1 + 0.2 * generator.normal() }
      for i in 0..<Int(generator.uniform() * 4) { y[i] += 6 * generator.normal() }
    }

    func fit(_ loss: FitPlan.Loss) throws -> Fit {
      try Regression(LineModel(), x: x, y: y).fit(FitPlan(loss))
    }

    func changed(_ change: Change) -> Table {
      var result = self
      switch change {
      case .regression: result.y = zip(x, y).map { $1 + 3 * $0 - 40 }
      case .scale: result.y = y.map { -1000 * $0 }
      case .affine: result.x = x.map { 7 - 0.01 * $0 }
      case .permutation:
        result.x.reverse()
        result.y.reverse()
      case .replication:
        result.x += x
        result.y += y
      }
      return result
    }
  }

  /// The parameters that the changed table should have.
  private func expected(_ fit: Fit, _ change: Change) -> [Double] {
    let (slope, intercept) = (fit.parameters[0], fit.parameters[1])
    return switch change {
    case .regression: [slope + 3, intercept - 40]
    case .scale: [-1000 * slope, -1000 * intercept]
    // slope·x = slope·(7 − x′)/0.01.
    case .affine: [-100 * slope, intercept + 700 * slope]
    case .permutation, .replication: [slope, intercept]
    }
  }

  @Test func fiveHundredTables() throws {
    for seed in 0..<500 {
      let losses = seed < 40 ? Self.losses : Self.quickLosses
      let loss = losses[seed % losses.count]
      let change = Change.allCases[seed / losses.count % Change.allCases.count]
      // The scale of an MM-estimate allows for the number of parameters, which repeated rows have not.
      if case .mm = loss, change == .replication { continue }
      let table = Table(seed: UInt64(seed))
      let plain = try table.fit(loss)
      let other = try table.changed(change).fit(loss)
      // Rows that determine the scale alone leave nothing to compare.
      if plain.isDegenerate || other.isDegenerate { continue }
      let unit = change == .scale ? 1000.0 : 1
      let size = unit * (change == .affine ? 100 : 1)
      // The sum of magnitudes is flat between neighbours of its minimum.
      let tolerance = loss == .leastAbsoluteDeviations ? 2e-2 : 1e-5
      for (a, b) in zip(other.parameters, expected(plain, change)) {
        #expect(abs(a - b) < tolerance * size, "seed \(seed), \(loss), \(change): \(a), \(b)")
      }
      // So has the deviation of least squares.
      if loss == Self.losses[0], change == .replication { continue }
      #expect(
        abs(other.last.scale / unit / plain.last.scale - 1) < 1e-3,
        "seed \(seed), \(loss), \(change)")
    }
  }
}
