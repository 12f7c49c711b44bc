import Foundation
import Tables
import Testing

@testable import Fitting

@Suite("Least squares of a stream")
struct StreamedLeastSquaresTests {
  private func inFile<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
    let path = NSTemporaryDirectory() + "stream-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// More rows than a block has.
  private func table(mean: Double, spread: Double) -> String {
    var generator = Xoshiro256(seed: 5)
    var text = "when,a,b,y\n"
    for _ in 0..<60_000 {
      let a = mean + spread * generator.uniform()
      let b = generator.uniform()
      text += "noon,\(a),\(b),\(2 * a - 3 * b + 0.5 + (generator.uniform() - 0.5) * b)\n"
    }
    return text
  }

  @Test(arguments: [(0.0, 1.0), (1e8, 1.0), (1e-9, 1e-12)])
  func itAgreesWithTheTableInMemory(mean: Double, spread: Double) throws {
    try inFile(table(mean: mean, spread: spread)) { path in
      let options = CSVOptions(header: .automatic, columns: ["a", "b", "y"])
      let regression = try Regression(
        HyperplaneModel(inputCount: 2), data: Dataset(csvFile: path, options: options),
        inputs: ["a", "b"], target: "y")
      let whole = try regression.fit(FitPlan(.member(shape: 2, scale: .automatic)))
      let errors = whole.standardErrors() ?? []
      try #require(errors.count == 3, "there are standard errors")
      let streamed = try StreamedLeastSquares(
        HyperplaneModel(inputCount: 2), csvFile: path, inputs: ["a", "b"], target: "y")
      #expect(streamed.count == 60_000 && streamed.skippedRowCount == 0)
      let streamedErrors = try #require(streamed.standardErrors)
      for j in 0..<3 {
        // Small beside what sampling leaves open.
        #expect(abs(streamed.parameters[j] - whole.parameters[j]) < 1e-9 * errors[j])
        #expect(abs(streamedErrors[j] / errors[j] - 1) < 1e-12)
      }
      #expect(abs(try #require(streamed.deviation) / whole.last.scale - 1) < 1e-12)
      #expect(abs(streamed.loss / whole.last.loss - 1) < 1e-12)
    }
  }

  /// What the first rows look like is no measure of the rest.
  @Test func aFirstBlockOfEqualRowsChangesNothing() throws {
    var generator = Xoshiro256(seed: 2)
    var text = "x,y\n"
    var (x, y) = ([Double](), [Double]())
    for i in 0..<150_000 {
      x.append(i < 75_000 ? 5 : 1e9 + (10 * generator.uniform() * 1024).rounded() / 1024)
      y.append(3 * x[i] + 1 + generator.normal())
      text += "\(x[i]),\(y[i])\n"
    }
    try inFile(text) { path in
      let streamed = try StreamedLeastSquares(
        LineModel(), csvFile: path, inputs: ["x"], target: "y")
      let whole = try Regression(LineModel(), x: x, y: y)
        .fit(FitPlan(.member(shape: 2, scale: .automatic)))
      let errors = try #require(whole.standardErrors())
      let streamedErrors = try #require(streamed.standardErrors)
      // σ/√Σ(x − x̄)², as half of the rows are 5·10⁸ on either side of the mean.
      #expect(abs(streamedErrors[0] / (1 / (150_000.0.squareRoot() * 5e8)) - 1) < 0.02)
      for j in 0..<2 {
        #expect(abs(streamed.parameters[j] - whole.parameters[j]) < 1e-4 * errors[j])
        #expect(abs(streamedErrors[j] / errors[j] - 1) < 1e-9)
      }
      // The targets themselves are rounded by 5·10⁻⁷.
      #expect(abs(try #require(streamed.deviation) / whole.last.scale - 1) < 1e-8)
    }
  }

  @Test(arguments: [3, 8])
  func powersOfCalendarYearsAreStreamedToo(degree: Int) throws {
    let path = referencePath("cases/year.csv")
    let model = PolynomialModel(degree: degree)
    let streamed = try StreamedLeastSquares(
      model, csvFile: path, inputs: ["year"], target: "v")
    let whole = try Regression(
      model, data: Dataset(csvFile: path), inputs: ["year"], target: "v"
    ).fit(FitPlan(.member(shape: 2, scale: .automatic)))
    #expect(abs(try #require(streamed.deviation) / whole.last.scale - 1) < 1e-12)
    let errors = try #require(whole.standardErrors())
    for (a, b) in zip(try #require(streamed.standardErrors), errors) {
      #expect(abs(a / b - 1) < 1e-9)
    }
  }

  @Test func blocksWithoutAnyUsableRowArePassedBy() throws {
    let text = "x,y\n" + String(repeating: "1,NA\n", count: 300_000)
    let rows = (0..<100).map { "\($0),\(2 * $0 + 1)\n" }.joined()
    try inFile(text + rows) { path in
      let fit = try StreamedLeastSquares(
        LineModel(), csvFile: path, inputs: ["x"], target: "y", skipsUnusableRows: true)
      #expect(fit.count == 100 && fit.skippedRowCount == 300_000)
      #expect(abs(fit.parameters[0] - 2) < 1e-13 && abs(fit.parameters[1] - 1) < 1e-12)
    }
    for name in ["allbad", "rowtrail"] {
      #expect(throws: FitError.self) {
        try StreamedLeastSquares(
          LineModel(), csvFile: referencePath("cases/\(name).csv"), inputs: ["x"], target: "y",
          skipsUnusableRows: true)
      }
    }
  }

  @Test func rowsThatCannotBeUsedAreCounted() throws {
    let text = "x,y\n1,1\n2,two\n3\n4,4\n5,inf\n6,6.5\n,7\n"
    try inFile(text) { path in
      let fit = try StreamedLeastSquares(
        LineModel(), csvFile: path, inputs: ["x"], target: "y", skipsUnusableRows: true)
      #expect(fit.count == 3 && fit.skippedRowCount == 4)
      #expect {
        try StreamedLeastSquares(LineModel(), csvFile: path, inputs: ["x"], target: "y")
      } throws: { "\($0)".contains(":4:2: 1 of 2 fields") }
    }
  }

  @Test(arguments: [
    ("x,y\n1,1\n", "1 point does not determine 2 parameters; give at least 2 points"),
    ("x,y\n3,1\n3,2\n3,4\n", "the points do not determine the model"),
    ("x,y\n1,2\n2,nan\n", "'nan' is not finite"), ("x,z\n1,2\n", "there is no column 'y'"),
  ])
  func whatCannotBeFittedSaysWhy(text: String, message: String) throws {
    try inFile(text) { path in
      _ = #expect {
        try StreamedLeastSquares(LineModel(), csvFile: path, inputs: ["x"], target: "y")
      } throws: { "\($0)".contains(message) }
    }
  }

  @Test func anExactLineHasNoSpread() throws {
    try inFile("x,y\n1,1\n2,2\n3,3\n") { path in
      let fit = try StreamedLeastSquares(
        LineModel(), csvFile: path, inputs: ["x"], target: "y")
      #expect(abs(fit.parameters[0] - 1) < 1e-15 && abs(fit.parameters[1]) < 1e-14)
      #expect(try #require(fit.deviation) < 1e-14)
    }
  }
}
