import Optimization
import Fitting
import Foundation
import RobustLoss
import Tables

/// The toy regression: 2000 steps of Adam on the adaptive loss.
enum FitWork {
  static func adam(_ repetitions: Repetitions, data path: String) throws {
    let regression = try regression(path)
    let seconds = try repetitions.time { _ = try fit(regression) }
    try report(seconds: seconds)
  }

  /// Writes the parameters at every step, so that peers that only draw need not fit.
  static func writeTrajectory(data: String, to path: String) throws {
    var text = "step,slope,intercept,alpha,scale\n"
    for state in try fit(try regression(data)).steps {
      let values = [
        Double(state.step), state.parameters[0], state.parameters[1], state.shape, state.scale,
      ]
      text += values.map { String($0) }.joined(separator: ",") + "\n"
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private static func regression(_ path: String) throws -> Regression {
    let table = try Dataset(csvFile: path)
    return try Regression(LineModel(), x: try table.column("x"), y: try table.column("y"))
  }

  private static func fit(_ regression: Regression) throws -> Fit {
    try regression.minimize(AdaptiveLossSettings(), with: Adam(rate: 0.01), steps: 2000)
  }
}
