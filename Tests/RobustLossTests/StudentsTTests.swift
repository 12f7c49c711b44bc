import Foundation
import RobustLoss
import Testing

@Suite struct StudentsTTests {
  @Test func agreesWithTable() throws {
    let table = try ReferenceTable("students_t")
    var errors = ["nll", "dnll_dx", "dnll_dnu", "dnll_dsigma"].map { ErrorSummary("t." + $0) }
    for row in table.rows {
      let (x, nu, sigma) = (row[0], row[1], row[2])
      let t = StudentsT(degrees: nu, scale: sigma)
      // The first and third are sums that may cancel.
      let size = (nu + 1) * log1p(min(x / sigma, 1e150) * min(x / sigma, 1e150) / nu)
      errors[0].record(
        abs(t.negativeLogLikelihood(x) - row[3]) / (size + abs(log(sigma)) + 1), row)
      errors[1].record(row[4] == 0 ? abs(t.derivative(x)) : abs(t.derivative(x) / row[4] - 1), row)
      errors[2].record(abs(t.degreesDerivative(x) - row[5]) / (size / (nu + 1) + 1 / nu), row)
      errors[3].record(abs(t.scaleDerivative(x) - row[6]) / max(abs(row[6]), 1 / sigma), row)
    }
    for summary in errors {
      print(summary)
      #expect(summary.worst <= 2e-15)
    }
  }

  @Test func isCauchyAndNormalAtItsEnds() {
    for x in [-7, -0.3, 0, 1.1, 40] {
      let cauchy = log(Double.pi * 0.6 * (1 + (x / 0.6) * (x / 0.6)))
      #expect(abs(StudentsT(degrees: 1, scale: 0.6).negativeLogLikelihood(x) - cauchy) <= 1e-14)
      let normal = 0.5 * (x / 2) * (x / 2) + log(2 * (2 * Double.pi).squareRoot())
      #expect(abs(StudentsT(degrees: 1e15, scale: 2).negativeLogLikelihood(x) - normal) <= 1e-9)
    }
  }

  @Test func invalidInputGivesNaN() {
    for (nu, sigma) in [(0, 1), (-1, 1), (.nan, 1), (1, 0), (1, .nan), (.infinity, 1)]
      as [(Double, Double)]
    {
      let t = StudentsT(degrees: nu, scale: sigma)
      for x in [0, 1.5, .infinity] {
        #expect(t.negativeLogLikelihood(x).isNaN && t.derivative(x).isNaN)
        #expect(t.degreesDerivative(x).isNaN && t.scaleDerivative(x).isNaN)
      }
    }
    let t = StudentsT(degrees: 3, scale: 1)
    #expect(t.negativeLogLikelihood(.nan).isNaN && t.derivative(.nan).isNaN)
    #expect(t.negativeLogLikelihood(.infinity) == .infinity && t.derivative(.infinity) == 0)
  }

  @Test func adaptiveGradientIsThatOfTheLoss() throws {
    var loss = try AdaptiveStudentsT(dimensions: 2, scaleLow: 0.01, scaleReference: 0.7)
    #expect(loss.degrees == [1, 1])
    #expect(loss.scales.allSatisfy { abs($0 - 0.7) <= 1e-15 })
    loss.degreesLatents = [1.3, -0.4]
    loss.scaleLatents = [0.5, -1]
    let residuals = AdaptiveLossTests.residuals
    let gradient = loss.evaluate(residuals)
    #expect(abs(gradient.loss - loss.losses(residuals).reduce(0, +) / 8) <= 1e-14)
    let h = 1e-3
    func slope(_ f: (Double) -> Double) -> Double {
      (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
    }
    for j in 0..<2 {
      let byDegrees = slope {
        var moved = loss
        moved.degreesLatents[j] += $0
        return moved.evaluate(residuals).loss
      }
      #expect(abs(gradient.shapeLatents[j] - byDegrees) <= 1e-9)
      let byScale = slope {
        var moved = loss
        moved.scaleLatents[j] += $0
        return moved.evaluate(residuals).loss
      }
      #expect(abs(gradient.scaleLatents[j] - byScale) <= 1e-9)
    }
  }
}
