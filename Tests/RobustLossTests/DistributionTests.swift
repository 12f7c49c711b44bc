import Foundation
import RobustLoss
import Testing

@Suite struct DistributionTests {
  @Test func negativeLogLikelihoodAgreesWithTable() throws {
    let table = try ReferenceTable("nll")
    var value = ErrorSummary("nll")
    var derivative = ErrorSummary("dnll_dx")
    var shape = ErrorSummary("dnll_dalpha")
    var scale = ErrorSummary("dnll_dc")
    for row in table.rows {
      let (x, c) = (row[0], row[2])
      let distribution = RobustDistribution(shape: row[1], scale: c)
      let e = distribution.evaluate(x)
      #expect(e.value == distribution.negativeLogLikelihood(x))
      #expect(e.derivative == distribution.derivative(x))
      #expect(e.shapeDerivative == distribution.shapeDerivative(x))
      #expect(e.scaleDerivative == distribution.scaleDerivative(x))
      // A sum may cancel: its error is one of its terms'.
      let ofLoss = distribution.loss.evaluate(x)
      value.record(abs(e.value - row[3]) / (ofLoss.value + abs(log(c)) + 1), row)
      derivative.record(row[4] == 0 ? abs(e.derivative) : abs(e.derivative / row[4] - 1), row)
      scale.record(abs(e.scaleDerivative - row[6]) / max(abs(row[6]), 1e-3 / c), row)
      if row[5].isFinite {
        shape.record(abs(e.shapeDerivative - row[5]) / (ofLoss.shapeDerivative + 0.1), row)
      } else {
        #expect(e.shapeDerivative == row[5], "\(row)")
      }
    }
    for summary in [value, derivative, shape, scale] {
      print(summary)
      #expect(summary.worst <= 4e-15)
      #expect(summary.median <= 4e-16)
    }
  }

  @Test func cumulativeAgreesWithTable() throws {
    let table = try ReferenceTable("cdf")
    var summary = ErrorSummary("cdf")
    var relative = ErrorSummary("cdf, relative, lower tail")
    for row in table.rows {
      let result = RobustDistribution(shape: row[1], scale: 1).cumulative(row[0])
      summary.record(abs(result - row[2]), row)
      if row[0] < 0 && row[2] > 1e-290 { relative.record(abs(result / row[2] - 1), row) }
    }
    print(summary)
    print(relative)
    #expect(summary.worst <= 2e-15)
    #expect(relative.worst <= 1e-13)
  }

  @Test func cumulativeHasTheClosedForms() {
    for i in -60...60 {
      let x = Double(i) * 0.31
      let cauchy = RobustDistribution(shape: 0, scale: 1.3).cumulative(x)
      #expect(abs(cauchy - (0.5 + atan(x / 1.3 / 2.0.squareRoot()) / .pi)) <= 4e-15)
      let normal = RobustDistribution(shape: 2, scale: 1.3).cumulative(x)
      #expect(abs(normal - 0.5 * erfc(-x / 1.3 / 2.0.squareRoot())) <= 4e-15)
    }
    for shape in [0, 1e-300, 1e-9, 0.5, 2 - 0x1p-52, 2, 2 + 0x1p-51, 7, 1e3, 1e300, .infinity] {
      let distribution = RobustDistribution(shape: shape, scale: 0.1)
      #expect(distribution.cumulative(-.infinity) == 0)
      #expect(distribution.cumulative(.infinity) == 1)
      #expect(distribution.cumulative(0) == 0.5)
      #expect(abs(distribution.cumulative(5e-17) - 0.5) <= 4e-15)
      let values = stride(from: -1, through: 1, by: 0.01).map(distribution.cumulative)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  /// The density is the slope of the cumulative distribution.
  @Test(arguments: [0, 0.3, 1, 1.7, 2, 3.5, 40, .infinity])
  func densityIsTheSlopeOfCumulative(shape: Double) {
    let distribution = RobustDistribution(shape: shape, scale: 1.7)
    let h = 1e-3
    for x in stride(from: -4.0, through: 4, by: 0.37) {
      let f = { distribution.cumulative(x + $0 * h) }
      let slope = (8 * (f(1) - f(-1)) - (f(2) - f(-2))) / (12 * h)
      #expect(abs(slope - distribution.density(x)) <= 1e-9, "\(x)")
      let nll = distribution.negativeLogLikelihood(x)
      #expect(abs(distribution.density(x) - exp(-nll)) <= 1e-14)
    }
  }

  @Test func closedFormsAtTwoSpecialShapes() {
    let normal = RobustDistribution(shape: 2, scale: 0.01)
    #expect(normal.negativeLogLikelihood(0) < 0)
    #expect(abs(normal.density(0) * 0.01 - 1 / (2 * Double.pi).squareRoot()) <= 1e-16)
    #expect(normal.shapeDerivative(0.02) == .infinity)
    #expect(normal.shapeDerivative(0.005) == -.infinity)
    // The limit at |x| = c, from both sides.
    let limit = normal.shapeDerivative(0.01)
    for shape in [2 - 1e-9, 2 + 1e-9] {
      let near = RobustDistribution(shape: shape, scale: 0.01).shapeDerivative(0.01)
      #expect(abs(near - limit) <= 1e-6)
    }
  }

  @Test func thereIsNoDistributionBelowZero() {
    for (shape, scale) in [(-0.1, 1.0), (-.infinity, 1), (1, 0), (1, -1), (.nan, 1), (1, .nan)] {
      let distribution = RobustDistribution(shape: shape, scale: scale)
      #expect(!distribution.isValid)
      let e = distribution.evaluate(0.5)
      var generator = SplitMix(seed: 1)
      for result in [
        e.value, e.derivative, e.shapeDerivative, e.scaleDerivative, e.weight,
        distribution.density(0.5), distribution.cumulative(0.5),
        distribution.sample(using: &generator), distribution.derivative(0.5),
      ] {
        #expect(result.isNaN)
      }
    }
    let valid = RobustDistribution(shape: 1, scale: 1)
    #expect(valid.density(.nan).isNaN && valid.cumulative(.nan).isNaN)
    #expect(valid.density(.infinity) == 0)
    #expect(valid.negativeLogLikelihood(.infinity) == .infinity)
  }

  /// In single precision every result is the double one, rounded.
  @Test func floatIsNearest() {
    let single = RobustDistribution<Float>(shape: 0.5, scale: 2)
    let double = RobustDistribution<Double>(shape: 0.5, scale: 2)
    for x: Float in [-3, 0, 0.25, 8] {
      #expect(single.negativeLogLikelihood(x) == Float(double.negativeLogLikelihood(Double(x))))
      #expect(single.density(x) == Float(double.density(Double(x))))
      #expect(single.cumulative(x) == Float(double.cumulative(Double(x))))
    }
  }
}
