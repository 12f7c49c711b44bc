import Optimization
import RobustLoss
import Testing

@testable import Fitting

@Suite("Outcomes")
struct OutcomeTests {
  @Test func tooFewStepsSaySo() throws {
    let regression = try toyRegression()
    let adam = try regression.minimize(.cauchy(scale: 0.1), with: Adam(), steps: 100)
    guard case .stepLimit(100, let imbalance) = adam.outcome else {
      Issue.record("\(adam.outcome)")
      return
    }
    #expect(imbalance > 1e-3 && imbalance <= 1)
    #expect("\(adam.outcome)".hasPrefix("not converged: after 100 steps"))
    #expect(!adam.outcome.isConverged)

    let few = ReweightedLeastSquares(maximumSteps: 2)
    let fit = try regression.minimize(.gemanMcClure(scale: 0.1), with: few)
    #expect(fit.steps.count == 3)
    #expect(!fit.outcome.isConverged)
    let short = try regression.minimize(.gemanMcClure(scale: 0.1), with: LBFGS(maximumSteps: 1))
    #expect(short.steps.count == 2)
    #expect(!short.outcome.isConverged)
  }

  @Test func enoughAdamStepsConverge() throws {
    let fit = try toyRegression().minimize(.cauchy(scale: 0.1), with: Adam(), steps: 2000)
    #expect(fit.outcome == .converged)
  }

  @Test func aStartWithoutAnyPullIsStuckAndSaysWhy() throws {
    // Welsch at 1000 c: exp(−500000) is 0.
    let regression = try toyRegression()
    let loss = GeneralLoss<Double>.welsch(scale: 0.001)
    let fits = [
      try regression.minimize(loss, with: Adam(), from: [0, 100], steps: 10),
      try regression.minimize(loss, with: ReweightedLeastSquares(), from: [0, 100]),
      try regression.minimize(loss, with: LBFGS(), from: [0, 100]),
    ]
    for fit in fits {
      #expect("\(fit.outcome)".contains("none has any weight"), "\(fit.outcome)")
      #expect(fit.parameters == [0, 100])
    }
  }

  @Test func pointsThatDoNotDetermineTheModelAreStuck() throws {
    // Only the two points at x = 1 are near enough to have any weight.
    let regression = try Regression(LineModel(), x: [0, 1, 1, 2], y: [900, 0, 0.001, -900])
    let fit = try regression.minimize(
      .welsch(scale: 0.01), with: ReweightedLeastSquares(), from: [0, 0])
    #expect("\(fit.outcome)".contains("of the points that still have any weight"), "\(fit.outcome)")
  }

  @Test func graduationFindsWhatReweightingMisses() throws {
    // Three points in ten were raised, each by another amount.
    var (direct, graduated) = (0, 0)
    for seed in 0..<20 as Range<UInt64> {
      var generator = Xoshiro256(seed: seed)
      let x = (0..<50).map { _ in generator.uniform() }
      let y = x.enumerated().map { i, x in
        0.7 * x + 0.15 + 0.025 * generator.normal() + (i % 10 < 3 ? 2 * generator.uniform() : 0)
      }
      let regression = try Regression(LineModel(), x: x, y: y)
      let loss = GeneralLoss<Double>.welsch(scale: 0.05)
      func findsTheLine(_ fit: Fit) -> Bool {
        abs(fit.parameters[0] - 0.7) < 0.1 && abs(fit.parameters[1] - 0.15) < 0.1
      }
      if findsTheLine(try regression.minimize(loss, with: ReweightedLeastSquares())) { direct += 1 }
      if findsTheLine(try regression.minimize(loss, with: GraduatedNonConvexity())) {
        graduated += 1
      }
    }
    #expect(graduated == 20)
    #expect(direct < 15)
  }

  @Test func graduationLowersTheShapeFromTwo() throws {
    for shape in [2.0, 1, 0, -2, -Double.infinity] {
      let fit = try toyRegression().minimize(
        GeneralLoss(shape: shape, scale: 0.1), with: GraduatedNonConvexity())
      let shapes = fit.steps.map(\.shape)
      #expect(shapes.first == 2)
      #expect(shapes.last == shape)
      #expect(zip(shapes, shapes.dropFirst()).allSatisfy { $0 >= $1 })
    }
    let quarters = GraduatedNonConvexity(stages: 2).shapes(to: -.infinity)
    #expect(quarters == [2, 0])
    #expect(GraduatedNonConvexity(stages: 3).shapes(to: -.infinity) == [2, 1, -2])
  }

  @Test func aLossThatGrowsFasterThanSquaresIsMinimisedToo() throws {
    // α = 4: ρ = (z²/4 + z)/2·…; towards the middle of the range, as the largest residuals decide.
    let regression = try Regression(PolynomialModel(degree: 0), x: [0, 0, 0], y: [0, 0, 1])
    let means = try [2.0, 4, 10, 100].map { shape in
      let fit = try regression.minimize(GeneralLoss(shape: shape, scale: 0.01), with: LBFGS())
      #expect(fit.outcome == .converged, "\(fit.outcome)")
      return fit.parameters[0]
    }
    #expect(abs(means[0] - 1.0 / 3) < 1e-12)
    #expect(zip(means, means.dropFirst()).allSatisfy { $0 < $1 })
    #expect(abs(means[3] - 0.5) < 0.02)
  }

  @Test func reweightingRefusesLossesThatGrowFasterThanSquares() throws {
    let regression = try toyRegression()
    let loss = GeneralLoss(shape: 2.5, scale: 0.1)
    #expect {
      try regression.minimize(loss, with: ReweightedLeastSquares())
    } throws: {
      "\($0)" == "alpha is 2.5; it must be at most 2 where least squares is reweighted"
    }
    #expect(throws: FitError.self) { try regression.minimize(loss, with: GraduatedNonConvexity()) }
  }

  @Test func settingsOutsideTheirRangeAreErrors() throws {
    let regression = try toyRegression()
    let loss = GeneralLoss<Double>.cauchy(scale: 0.1)
    let bad = [
      ReweightedLeastSquares(tolerance: 0), ReweightedLeastSquares(tolerance: .nan),
      ReweightedLeastSquares(maximumSteps: -1),
    ]
    for settings in bad {
      #expect(throws: FitError.self) { try regression.minimize(loss, with: settings) }
      #expect(throws: FitError.self) {
        try regression.minimize(loss, with: GraduatedNonConvexity(final: settings))
      }
    }
    for settings in [LBFGS(memory: 0), LBFGS(tolerance: 1), LBFGS(maximumSteps: -1)] {
      #expect(throws: FitError.self) { try regression.minimize(loss, with: settings) }
    }
    for settings in [GraduatedNonConvexity(stages: 0), GraduatedNonConvexity(stepsPerStage: 0)] {
      #expect(throws: FitError.self) { try regression.minimize(loss, with: settings) }
    }
  }
}
