import RobustLoss
import Testing

@testable import Fitting

@Suite("Plans of fits")
struct FitPlanTests {
  /// P. Holland and R. Welsch (1977) give 1.345 for Huber, 2.385 for Cauchy and 2.985 for Welsch, with
  /// their scales √2 times ours for the last two.
  @Test func scalesAreThoseOfTheTables() {
    #expect(abs(HuberLoss(threshold: 1.345).efficiency - 0.95) < 2e-4)
    #expect(abs(GeneralLoss.efficientScale(shape: 0) * 2.0.squareRoot() - 2.385) < 1e-3)
    #expect(abs(GeneralLoss.efficientScale(shape: -.infinity) * 2.0.squareRoot() - 2.985) < 1e-3)
    #expect(abs(GeneralLoss<Double>.l2(scale: 3).efficiency - 1) < 1e-12)
    #expect(
      GeneralLoss.efficientScale(shape: 2) == 1 && GeneralLoss.efficientScale(shape: 1.9) == 1)
    for shape in [-8, -2, 0.5, 1] {
      let scale = GeneralLoss.efficientScale(shape: shape)
      #expect(abs(GeneralLoss(shape: shape, scale: scale).efficiency - 0.95) < 1e-9)
    }
  }

  @Test func huberIsItsFormula() {
    let loss = HuberLoss(threshold: 0.5)
    #expect(loss.value(0.25) == 0.125 && loss.value(-1) == 1.5 && loss.value(0.5) == 0.5)
    #expect(loss.derivative(0.25) == 1 && loss.derivative(3) == 2 && loss.derivative(-3) == -2)
    #expect(loss.weight(0) == 4 && loss.weight(0.5) == 4 && loss.weight(-2) == 1)
    #expect(HuberLoss(threshold: -1).value(1).isNaN && HuberLoss(threshold: 1).value(.nan).isNaN)
  }

  @Test func absoluteDeviationsPassThroughTheMedian() throws {
    let constant = PolynomialModel(degree: 0)
    let fit = try Regression(constant, x: [0, 1, 2, 3, 4], y: [1, 2, 3, 40, 500])
      .fit(FitPlan(.leastAbsoluteDeviations))
    #expect(abs(fit.parameters[0] - 3) < 0.01)
    // For a line it is the best of all lines through two of the points, which the solution is.
    let regression = try toyRegression()
    let found = try regression.fit(FitPlan(.leastAbsoluteDeviations))
    func sum(_ parameters: [Double]) -> Double {
      regression.residuals(parameters).reduce(0) { $0 + $1.magnitude }
    }
    var best = Double.infinity
    let (x, y) = (regression.inputs[0], regression.targets)
    for i in x.indices {
      for j in 0..<i where x[i] != x[j] {
        let slope = (y[i] - y[j]) / (x[i] - x[j])
        best = min(best, sum([slope, y[i] - slope * x[i]]))
      }
    }
    #expect(sum(found.parameters) <= best * 1.0001)
  }

  @Test func automaticScalesFollowTheUnits() throws {
    let toy = try toyRegression()
    let thousand = try Regression(
      LineModel(), x: toy.inputs[0], y: toy.targets.map { 1000 * $0 })
    for loss in [
      FitPlan.Loss.huber(.automatic), .member(shape: 0, scale: .automatic),
      .member(shape: -.infinity, scale: .automatic), .member(shape: 3, scale: .automatic),
      .leastAbsoluteDeviations, .adaptive(),
    ] {
      let small = try toy.fit(FitPlan(loss))
      let large = try thousand.fit(FitPlan(loss))
      #expect(small.outcome.isConverged && large.outcome.isConverged, "\(loss)")
      #expect(abs(large.last.scale / small.last.scale / 1000 - 1) < 1e-4, "\(loss)")
      for (a, b) in zip(small.parameters, large.parameters) {
        #expect(abs(a - b / 1000) < 1e-5, "\(loss)")
      }
    }
  }

  @Test func aPerfectLineIsFoundWithEveryLoss() throws {
    let x = (0..<20).map(Double.init)
    let regression = try Regression(LineModel(), x: x, y: x.map { 3 * $0 - 1 })
    for loss in [
      FitPlan.Loss.huber(.automatic), .member(shape: 0, scale: .automatic),
      .leastAbsoluteDeviations, .adaptive(),
    ] {
      let fit = try regression.fit(FitPlan(loss))
      #expect(abs(fit.parameters[0] - 3) < 1e-9 && abs(fit.parameters[1] + 1) < 1e-9, "\(loss)")
    }
  }
}
