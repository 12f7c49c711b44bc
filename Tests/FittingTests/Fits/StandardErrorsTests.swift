import RobustLoss
import Testing

@testable import Fitting

@Suite("Standard errors and cross-validation")
struct StandardErrorsTests {
  /// A line with normal noise, 200 points.
  static func line(seed: UInt64 = 3) throws -> Regression {
    var generator = Xoshiro256(seed: seed)
    let x = (0..<200).map { Double($0) / 100 }
    let y = x.map { 2 * $0 - 1 + 0.3 * generator.normal() }
    return try Regression(LineModel(), x: x, y: y)
  }

  @Test func ofLeastSquaresAreTheTextbooks() throws {
    let regression = try Self.line()
    let fit = try regression.leastSquares()
    let errors = try #require(fit.standardErrors())
    // σ/√Σ(x − x̄)², up to what the noise's own scatter makes of it.
    let distances: [Double] = (0..<200).map { Double($0) / 100 - 0.995 }
    let spread = distances.reduce(0) { $0 + $1 * $1 }
    #expect(abs(errors[0] / (0.3 / spread.squareRoot()) - 1) < 0.15)
    let bootstrap = try fit.bootstrapErrors(
      FitPlan(.member(shape: 2, scale: .fixed(1))), samples: 400, seed: 7)
    for (a, b) in zip(errors, bootstrap) { #expect(abs(a / b - 1) < 0.15) }
  }

  /// Over many draws the estimates vary as the errors say.
  @Test(arguments: [
    FitPlan.Loss.huber(.automatic), .member(shape: 0, scale: .automatic), .adaptive(),
  ])
  func sayHowTheEstimatesVary(loss: FitPlan.Loss) throws {
    var slopes: [Double] = []
    var claimed = 0.0
    for seed in 0..<30 {
      let fit = try Self.line(seed: UInt64(seed)).fit(FitPlan(loss))
      slopes.append(fit.parameters[0])
      claimed += try #require(fit.standardErrors())[0] / 30
    }
    let mean = slopes.reduce(0, +) / 30
    let deviation = (slopes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 29).squareRoot()
    #expect(abs(deviation / claimed - 1) < 0.4, "\(deviation) \(claimed)")
  }

  @Test func bootstrapIsSeeded() throws {
    let fit = try toyRegression().fit(FitPlan(.leastAbsoluteDeviations))
    let plan = FitPlan(.leastAbsoluteDeviations)
    let a = try fit.bootstrapErrors(plan, samples: 20, seed: 1)
    #expect(try a == fit.bootstrapErrors(plan, samples: 20, seed: 1))
    #expect(try a != fit.bootstrapErrors(plan, samples: 20, seed: 2))
    #expect(a.allSatisfy { $0 > 0 && $0 < 0.1 })
  }

  @Test func residualsAloneHaveAShapeAndAScale() throws {
    var generator = Xoshiro256(seed: 9)
    let distribution = RobustDistribution(shape: 0.8, scale: 20.0)
    let residuals = distribution.samples(5000, using: &generator)
    let fit = try Regression(ZeroModel(), inputs: [], targets: residuals).fit(FitPlan(.adaptive()))
    #expect(fit.parameters.isEmpty && fit.outcome.isConverged, "\(fit.outcome)")
    #expect(abs(fit.last.shape - 0.8) < 0.1 && abs(fit.last.scale - 20) < 1)
    #expect(fit.standardErrors() == [])
  }

  @Test func crossValidationPrefersWhatIsRight() throws {
    let regression = try toyRegression()
    let robust = try regression.crossValidate(FitPlan(.adaptive()))
    let plain = try regression.crossValidate(FitPlan(.member(shape: 2, scale: .fixed(1))))
    #expect(robust.meanNegativeLogLikelihood + 0.2 < plain.meanNegativeLogLikelihood)
    #expect(try robust == regression.crossValidate(FitPlan(.adaptive())))
    #expect(throws: FitError.self) { try regression.crossValidate(FitPlan(.adaptive()), parts: 51) }
  }
}
