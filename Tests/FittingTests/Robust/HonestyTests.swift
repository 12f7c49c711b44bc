import RobustLoss
import Tables
import Testing

@testable import Fitting

/// What a fit says of itself.
@Suite("Honest outcomes")
struct HonestyTests {
  private func line(_ name: String) throws -> Regression {
    try Regression(
      LineModel(), data: Dataset(csvFile: referencePath("cases/\(name).csv")), inputs: ["x"],
      target: "y")
  }

  @Test func aBetterMinimumIsFoundAndTheOtherIsTold() throws {
    let fit = try ClassicTable.named("pension").regression().fit(FitPlan(.adaptive()))
    #expect(abs(fit.last.loss - 7.8194) < 1e-4 && abs(fit.parameters[0] - 8.62) < 0.01)
    let note = try #require(
      fit.notes.first { if case .otherMinimum = $0 { true } else { false } })
    #expect("\(note)" == "another minimum, 0.16 worse: slope 4.70")
    let wood = try ClassicTable.named("wood").regression().fit(FitPlan(.adaptive()))
    #expect(abs(wood.last.loss + 2.48426) < 1e-5)
    #expect(wood.notes.contains(.shapeAtBound(1.999)))
  }

  @Test(arguments: [("one_huge", 1.0), ("two_huge0", 0)])
  func pointsExactlyOnTheLineAreConverged(name: String, slope: Double) throws {
    for loss in [
      FitPlan.Loss.huber(.automatic), .member(shape: -.infinity, scale: .automatic),
      .member(shape: 0, scale: .automatic), .member(shape: 1, scale: .automatic),
      .leastAbsoluteDeviations, .mm(), .mm(.member(shape: -2)),
    ] {
      let fit = try line(name).fit(FitPlan(loss))
      #expect(fit.outcome.isConverged, "\(loss): \(fit.outcome)")
      if loss == .leastAbsoluteDeviations {
        #expect(abs(fit.parameters[0] - slope) < 1e-2, "\(fit.parameters)")
        continue
      }
      #expect(abs(fit.parameters[0] - slope) < 1e-6, "\(loss): \(fit.parameters)")
      #expect(fit.notes.contains { if case .exact = $0 { true } else { false } }, "\(loss)")
      #expect(
        fit.standardErrors() == nil, "\(loss) \(fit.exactCount) \(fit.residuals()) \(fit.last)")
    }
    #expect(try line(name).fit(FitPlan(.huber(.automatic))).notes.contains(.scaleOfRounding))
  }

  @Test func whereHalfAreExactAQuantileTellsTheScale() throws {
    // Twelve on the line, eight a tenth off it on either side.
    let x = (0..<20).map(Double.init)
    let y = x.map { 2 * $0 + [0, 0, 0.1, 0, -0.1][Int($0) % 5] }
    let fit = try Regression(LineModel(), x: x, y: y).fit(FitPlan(.huber(.automatic)))
    #expect(fit.outcome.isConverged)
    guard
      case .scaleFromQuantile(let quantile)? = fit.notes.first(where: {
        if case .scaleFromQuantile = $0 { true } else { false }
      })
    else {
      Issue.record("\(fit.notes)")
      return
    }
    #expect(quantile > 0.6 && quantile < 0.65)
    #expect(abs(fit.last.scale - 1.345 * 0.1 / 0.887) < 0.01)
  }

  @Test func whatHasNoMaximumIsTold() throws {
    let three = try line("p3").fit(FitPlan(.adaptive()))
    let data = try Dataset(csvFile: referencePath("cases/n_eq_p.csv"))
    let five = try Regression(
      HyperplaneModel(inputCount: 3), data: data, inputs: ["a", "b", "c"], target: "y"
    ).fit(FitPlan(.adaptive()))
    for (fit, rows, parameters) in [(three, 3, 2), (five, 5, 4)] {
      #expect(fit.notes.contains(.fewRows(count: rows, parameters: parameters)))
      #expect(fit.notes.contains { if case .noMaximum = $0 { true } else { false } })
      #expect(fit.isDegenerate && fit.standardErrors() == nil)
    }
    let four = try Regression(LineModel(), x: [0, 1, 2, 3], y: [1, 3, 5, 7])
      .fit(FitPlan(.huber(.automatic)))
    #expect(four.notes.contains(.exact(count: 4, of: 4)) && four.standardErrors() == nil)
  }

  @Test func aPowerOfAYearSaysHowManyDigitsItNeeds() throws {
    let year = try Regression(
      PolynomialModel(degree: 5), data: Dataset(csvFile: referencePath("cases/year.csv")),
      inputs: ["year"], target: "v"
    ).fit(FitPlan(.member(shape: 2, scale: .automatic)))
    guard case .cancellation(let digits)? = year.notes.last else {
      Issue.record("\(year.notes)")
      return
    }
    #expect(digits > 12)
    let centred = try Regression(
      PolynomialModel(degree: 5), data: Dataset(csvFile: referencePath("cases/yearc.csv")),
      inputs: ["year"], target: "v"
    ).fit(FitPlan(.member(shape: 2, scale: .automatic)))
    #expect(centred.notes.isEmpty)
  }

  @Test func anOrdinaryFitHasNothingToSay() throws {
    for loss in NumbersTests.losses + [.mm()] {
      let fit = try StandardErrorsTests.line().fit(FitPlan(loss))
      #expect(fit.notes.filter { if case .shapeAtBound = $0 { false } else { true } }.isEmpty)
    }
  }

  /// Welsch's by the same road: R's lmrob with psi = "welsh" has these scales for it.
  @Test func boundedLossesAreTunedForBreakdownAndEfficiency() throws {
    #expect(
      abs(BoundedLoss.member(shape: -.infinity).breakdownFactor - 1 / 3.0.squareRoot()) < 1e-9)
    #expect(abs(BoundedLoss.member(shape: -.infinity).efficientFactor - 2.11) < 2e-3)
    let mean = BisquareLoss(threshold: BisquareLoss.breakdownThreshold).meanOfNormal
    #expect(abs(mean - 0.5) < 1e-5)
    let efficiency = BisquareLoss(threshold: BisquareLoss.efficientThreshold).efficiency
    #expect(abs(efficiency - 0.95) < 1e-5)
    #expect(throws: FitError.self) {
      try StandardErrorsTests.line().fit(FitPlan(.mm(.member(shape: 0))))
    }
  }
}
