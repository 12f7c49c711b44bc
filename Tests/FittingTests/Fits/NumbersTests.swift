import Foundation
import RobustLoss
import Tables
import Testing

@testable import Fitting

/// What units, origins and powers may not cost.
@Suite("Numbers of fits")
struct NumbersTests {
  private func table(_ name: String) throws -> Dataset {
    try Dataset(csvFile: referencePath("cases/\(name).csv"))
  }

  private func polynomial(_ file: String, _ degree: Int) throws -> Regression {
    try Regression(
      PolynomialModel(degree: degree), data: table(file), inputs: ["year"], target: "v")
  }

  @Test(arguments: [2, 3, 5, 7, 8])
  func powersOfCalendarYearsAreThoseOfYearsSinceTheMiddle(degree: Int) throws {
    let plan = FitPlan(.member(shape: 2, scale: .automatic))
    let years = try polynomial("year", degree).fit(plan)
    let centred = try polynomial("yearc", degree).fit(plan)
    #expect(abs(years.last.scale / centred.last.scale - 1) < 1e-10)
    if degree == 8 { #expect(abs(years.last.scale - 1.0825) < 5e-5) }
    for (a, b) in zip(years.residuals(), centred.residuals()) { #expect(abs(a - b) < 1e-9) }
    // The curve too, which by the powers of the year would be noise.
    let x = years.regression.inputs[0]
    for (f, (y, r)) in zip(
      years.predictions(at: x), zip(years.regression.targets, years.residuals()))
    { #expect(abs(y - f - r) < 1e-9) }
    let others = try years.residuals(inputs: [x], targets: years.regression.targets)
    for (a, b) in zip(others, years.residuals()) { #expect(abs(a - b) < 1e-9) }
  }

  @Test(arguments: [2, 3, 4, 5, 6, 7, 8])
  func theAdaptiveLossConvergesOverCalendarYears(degree: Int) throws {
    let years = try polynomial("year", degree).fit(FitPlan(.adaptive()))
    let centred = try polynomial("yearc", degree).fit(FitPlan(.adaptive()))
    #expect(years.outcome.isConverged, "\(years.outcome)")
    #expect(abs(years.last.loss - centred.last.loss) < 1e-7)
  }

  @Test func aPolynomialOfDegreeFifteenKeepsItsDigits() throws {
    let x = (0..<20).map(Double.init)
    let y = x.map { sin($0 / 3) + ($0 == 7 ? 0.1 : 0) }
    let fit = try Regression(PolynomialModel(degree: 15), x: x, y: y).leastSquares()
    // Residuals of least squares are orthogonal to every power; in [−1, 1] that shows rounding alone.
    let residuals = fit.residuals()
    for power in 0...15 {
      let sum = zip(x, residuals).reduce(0) { $0 + pow(($1.0 - 9.5) / 9.5, Double(power)) * $1.1 }
      #expect(abs(sum) < 1e-13)
    }
    #expect(residuals.contains { abs($0) > 1e-3 })
  }

  static let losses: [FitPlan.Loss] = [
    .member(shape: 2, scale: .automatic), .leastAbsoluteDeviations, .huber(.automatic),
    .member(shape: 0, scale: .automatic), .member(shape: -.infinity, scale: .automatic),
    .adaptive(),
  ]

  @Test(arguments: losses, [-300, 155])
  func unitsOfTheTargetDoNotMatter(loss: FitPlan.Loss, power: Int) throws {
    let data = try table("base")
    let (x, y) = (try data.column("x"), try data.column("y"))
    let unit = Double("1e\(power)")!
    let plain = try Regression(LineModel(), x: x, y: y).fit(FitPlan(loss))
    let large = try Regression(LineModel(), x: x, y: y.map { $0 * unit }).fit(FitPlan(loss))
    #expect(large.outcome.isConverged == plain.outcome.isConverged)
    for (a, b) in zip(plain.parameters, large.parameters) {
      #expect(abs(b / unit - a) < 1e-6 * (1 + abs(a)), "\(loss)")
    }
    #expect(abs(large.last.scale / unit / plain.last.scale - 1) < 1e-6, "\(loss)")
    #expect(plain.outliers() == large.outliers())
    let (errors, largeErrors) = (plain.standardErrors(), large.standardErrors())
    for (a, b) in zip(errors ?? [], largeErrors ?? []) { #expect(abs(b / unit / a - 1) < 1e-5) }
    #expect((errors == nil) == (largeErrors == nil))
  }

  @Test(arguments: losses, [-300, 155])
  func unitsOfAnInputDoNotMatter(loss: FitPlan.Loss, power: Int) throws {
    let data = try table("base")
    let (x, y) = (try data.column("x"), try data.column("y"))
    let unit = Double("1e\(power)")!
    let plain = try Regression(LineModel(), x: x, y: y).fit(FitPlan(loss))
    let large = try Regression(LineModel(), x: x.map { $0 * unit }, y: y).fit(FitPlan(loss))
    #expect(abs(large.parameters[0] * unit - plain.parameters[0]) < 1e-6, "\(loss)")
    #expect(abs(large.parameters[1] - plain.parameters[1]) < 1e-6, "\(loss)")
  }

  @Test func whatIsTooLargeOrTooSmallIsRefusedByName() throws {
    let x = [0.0, 1, 2, 4]
    let y = [1.0, 3, 5, 9.5]
    #expect(throws: FitError.unrepresentable(parameter: "slope", isLarge: true)) {
      try Regression(LineModel(), x: x.map { $0 * 1e-200 }, y: y.map { $0 * 1e200 })
        .fit(FitPlan(.huber(.automatic)))
    }
    #expect(throws: FitError.unrepresentable(parameter: "slope", isLarge: false)) {
      try Regression(LineModel(), x: x.map { $0 * 1e200 }, y: y.map { $0 * 1e-200 })
        .fit(FitPlan(.adaptive()))
    }
    #expect(throws: FitError.unrepresentable(parameter: "c3", isLarge: false)) {
      try Regression(PolynomialModel(degree: 3), x: x.map { $0 * 1e150 }, y: y).leastSquares()
    }
  }

  @Test(arguments: [0, 1e6, 101_325, -1e6])
  func originsDoNotMatter(offset: Double) throws {
    let data = try table("pressure0")
    let (x, y) = (try data.column("height"), try data.column("pressure"))
    let plain = try Regression(LineModel(), x: x, y: y).fit(FitPlan(.adaptive()))
    #expect(plain.outcome.isConverged)
    for moved in [
      try Regression(LineModel(), x: x, y: y.map { $0 + offset }),
      try Regression(LineModel(), x: x.map { $0 + offset }, y: y),
    ] {
      let fit = try moved.fit(FitPlan(.adaptive()))
      #expect(fit.outcome.isConverged, "\(fit.outcome)")
      #expect(abs(fit.parameters[0] - plain.parameters[0]) < 1e-6)
    }
  }
}
