import Optimization
import RobustLoss
import Tables
import Testing

@testable import Fitting

@Suite("Adam with a fixed loss")
struct AdamTests {
  static let runs = [
    ("fixed_alpha2_zero", 2.0), ("fixed_alpha2_far", 2), ("fixed_alpha1_zero", 1),
    ("fixed_alpha1_far", 1), ("fixed_alpha0_zero", 0), ("fixed_alpha0_far", 0),
    ("fixed_alpha-2_zero", -2), ("fixed_alpha-2_far", -2),
  ]

  @Test(arguments: runs)
  func followsTheReferenceAtEveryStep(run: String, shape: Double) throws {
    let reference = try #require(try Trajectory.readAll()[run])
    let fit = try toyRegression().minimize(
      GeneralLoss(shape: shape, scale: 0.1), with: Adam(rate: 0.01),
      from: Trajectory.start(of: run), steps: 2000)
    #expect(fit.steps.map(\.step) == Array(0...2000))
    #expect(reference.steps.count == 201)
    let worst = reference.steps.map { distance($0, fit.steps[$0.step]) }.max()!
    #expect(worst <= 1e-11)

    let end = try #require(try Summary.read()[run])
    let last = fit.last
    let found = [Double(last.step)] + last.parameters + [last.shape, last.scale, last.loss]
    #expect(zip(found, end).allSatisfy { abs($0 - $1) <= 1e-11 })
  }

  @Test func endsAtTheNotebooksLoss() throws {
    let fit = try toyRegression().minimize(.l2(scale: 0.1), with: Adam(), steps: 2000)
    #expect(abs(fit.last.loss - 1.673694) < 5e-7)
    // Where least squares is, too.
    let direct = try toyRegression().leastSquares(scale: 0.1)
    for (a, b) in zip(fit.parameters, direct.parameters) { #expect(abs(a - b) < 1e-9) }
  }

  @Test func theResultHasTheSameBitsEverywhere() throws {
    let fit = try toyRegression().minimize(.cauchy(scale: 0.1), with: Adam(), steps: 300)
    #expect(fit.parameters == [0.6971215921519991, 0.15672168057762617])
  }

  @Test func theFirstStepHasTheLengthOfTheRate() throws {
    let fit = try toyRegression().minimize(.cauchy(scale: 0.1), with: Adam(rate: 0.25), steps: 1)
    #expect(fit.steps.count == 2)
    for (a, b) in zip(fit.steps[0].parameters, fit.steps[1].parameters) {
      #expect(abs(abs(a - b) - 0.25) < 1e-8)
    }
  }

  @Test func noStepsGiveTheStart() throws {
    let fit = try toyRegression().minimize(.welsch(scale: 1), with: Adam(), from: [1, 2], steps: 0)
    #expect(fit.steps.count == 1)
    #expect(fit.parameters == [1, 2])
    #expect(fit.last.shape == -.infinity)
  }

  @Test func aPerfectStartStaysThere() throws {
    let regression = try Regression(LineModel(), x: [0, 1, 2], y: [1, 3, 5])
    let fit = try regression.minimize(
      .charbonnier(scale: 1), with: Adam(), from: [2, 1], steps: 10)
    #expect(fit.steps.allSatisfy { $0.parameters == [2, 1] && $0.loss == 0 })
  }

  @Test func weightsAndResidualsBelongToTheirStep() throws {
    let fit = try toyRegression().minimize(.cauchy(scale: 0.1), with: Adam(), steps: 2000)
    let y = fit.regression.targets
    #expect(fit.residuals(step: 0) == y)
    // Cauchy: 2/(r² + 2c²).
    for (r, w) in zip(y, fit.weights(step: 0)) { #expect(abs(w * (r * r + 0.02) / 2 - 1) < 1e-14) }
    #expect(fit.weights() == fit.weights(step: 2000))

    // The outliers are the points with the least weight.
    let data = try Dataset(csvFile: referencePath("toy.csv"))
    let outlier = try data.column("outlier")
    let weights = fit.weights()
    let inside = weights.indices.filter { outlier[$0] == 0 }.map { weights[$0] }
    let outside = weights.indices.filter { outlier[$0] == 1 }.map { weights[$0] }
    #expect(inside.min()! > 4 * outside.max()!)
    #expect(fit.predictions(at: [0, 1])[0] == fit.parameters[1])
  }

  @Test func aLossWithoutABoundIsAnErrorAtItsStep() throws {
    let regression = try Regression(LineModel(), x: [0, 1], y: [0, 100])
    #expect {
      try regression.minimize(
        GeneralLoss(shape: .infinity, scale: 1), with: Adam(), from: [0, 0], steps: 5)
    } throws: {
      $0 as? FitError == .lossNotFinite(step: 0, loss: .infinity, parameters: [0, 0])
    }
    #expect {
      try regression.minimize(.l2(scale: 1), with: Adam(rate: 1e200), from: [0, 0], steps: 5)
    } throws: {
      "\($0)".hasPrefix("the loss is inf at step 1 with parameters [")
    }
  }

  @Test func settingsOutsideTheirRangeAreErrors() throws {
    let regression = try toyRegression()
    let bad = [
      Adam(rate: 0), Adam(rate: -1), Adam(rate: .nan), Adam(rate: .infinity), Adam(beta1: 1),
      Adam(beta1: -0.1), Adam(beta2: 1), Adam(beta2: .nan), Adam(epsilon: 0), Adam(epsilon: -1),
    ]
    for adam in bad {
      #expect(throws: FitError.self) {
        try regression.minimize(.l2(scale: 1), with: adam, steps: 1)
      }
    }
    let noScale = FitError.invalidSetting(name: "scale", value: 0, range: "positive and finite")
    #expect(throws: noScale) {
      try regression.minimize(.l2(scale: 0), with: Adam(), steps: 1)
    }
    #expect(throws: FitError.self) {
      try regression.minimize(GeneralLoss(shape: .nan, scale: 1), with: Adam(), steps: 1)
    }
    #expect(throws: FitError.self) {
      try regression.minimize(.l2(scale: 1), with: Adam(), steps: -1)
    }
    #expect(throws: FitError.wrongCount(of: "start parameters", count: 1, expected: 2)) {
      try regression.minimize(.l2(scale: 1), with: Adam(), from: [1], steps: 1)
    }
    #expect(throws: FitError.self) {
      try regression.minimize(.l2(scale: 1), with: Adam(), from: [1, .nan], steps: 1)
    }
    #expect(throws: FitError.tooFewPoints(count: 0, parameters: 2)) {
      try Regression(LineModel(), x: [], y: []).minimize(.l2(scale: 1), with: Adam(), steps: 1)
    }
  }
}
