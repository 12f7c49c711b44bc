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
        #expect(abs(streamed.parameters[j] - whole.parameters[j]) < 1e-6 * errors[j])
        #expect(abs(streamedErrors[j] / errors[j] - 1) < 1e-6)
      }
      #expect(abs(try #require(streamed.deviation) / whole.last.scale - 1) < 1e-9)
      #expect(abs(streamed.loss / whole.last.loss - 1) < 1e-9)
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
