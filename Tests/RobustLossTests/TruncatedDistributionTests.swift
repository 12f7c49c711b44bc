import Foundation
import RobustLoss
import Testing

@Suite struct TruncatedDistributionTests {
  /// log ∫ exp(−ρ) over [−τ, τ] and its derivatives, computed with 25 digits.
  @Test func normalizerAgreesWithTable() throws {
    let table = try ReferenceTable("truncated")
    var mass = ErrorSummary("log_mass")
    var shape = ErrorSummary("dlog_mass_dalpha")
    var scale = ErrorSummary("dlog_mass_dc")
    for row in table.rows {
      let d = TruncatedRobustDistribution(shape: row[0], scale: row[1], limit: row[2])
      mass.record(abs(d.logNormalizer - row[3]), row)
      scale.record(abs(d.logNormalizerScaleDerivative - row[5]) * row[1], row)
      if row[4].isFinite {
        shape.record(abs(d.logNormalizerShapeDerivative - row[4]) / (abs(row[4]) + 1e-3), row)
      } else {
        #expect(d.logNormalizerShapeDerivative == row[4])
      }
    }
    for summary in [mass, shape, scale] {
      print(summary)
      #expect(summary.worst <= 1e-13)
      #expect(summary.median <= 1e-15)
    }
  }

  @Test(arguments: [-Double.infinity, -8, -2, -0.3, 0, 0.5, 1.3, 3, .infinity])
  func derivativesAreThoseOfTheValue(shape: Double) {
    let (c, limit, h) = (0.8, 3.0, 1e-4)
    func nll(_ x: Double, _ shape: Double, _ c: Double) -> Double {
      TruncatedRobustDistribution(shape: shape, scale: c, limit: limit).negativeLogLikelihood(x)
    }
    let d = TruncatedRobustDistribution(shape: shape, scale: c, limit: limit)
    for x in [-2.9, -0.4, 0, 1.1, 2.5] where d.negativeLogLikelihood(x) < 1e4 {
      func slope(_ f: (Double) -> Double) -> Double {
        (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
      }
      let byX = slope { nll(x + $0, shape, c) }
      let byC = slope { nll(x, shape, c + $0) }
      #expect(abs(d.derivative(x) - byX) <= 1e-8 * (1 + abs(byX)))
      #expect(abs(d.scaleDerivative(x) - byC) <= 1e-8 * (1 + abs(byC)))
      if shape.isFinite {
        let byShape = slope { nll(x, shape + $0, c) }
        #expect(abs(d.shapeDerivative(x) - byShape) <= 1e-8 * (1 + abs(byShape)))
      } else {
        #expect(d.shapeDerivative(x) == 0)
      }
      #expect(abs(d.density(x) - exp(-d.negativeLogLikelihood(x))) <= 1e-14)
      let density = slope { d.cumulative(x + $0) }
      #expect(abs(density - d.density(x)) <= 1e-9)
    }
  }

  @Test func endsAtItsLimit() {
    let d = TruncatedRobustDistribution(shape: -2, scale: 1, limit: 5)
    #expect(d.negativeLogLikelihood(5).isFinite && d.density(5) > 0)
    #expect(d.negativeLogLikelihood(5.1) == .infinity && d.density(-5.1) == 0)
    #expect(d.derivative(5.1).isNaN && d.shapeDerivative(5.1).isNaN && d.scaleDerivative(-6).isNaN)
    #expect(d.cumulative(-5) == 0 && d.cumulative(-7) == 0)
    #expect(d.cumulative(5) == 1 && d.cumulative(7) == 1)
    #expect(abs(d.cumulative(0) - 0.5) <= 1e-15)
  }

  /// Where the limit is far out, there is nothing to cut off.
  @Test(arguments: [1, 1.5, 2, 4])
  func becomesTheWholeDistribution(shape: Double) {
    let whole = RobustDistribution(shape: shape, scale: 0.5)
    let cut = TruncatedRobustDistribution(shape: shape, scale: 0.5, limit: 1000)
    #expect(abs(whole.logNormalizer - cut.logNormalizer) <= 1e-14)
    for x in [-3, -0.2, 0.7, 2] {
      #expect(abs(whole.cumulative(x) - cut.cumulative(x)) <= 1e-14)
      #expect(abs(whole.scaleDerivative(x) - cut.scaleDerivative(x)) <= 1e-12)
      if shape != 2 {
        #expect(abs(whole.shapeDerivative(x) - cut.shapeDerivative(x)) <= 1e-12)
      } else {
        #expect(whole.shapeDerivative(x) == cut.shapeDerivative(x))
      }
    }
  }

  @Test func invalidInputGivesNaN() {
    for (shape, scale, limit) in [
      (.nan, 1, 1), (1, 0, 1), (1, -1, 1), (1, 1, 0), (1, 1, -1), (1, 1, .infinity), (1, 1, .nan),
    ] as [(Double, Double, Double)] {
      let d = TruncatedRobustDistribution(shape: shape, scale: scale, limit: limit)
      var generator = SplitMix(seed: 1)
      #expect(!d.isValid)
      #expect(d.negativeLogLikelihood(0).isNaN && d.density(0).isNaN && d.cumulative(0).isNaN)
      #expect(d.derivative(0).isNaN && d.shapeDerivative(0).isNaN && d.scaleDerivative(0).isNaN)
      #expect(d.logNormalizer.isNaN && d.logNormalizerShapeDerivative.isNaN)
      #expect(d.sample(using: &generator).isNaN)
    }
  }
}
