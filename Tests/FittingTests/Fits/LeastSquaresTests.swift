import Optimization
import Tables
import Testing

@testable import Fitting

@Suite("Least squares")
struct LeastSquaresTests {
  private func line(_ x: [Double], _ y: [Double]) throws -> [Double] {
    try Regression(LineModel(), x: x, y: y).leastSquares().parameters
  }

  @Test func findsTheReferenceLines() throws {
    let data = try Dataset(csvFile: referencePath("toy.csv"))
    let summary = try Summary.read()
    let inliers = try data.rows(where: "outlier", equals: 0)
    for (rows, expected) in [(data, summary["ols_all"]!), (inliers, summary["ols_inliers"]!)] {
      let regression = try Regression(LineModel(), data: rows, inputs: ["x"], target: "y")
      let found = try regression.leastSquares().parameters
      #expect(abs(found[0] - expected[0]) < 2e-15)
      #expect(abs(found[1] - expected[1]) < 2e-15)
    }
  }

  /// NIST StRD, linear regression, "Norris", lower level of difficulty: certified to 15 digits.
  @Test func agreesWithNISTOnNorris() throws {
    let points: [(y: Double, x: Double)] = [
      (0.1, 0.2), (338.8, 337.4), (118.1, 118.2), (888.0, 884.6), (9.2, 10.1), (228.1, 226.5),
      (668.5, 666.3), (998.5, 996.3), (449.1, 448.6), (778.9, 777.0), (559.2, 558.2), (0.3, 0.4),
      (0.1, 0.6), (778.1, 775.5), (668.8, 666.9), (339.3, 338.0), (448.9, 447.5), (10.8, 11.6),
      (557.7, 556.0), (228.3, 228.1), (998.0, 995.8), (888.8, 887.6), (119.6, 120.2), (0.3, 0.3),
      (0.6, 0.3), (557.6, 556.8), (339.3, 339.1), (888.0, 887.2), (998.5, 999.0), (778.9, 779.0),
      (10.2, 11.1), (117.6, 118.3), (228.9, 229.2), (668.4, 669.1), (449.2, 448.9), (0.2, 0.5),
    ]
    let found = try line(points.map(\.x), points.map(\.y))
    #expect(abs(found[0] / 1.00211681802045 - 1) < 1e-14)
    #expect(abs(found[1] / -0.262323073774029 - 1) < 1e-12)
  }

  @Test(arguments: [0, 1e3, 1e9, 1e15, -1e15])
  func losesNoDigitsFarFromTheOrigin(offset: Double) throws {
    // y = 3(x − offset) + 2 on integers: exact in doubles.
    let steps = [0.0, 1, 2, 5, 9]
    let found = try line(steps.map { offset + $0 }, steps.map { 3 * $0 + 2 })
    #expect(abs(found[0] - 3) < 1e-14)
    #expect(abs(found[1] - (2 - 3 * offset)) <= 8 * (2 - 3 * offset).ulp)
  }

  @Test(arguments: [1e-300, 1e-160, 1e160, 1e300])
  func noUnitIsTooLargeOrTooSmall(unit: Double) throws {
    let (x, y) = ([0, 1.0, 2, 4].map { $0 * unit }, [1.0, 3, 5, 9].map { $0 * unit })
    let found = try Regression(LineModel(), x: x, y: y).leastSquares(scale: unit).parameters
    #expect(abs(found[0] - 2) < 1e-14)
    #expect(abs(found[1] / unit - 1) < 1e-14)
  }

  @Test func twoPointsGiveTheLineThroughThem() throws {
    let found = try line([1, 3], [10, 4])
    #expect(abs(found[0] + 3) < 1e-14)
    #expect(abs(found[1] - 13) < 1e-14)
  }

  @Test func residualsAreOrthogonalToTheTerms() throws {
    let data = try ToyRegression(count: 200, seed: 12).dataset()
    let regression = try Regression(LineModel(), data: data, inputs: ["x"], target: "y")
    let fit = try regression.leastSquares(scale: 0.1)
    let residuals = fit.residuals()
    #expect(abs(residuals.reduce(0, +)) < 1e-12)
    #expect(abs(zip(residuals, regression.inputs[0]).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
    #expect(fit.steps.count == 1)
    let half = residuals.reduce(0) { $0 + $1 * $1 / (2 * 0.01) } / 200
    #expect(abs(fit.last.loss / half - 1) < 1e-12)
    #expect(fit.weights().allSatisfy { abs($0 * 0.01 - 1) < 1e-14 })
  }

  @Test func weightsCountAsRepetitions() throws {
    let regression = try Regression(LineModel(), x: [0, 1, 2, 3], y: [1, 0, 4, 2])
    let repeated = try line([0, 0, 0, 1, 2, 2], [1, 1, 1, 0, 4, 4])
    let weighted = try regression.solve(weights: [3, 1, 2, 0])
    for (a, b) in zip(weighted, repeated) { #expect(abs(a - b) < 1e-14) }
    // Only their ratios count.
    let tiny = try regression.solve(weights: [3e-300, 1e-300, 2e-300, 0])
    for (a, b) in zip(tiny, repeated) { #expect(abs(a - b) < 1e-14) }
  }

  @Test func degenerateDataAreErrors() throws {
    #expect {
      try line([], [])
    } throws: {
      $0 as? FitError == .tooFewPoints(count: 0, parameters: 2)
    }
    #expect {
      try line([1], [2])
    } throws: {
      "\($0)" == "1 point does not determine 2 parameters; give at least 2 points"
    }
    #expect {
      try line([0.1, 0.1, 0.1], [1, 2, 3])
    } throws: {
      "\($0)" == "the points do not determine the model: all x are equal to 0.1"
    }
    #expect(throws: FitError.self) { try line([0, 0], [1, 2]) }
    // A slope of 1e600.
    #expect {
      try line([0, 1e-300], [0, 1e300])
    } throws: {
      "\($0)".contains("'slope' is too large for a number; take other units")
    }
    let regression = try Regression(LineModel(), x: [0, 1, 2], y: [0, 1, 2])
    #expect(throws: NoStep("1 points that still have any weight do not determine 2 parameters")) {
      try regression.solve(weights: [0, 1, 0])
    }
    for scale in [0, -1, .nan, .infinity] {
      #expect(throws: FitError.self) { try regression.leastSquares(scale: scale) }
    }
  }

  @Test func dataThatAreNoNumbersAreErrors() throws {
    #expect {
      try Regression(LineModel(), x: [1, 2], y: [3, .nan])
    } throws: {
      "\($0)" == "row 2 of 'y' is nan; a fit needs finite numbers, leave the row out"
    }
    #expect(throws: FitError.wrongCount(of: "values of x", count: 3, expected: 2)) {
      try Regression(LineModel(), x: [1, 2, 3], y: [3, 4])
    }
    #expect(throws: FitError.wrongCount(of: "inputs", count: 2, expected: 1)) {
      try Regression(LineModel(), inputs: [[1, 2], [1, 2]], targets: [3, 4])
    }
    let data = try Dataset(csv: "x,y\n1,2\ninf,3\n", file: "t.csv")
    #expect {
      try Regression(LineModel(), data: data, inputs: ["x"], target: "y")
    } throws: {
      "\($0)".hasPrefix("t.csv:3:1: 'inf' is not finite (column 'x')")
    }
  }
}

extension Regression {
  /// The solution of weighted least squares.
  fileprivate func solve(weights: [Double]) throws -> [Double] {
    let basis = try basis
    return basis.parameters(try basis.points.step(basis.points.targets, weights: weights))
  }
}
