import Optimization
import RobustLoss
import Tables
import Testing

@testable import Fitting

@Suite("Fits of the adaptive loss")
struct AdaptiveFitTests {
  /// At rate 0.002 the way is not chaotic.
  @Test(arguments: ["slow_zero", "slow_far"])
  func followsTheReferenceAtEveryStep(run: String) throws {
    let reference = try #require(try Trajectory.readAll()[run])
    let fit = try toyRegression().minimize(
      AdaptiveLossSettings(), with: Adam(rate: 0.002), from: Trajectory.start(of: run), steps: 2000)
    #expect(fit.steps.map(\.step) == Array(0...2000))
    #expect(reference.steps.count == 201)
    let worst = reference.steps.map { distance($0, fit.steps[$0.step]) }.max()!
    #expect(worst <= 1e-11)
  }

  /// At rate 0.01 it is: to the end it is followed only in what matters.
  @Test(arguments: ["adaptive_zero", "adaptive_far"])
  func followsTheChaoticReference(run: String) throws {
    let reference = try #require(try Trajectory.readAll()[run])
    let fit = try toyRegression().minimize(
      AdaptiveLossSettings(), with: Adam(rate: 0.01), from: Trajectory.start(of: run), steps: 2000)
    let early = reference.steps.filter { $0.step <= 350 }
    #expect(early.count == 36)
    #expect(early.map { distance($0, fit.steps[$0.step]) }.max()! <= 1e-10)
    let end = try #require(reference.steps.last)
    #expect(end.step == 2000)
    for (a, b) in zip(fit.parameters, end.parameters) { #expect(abs(a - b) <= 5e-3) }
    #expect(abs(fit.last.shape - end.shape) <= 1e-3)
    #expect(abs(fit.last.scale / end.scale - 1) <= 0.01)
    #expect(abs(fit.last.loss - end.loss) <= 1e-2)
    // It has not come to rest, and says so.
    #expect(!fit.outcome.isConverged)
  }

  @Test func quasiNewtonFindsTheMinimumAndNoLess() throws {
    let regression = try toyRegression()
    let fit = try regression.minimize(AdaptiveLossSettings(), with: LBFGS())
    #expect(fit.outcome.isConverged, "\(fit.outcome)")
    #expect(zip(fit.steps, fit.steps.dropFirst()).allSatisfy { $1.loss <= $0.loss + 1e-13 })
    // Adam's end is near, and not below.
    let adam = try regression.minimize(
      AdaptiveLossSettings(), with: Adam(rate: 0.002), steps: 4000)
    #expect(fit.last.loss <= adam.last.loss)
    #expect(abs(fit.parameters[0] - adam.parameters[0]) < 0.01)
    // The line is the true one, 0.7x + 0.15, and not that of least squares, with slope 0.51.
    #expect(abs(fit.parameters[0] - 0.7) < 0.03 && abs(fit.parameters[1] - 0.15) < 0.02)
    let outlier = try Dataset(csvFile: referencePath("toy.csv")).column("outlier")
    #expect(fit.outliers() == outlier.map { $0 == 1 })
    let deviation = try #require(fit.inlierStandardDeviation())
    #expect(deviation > 0.015 && deviation < 0.035)
  }

  /// With α = 2 and c learned the loss is that of a normal distribution.
  @Test func atTwoItIsLeastSquaresWithItsDeviation() throws {
    let regression = try toyRegression()
    let settings = AdaptiveLossSettings(shapeLow: 2, shapeHigh: 2)
    let fit = try regression.minimize(settings, with: LBFGS())
    let least = try regression.leastSquares()
    #expect(fit.outcome.isConverged)
    for (a, b) in zip(fit.parameters, least.parameters) { #expect(abs(a - b) < 1e-7) }
    let residuals = least.residuals()
    let variance = residuals.reduce(0) { $0 + $1 * $1 } / Double(residuals.count)
    #expect(abs(fit.last.scale / variance.squareRoot() - 1) < 1e-7)
    #expect(fit.outliers().allSatisfy { !$0 })
  }

  @Test func fixedBoundsStayFixed() throws {
    let settings = AdaptiveLossSettings(
      shapeLow: 1.3, shapeHigh: 1.3, scaleLow: 0.2, scaleReference: 0.2)
    let fit = try toyRegression().minimize(settings, with: Adam(rate: 0.01), steps: 200)
    #expect(fit.steps.allSatisfy { $0.shape == 1.3 && $0.scale == 0.2 })
    let plain = try toyRegression().minimize(
      GeneralLoss(shape: 1.3, scale: 0.2), with: Adam(rate: 0.01), steps: 200)
    for (a, b) in zip(fit.parameters, plain.parameters) { #expect(abs(a - b) < 1e-12) }
  }

  @Test func truncatedItReachesNegativeShapes() throws {
    // Points far off in great number, evenly: no tail of the whole line is that heavy.
    var generator = Xoshiro256(seed: 5)
    var y = (0..<60).map { _ in 0.02 * generator.normal() }
    y += (0..<60).map { 10 * (Double($0) / 59 * 2 - 1) }
    let x = y.indices.map { Double($0 % 60) }
    let settings = AdaptiveLossSettings(shapeLow: -6, shapeHigh: 1.9, truncation: 12)
    let fit = try Regression(LineModel(), x: x, y: y).minimize(
      settings, with: LBFGS(), from: [0, 0])
    #expect(fit.last.shape < -0.2)
    #expect(abs(fit.parameters[1]) < 0.02)
  }

  @Test func settingsOutsideTheirRangeAreErrors() throws {
    let regression = try toyRegression()
    #expect {
      try regression.minimize(AdaptiveLossSettings(shapeLow: -1), with: Adam(), steps: 1)
    } throws: {
      "\($0)" == "the lower bound of alpha is -1.0; it must be in [0, ∞)"
    }
    #expect(throws: FitError.self) {
      try regression.minimize(AdaptiveLossSettings(scaleLow: 0), with: LBFGS())
    }
    #expect(throws: FitError.wrongCount(of: "start parameters", count: 1, expected: 2)) {
      try regression.minimize(AdaptiveLossSettings(), with: Adam(), from: [1], steps: 1)
    }
  }
}
