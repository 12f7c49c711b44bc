import Optimization
import RobustLoss
import Tables
import Testing

@testable import Fitting

/// What holds for every way to minimise a fixed loss.
@Suite("Robust fits")
struct RobustFitTests {
  static let ends = [
    ("fixed_alpha2_zero", 2.0), ("fixed_alpha1_far", 1), ("fixed_alpha0_zero", 0),
    ("fixed_alpha-2_far", -2),
  ]

  /// Every optimiser that needs no step count, by name.
  static let optimizers:
    [(name: String, minimize: @Sendable (Regression, GeneralLoss<Double>) throws -> Fit)] = [
      ("reweighting", { try $0.minimize($1, with: ReweightedLeastSquares()) }),
      ("L-BFGS", { try $0.minimize($1, with: LBFGS()) }),
      ("graduated", { try $0.minimize($1, with: GraduatedNonConvexity()) }),
    ]

  @Test(arguments: ends, optimizers.indices)
  func endWhereTheReferenceEnds(end: (run: String, shape: Double), optimizer: Int) throws {
    let expected = try #require(try Summary.read()[end.run])
    let loss = GeneralLoss(shape: end.shape, scale: 0.1)
    let fit = try Self.optimizers[optimizer].minimize(toyRegression(), loss)
    #expect(fit.outcome == .converged)
    #expect(abs(fit.parameters[0] - expected[1]) < 1e-8)
    #expect(abs(fit.parameters[1] - expected[2]) < 1e-8)
    #expect(abs(fit.last.loss - expected[5]) < 1e-14)
    #expect(fit.last.shape == end.shape)
    #expect(fit.steps.map(\.step) == Array(fit.steps.indices))
  }

  @Test(arguments: [2.0, 1.5, 1, 0.3, 0, -1, -8, -Double.infinity], optimizers.indices)
  func neverRaiseTheLoss(shape: Double, optimizer: Int) throws {
    let loss = GeneralLoss(shape: shape, scale: 0.05)
    for seed in 0..<3 as Range<UInt64> {
      let toy = ToyRegression(seed: seed, outlierProbability: 0.3)
      let regression = try Regression(
        LineModel(), data: toy.dataset(), inputs: ["x"], target: "y")
      let fit = try Self.optimizers[optimizer].minimize(regression, loss)
      for (before, after) in zip(fit.steps, fit.steps.dropFirst()) {
        #expect(after.loss <= before.loss * (1 + 1e-13), "seed \(seed), step \(after.step)")
      }
      #expect(fit.outcome == .converged, "seed \(seed): \(fit.outcome)")
    }
  }

  @Test(arguments: optimizers.indices)
  func doNotDependOnUnits(optimizer: Int) throws {
    let (x, y) = (try toyRegression().inputs[0], try toyRegression().targets)
    let minimize = Self.optimizers[optimizer].minimize
    let fit = try minimize(toyRegression(), .gemanMcClure(scale: 0.1))
    for unit in [1e-150, 1e-9, 1e9, 1e150] {
      let scaled = try Regression(LineModel(), x: x.map { $0 / unit }, y: y.map { $0 * unit })
      let other = try minimize(scaled, .gemanMcClure(scale: 0.1 * unit))
      #expect(other.outcome == .converged)
      #expect(abs(other.parameters[0] / unit / unit / fit.parameters[0] - 1) < 1e-7)
      #expect(abs(other.parameters[1] / unit / fit.parameters[1] - 1) < 1e-7)
      #expect(other.outliers() == fit.outliers())
    }
  }

  @Test(arguments: optimizers.indices)
  func doNotDependOnTheOrigin(optimizer: Int) throws {
    let minimize = Self.optimizers[optimizer].minimize
    let (x, y) = (try toyRegression().inputs[0], try toyRegression().targets)
    let fit = try minimize(toyRegression(), .cauchy(scale: 0.1))
    let moved = try Regression(LineModel(), x: x.map { $0 + 1e6 }, y: y)
    let other = try minimize(moved, .cauchy(scale: 0.1))
    #expect(other.outcome == .converged, "\(other.outcome)")
    #expect(abs(other.parameters[0] - fit.parameters[0]) < 1e-6)
  }

  @Test(arguments: optimizers.indices)
  func fitCurvesAndSeveralInputs(optimizer: Int) throws {
    var generator = Xoshiro256(seed: 21)
    let minimize = Self.optimizers[optimizer].minimize
    // A cubic with one point in five far off.
    let truth = [0.2, -1, 0.5, 2]
    let x = (0..<80).map { -1 + Double($0) / 40 }
    var y = PolynomialModel(degree: 3).predictions(at: x, parameters: truth)
    for i in y.indices { y[i] += 0.01 * generator.normal() + (i % 5 == 3 ? 2 : 0) }
    let cubic = try minimize(
      Regression(PolynomialModel(degree: 3), x: x, y: y), .cauchy(scale: 0.02))
    for (found, expected) in zip(cubic.parameters, truth) { #expect(abs(found - expected) < 0.03) }
    #expect(cubic.outliers() == x.indices.map { $0 % 5 == 3 })
    #expect(abs(try #require(cubic.inlierStandardDeviation()) - 0.01) < 0.003)

    // A plane.
    let inputs = (0..<2).map { _ in (0..<60).map { _ in generator.uniform() } }
    var targets = (0..<60).map { 3 * inputs[0][$0] - 2 * inputs[1][$0] + 1 }
    for i in targets.indices { targets[i] += 0.01 * generator.normal() - (i % 6 == 0 ? 5 : 0) }
    let plane = try minimize(
      Regression(HyperplaneModel(inputCount: 2), inputs: inputs, targets: targets),
      .gemanMcClure(scale: 0.05))
    for (found, expected) in zip(plane.parameters, [3.0, -2, 1]) {
      #expect(abs(found - expected) < 0.02)
    }
    #expect(plane.outliers() == targets.indices.map { $0 % 6 == 0 })
  }

  @Test func anExactFitConverges() throws {
    let regression = try Regression(LineModel(), x: [0, 0.1, 0.7, 3], y: [1, 1.03, 1.21, 1.9])
    for optimizer in Self.optimizers {
      let fit = try optimizer.minimize(regression, .cauchy(scale: 1e-3))
      #expect(fit.outcome == .converged, "\(optimizer.name): \(fit.outcome)")
      #expect(abs(fit.parameters[0] - 0.3) < 1e-14)
      #expect(!fit.outliers().contains(true))
    }
  }

  @Test func optimisersAgreeWithAdam() throws {
    let toy = ToyRegression(count: 100, seed: 9, outlierProbability: 0.2)
    let regression = try Regression(LineModel(), data: toy.dataset(), inputs: ["x"], target: "y")
    let loss = GeneralLoss<Double>.charbonnier(scale: 0.03)
    let adam = try regression.minimize(loss, with: Adam(), steps: 5000)
    #expect(adam.outcome == .converged, "\(adam.outcome)")
    for optimizer in Self.optimizers {
      let fit = try optimizer.minimize(regression, loss)
      for (a, b) in zip(fit.parameters, adam.parameters) { #expect(abs(a - b) < 1e-6) }
      #expect(fit.steps.count < 200)
    }
  }

  @Test func outliersAreTheNotebooksOwn() throws {
    let data = try Dataset(csvFile: referencePath("toy.csv"))
    let marked = try data.column("outlier").map { $0 == 1 }
    let regression = try toyRegression()
    for shape in [1.0, 0, -2, -Double.infinity] {
      let loss = GeneralLoss(shape: shape, scale: 0.05)
      let fit = try regression.minimize(loss, with: GraduatedNonConvexity())
      #expect(fit.outliers() == marked, "α = \(shape)")
      // Drawn with 0.025; 40-odd points.
      #expect(abs(try #require(fit.inlierStandardDeviation()) - 0.025) < 0.005)
    }
    // Squares treat none so, and their deviation is swayed.
    let squares = try regression.leastSquares()
    #expect(!squares.outliers().contains(true))
    #expect(try #require(squares.inlierStandardDeviation()) > 0.15)
    // Nor is a point an outlier that still has most of its weight.
    let nearSquares = try regression.minimize(
      GeneralLoss(shape: 1.99, scale: 0.1), with: ReweightedLeastSquares())
    #expect(!nearSquares.outliers().contains(true))
  }

  @Test func aDeviationNeedsMorePointsThanParameters() throws {
    let fit = try Regression(LineModel(), x: [0, 1], y: [0, 1]).leastSquares()
    #expect(fit.inlierStandardDeviation() == nil)
  }
}
