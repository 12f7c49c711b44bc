import Foundation
import Tables

@testable import Fitting

/// The path of a table of reference values (see their README).
func referencePath(_ name: String) -> String {
  Bundle.module.url(forResource: "Reference", withExtension: nil)!.appendingPathComponent(name).path
}

/// The toy regression on the tutorial's own draw.
func toyRegression() throws -> Regression {
  let data = try Dataset(csvFile: referencePath("toy.csv"))
  return try Regression(LineModel(), data: data, inputs: ["x"], target: "y")
}

/// summary.json: where least squares and every run must end.
enum Summary {
  static func read() throws -> [String: [Double]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: referencePath("summary.json")))
    return try JSONDecoder().decode([String: [Double]].self, from: data)
  }
}

/// One run of trajectories.csv: every 10th state.
struct Trajectory {
  var steps: [FitStep] = []

  /// The runs by name, in the order of the file's rows.
  static func readAll() throws -> [String: Trajectory] {
    let text = try String(contentsOfFile: referencePath("trajectories.csv"), encoding: .utf8)
    var runs: [String: Trajectory] = [:]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",")
      let numbers = cells.dropFirst().map { Double($0)! }
      runs[String(cells[0]), default: Trajectory()].steps.append(
        FitStep(
          step: Int(numbers[0]), parameters: [numbers[1], numbers[2]], shape: numbers[3],
          scale: numbers[4], loss: numbers[5]))
    }
    return runs
  }

  /// The start of a run, by the end of its name.
  static func start(of run: String) -> [Double] { run.hasSuffix("_far") ? [-0.5, 0.9] : [0, 0] }
}

/// The largest absolute difference between two states, in any of their numbers.
func distance(_ a: FitStep, _ b: FitStep) -> Double {
  let pairs =
    Array(zip(a.parameters, b.parameters))
    + [(a.shape, b.shape), (a.scale, b.scale), (a.loss, b.loss)]
  return pairs.map { abs($0 - $1) }.max()!
}
