import Foundation
import Optimization
import RobustLoss
import Tables
import Testing

@testable import Fitting

/// The tables of figures/data, and what the literature says of them. Where a published number is quoted,
/// it is to the digits printed.
@Suite("Classic data")
struct ClassicDataTests {
  // MARK: - The tables are those of the literature

  @Test(
    "sums of columns",
    arguments: [
      ("belgian-calls", ["year": 47076, "calls": 119.98]),
      ("cyg-ob1", ["log_temperature": 202.57, "log_light": 235.57, "giant": 4]),
      (
        "stack-loss",
        [
          "air_flow": 1269, "water_temperature": 443, "acid_concentration": 1812, "stack_loss": 368,
        ]
      ),
      ("anscombe", ["x": 99, "y1": 82.51, "y2": 82.51, "y3": 82.5, "x4": 99, "y4": 82.51]),
    ])
  func sums(name: String, expected: [String: Double]) throws {
    let data = try Classic.table(name)
    for (column, sum) in expected {
      let found = try data.finiteColumn(column).reduce(0, +)
      #expect(abs(found - sum) < 1e-9, "\(column)")
    }
  }

  @Test("least squares of the stack loss is Brownlee's")
  func stackLossLeastSquares() throws {
    let fit = try Classic.stackLoss().leastSquares()
    expect(fit.parameters, [0.716, 1.295, -0.152, -39.92], within: [5e-4, 5e-4, 5e-4, 5e-3])
    // The residual standard error that R's summary of the fit prints: 3.243, 17 degrees of freedom.
    let square = fit.residuals().reduce(0) { $0 + $1 * $1 }
    #expect(abs((square / 17).squareRoot() - 3.243) < 5e-4)
  }

  @Test("least squares of the calls and of the stars is Rousseeuw and Leroy's")
  func linesOfLeastSquares() throws {
    let calls = try Classic.calls().leastSquares().parameters
    // Their x is the year since 1900.
    expect([calls[0], calls[1] + 1900 * calls[0]], [0.504, -26.01], within: [5e-4, 5e-3])
    expect(try Classic.stars().leastSquares().parameters, [-0.413, 6.79], within: [5e-4, 5e-3])
  }

  @Test("Anscombe's four have one line and one R²", arguments: Classic.quartet)
  func quartet(x: String, y: String) throws {
    let regression = try Classic.line("anscombe", x: x, y: y)
    let fit = try regression.leastSquares()
    expect(fit.parameters, [0.500, 3.00], within: [5e-4, 5e-3])
    let mean = regression.targets.reduce(0, +) / 11
    let total = regression.targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let rest = fit.residuals().reduce(0) { $0 + $1 * $1 }
    #expect(abs(1 - rest / total - 0.667) < 1e-3)
    #expect(abs(mean - 7.50) < 5e-3)
  }

  // MARK: - Estimates that others publish

  /// statsmodels' manual and R's MASS::rlm print these for Huber's loss with threshold 1.345 s, where s is
  /// the median of |r|/0.6745 about the fit itself. Ours holds s; at their s it is the same estimate.
  @Test("Huber's estimate for the stack loss")
  func stackLossHuber() throws {
    let regression = try Classic.stackLoss()
    var fit = try regression.leastSquares()
    for _ in 0..<100 {
      let sizes = fit.residuals().map(\.magnitude).sorted()
      fit = try regression.minimize(
        HuberLoss(threshold: 1.345 * sizes[10] / 0.6745),
        with: ReweightedLeastSquares(), from: fit.parameters)
    }
    expect(
      fit.parameters, [0.8294, 0.9261, -0.1278, -41.0265], within: [5e-5, 5e-5, 5e-5, 5e-5])
  }

  /// By looking at all slopes: the line in the middle of the narrowest strip that holds
  /// h = ⌊n/2⌋ + 1 points has the slope of a line through two of them (Steele and Steiger 1986).
  @Test("the lines of least median of squares that the figures show")
  func leastMedian() throws {
    let calls = Classic.leastMedian(try Classic.calls())
    expect([calls[0], calls[1] + 1900 * calls[0]], [0.1155, -5.6175], within: [1e-9, 1e-6])
    expect(Classic.leastMedian(try Classic.stars()), [4.00, -12.76], within: [1e-9, 1e-9])
  }

  // MARK: - What the losses of the family find

  @Test("the adaptive loss passes the minutes by")
  func callsAdaptive() throws {
    let regression = try Classic.calls()
    let fit = try regression.fit(FitPlan(.adaptive()))
    #expect(fit.outcome.isConverged)
    // As near to the least median as the years without doubt are to either.
    #expect(abs(fit.parameters[0] - 0.1155) < 0.005)
    let flagged = zip(regression.inputs[0], fit.outliers()).filter(\.1).map(\.0)
    #expect(flagged == [1964, 1965, 1966, 1967, 1968, 1969, 1970])
    // 1963 was a minutes' year in part: of the years not flagged it counts least.
    let weights = fit.weights()
    let kept = weights.indices.filter { !fit.outliers()[$0] }
    #expect(kept.min { weights[$0] < weights[$1] } == 13)
  }

  @Test("the adaptive loss flags the four days that are known for it")
  func stackLossAdaptive() throws {
    let fit = try Classic.stackLoss().fit(FitPlan(.adaptive()))
    #expect(fit.outcome.isConverged)
    #expect(fit.outliers().indices.filter { fit.outliers()[$0] }.map { $0 + 1 } == [1, 3, 4, 21])
  }

  @Test("four giants hold the adaptive loss, and Welsch's too unless it begins elsewhere")
  func stars() throws {
    let regression = try Classic.stars()
    let least = try regression.leastSquares()
    let adaptive = try regression.fit(FitPlan(.adaptive()))
    #expect(adaptive.last.shape > 1.99)
    expect(adaptive.parameters, least.parameters, within: [1e-3, 1e-2])
    let returned = try regression.fit(FitPlan(.adaptive(), from: Classic.leastMedian(regression)))
    expect(returned.parameters, least.parameters, within: [1e-3, 1e-2])

    let welsch = GeneralLoss<Double>.welsch(scale: 0.4)
    let graduated = try regression.minimize(welsch, with: GraduatedNonConvexity())
    let begunElsewhere = try regression.minimize(
      welsch, with: ReweightedLeastSquares(), from: Classic.leastMedian(regression))
    #expect(graduated.outcome.isConverged && begunElsewhere.outcome.isConverged)
    #expect(graduated.parameters[0] < 0)
    // Reweighted least squares after least trimmed squares, by R's robustbase: 3.046.
    #expect(abs(begunElsewhere.parameters[0] - 3.046) < 0.1)
    #expect(begunElsewhere.last.loss < 0.8 * graduated.last.loss)
    let giants = try Classic.table("cyg-ob1").finiteColumn("giant")
    for (weight, giant) in zip(begunElsewhere.weights(), giants) where giant == 1 {
      #expect(weight * 0.16 < 1e-4)
    }
  }

  @Test("the adaptive loss finds the line of ten in Anscombe's third")
  func thirdOfTheQuartet() throws {
    var settings = AdaptiveLossSettings()
    settings.scaleLow = 0.01
    func fit(_ x: String, _ y: String) throws -> Fit {
      try Classic.line("anscombe", x: x, y: y)
        .fit(FitPlan(.adaptive(settings, scale: .fixed(1))))
    }
    let third = try fit("x", "y3")
    // Least squares without the one point, as everybody prints it: y = 4.006 + 0.345x.
    expect(third.parameters, [0.345, 4.006], within: [5e-4, 1e-3])
    #expect(third.outliers().indices.filter { third.outliers()[$0] } == [2])
    for (x, y) in Classic.quartet where y != "y3" {
      expect(try fit(x, y).parameters, [0.500, 3.00], within: [2e-3, 2e-2])
    }
  }

  private func expect(_ found: [Double], _ expected: [Double], within tolerances: [Double]) {
    #expect(found.count == expected.count)
    for ((a, b), tolerance) in zip(zip(found, expected), tolerances) {
      #expect(abs(a - b) <= tolerance, "\(found) is not \(expected)")
    }
  }
}

/// The tables, as regressions.
private enum Classic {
  static let quartet = [("x", "y1"), ("x", "y2"), ("x", "y3"), ("x4", "y4")]

  static func table(_ name: String) throws -> Dataset {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Dataset(csvFile: root.appendingPathComponent("figures/data/\(name).csv").path)
  }

  static func line(_ name: String, x: String, y: String) throws -> Regression {
    try Regression(LineModel(), data: table(name), inputs: [x], target: y)
  }

  static func calls() throws -> Regression { try line("belgian-calls", x: "year", y: "calls") }

  static func stars() throws -> Regression {
    try line("cyg-ob1", x: "log_temperature", y: "log_light")
  }

  static func stackLoss() throws -> Regression {
    try Regression(
      HyperplaneModel(inputCount: 3), data: table("stack-loss"),
      inputs: ["air_flow", "water_temperature", "acid_concentration"], target: "stack_loss")
  }

  static func leastMedian(_ regression: Regression) -> [Double] {
    let (x, y) = (regression.inputs[0], regression.targets)
    let held = x.count / 2 + 1
    var best = (width: Double.infinity, line: [0.0, 0.0])
    for i in x.indices {
      for j in 0..<i where x[i] != x[j] {
        let slope = (y[i] - y[j]) / (x[i] - x[j])
        let offsets = zip(x, y).map { $1 - slope * $0 }.sorted()
        for k in 0...(offsets.count - held) {
          let (low, high) = (offsets[k], offsets[k + held - 1])
          if high - low < best.width { best = (high - low, [slope, (low + high) / 2]) }
        }
      }
    }
    return best.line
  }
}
