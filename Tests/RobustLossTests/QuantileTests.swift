import Foundation
import RobustLoss
import Testing

@Suite("Quantiles of the distribution")
struct QuantileTests {
  @Test("where closed forms are known")
  func closedForms() {
    let cauchy = RobustDistribution(shape: 0.0, scale: 1.5)
    for p in [1e-9, 0.01, 0.2, 0.4, 0.6, 0.975] {
      let expected = -1.5 * 2.0.squareRoot() / tan(.pi * p)
      #expect(abs(cauchy.quantile(p) / expected - 1) < 1e-12)
    }
    let normal = RobustDistribution(shape: 2.0, scale: 2)
    // Abramowitz and Stegun, table 26.5, and R's qnorm to 16 digits.
    let known = [
      (0.975, 1.959963984540054), (0.84134474606854293, 1), (1e-10, -6.361340902404056),
      (0.25, -0.67448975019608171),
    ]
    for (p, z) in known { #expect(abs(normal.quantile(p) / (2 * z) - 1) < 1e-13) }
  }

  @Test(
    "undo cumulative probabilities",
    arguments: [0, 0.01, 0.5, 1, 1.5, 1.999, 2, 2.001, 3, 20, Double.infinity])
  func inverse(shape: Double) {
    let distribution = RobustDistribution(shape: shape, scale: 0.3)
    for p in [1e-100, 1e-30, 1e-9, 1e-3, 0.1, 0.3, 0.499, 0.501, 0.9, 0.999] {
      let x = distribution.quantile(p)
      #expect(abs(distribution.cumulative(x) / p - 1) < 1e-11, "p = \(p), x = \(x)")
      #expect((x < 0) == (p < 0.5))
    }
    #expect(distribution.quantile(0.25) == -distribution.quantile(0.75))
  }

  @Test("at and beyond the ends")
  func ends() {
    let distribution = RobustDistribution(shape: 1.0, scale: 1)
    #expect(distribution.quantile(0) == -.infinity)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.quantile(0.5) == 0)
    for p in [-0.1, 1.1, .nan] { #expect(distribution.quantile(p).isNaN) }
    #expect(RobustDistribution(shape: -1.0, scale: 1).quantile(0.3).isNaN)
    #expect(RobustDistribution(shape: 1.0, scale: -1).quantile(0.3).isNaN)
  }
}
