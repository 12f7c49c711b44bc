import Fitting
import Plotting

/// One frame of a sequence: the values that it gives to names.
struct Frame: Sendable {
  var values: [String: Double]
  /// The step of the fit that it shows, if it shows one.
  var step: Int?

  /// The frames that a config asks for.
  static func all(of spec: FramesSpec, _ evaluation: Evaluation) throws -> [Frame] {
    switch spec.source {
    case .range(let name, let from, let to, let count, let kind):
      let scale = try Scale(kind, from: from, to: to)
      return (0..<count).map { i in
        let t = Double(i) / Double(max(count - 1, 1))
        return Frame(values: [name: scale.value(at: t), FramesSpec.counter: Double(i)])
      }
    case .fit(let name, let selection):
      let fit = try evaluation.fit(name)
      let steps = fit.steps
      let chosen: [Int]
      switch selection {
      case .every(let n):
        chosen = Array(stride(from: 0, to: steps.count - 1, by: n)) + [steps.count - 1]
      case .steps(let list): chosen = list.map { min($0, steps.count - 1) }
      case .spread(let count): chosen = spread(steps, count: count)
      }
      return chosen.enumerated().map { i, k in
        let step = steps[k]
        return Frame(
          values: [
            FramesSpec.counter: Double(i), "step": Double(k), "alpha": step.shape,
            "scale": step.scale,
            "loss": step.loss, "slope": fit.parameter("slope", in: step) ?? .nan,
            "intercept": fit.parameter("intercept", in: step) ?? .nan,
          ], step: k)
      }
    }
  }

  /// So many steps, the first and the last among them, between which the picture changes by equal amounts:
  /// slow parts of a fit take few frames.
  ///
  /// The change from one step to the next is the sum of the changes of parameters, α and c, each as a
  /// part of the range that it runs through in the whole fit.
  static func spread(_ steps: [FitStep], count: Int) -> [Int] {
    guard steps.count > count, count > 1 else { return Array(steps.indices) }
    let rows = steps.map { step in
      (step.parameters + [step.shape, step.scale]).map { $0.isFinite ? $0 : 0 }
    }
    var ranges = [Double](repeating: 0, count: rows[0].count)
    for k in ranges.indices {
      let column = rows.lazy.map { $0[k] }
      ranges[k] = (column.max() ?? 0) - (column.min() ?? 0)
    }
    var path = [0.0]
    for (a, b) in zip(rows, rows.dropFirst()) {
      var change = 0.0
      for k in ranges.indices where ranges[k] > 0 { change += abs(b[k] - a[k]) / ranges[k] }
      path.append(path[path.count - 1] + change)
    }
    let total = path[path.count - 1]
    guard total > 0 else { return [0, steps.count - 1] }
    var chosen: [Int] = []
    var k = 0
    for i in 0..<count {
      let target = total * Double(i) / Double(count - 1)
      while k < steps.count - 1, path[k] < target { k += 1 }
      if chosen.last != k { chosen.append(k) }
    }
    if chosen.last != steps.count - 1 { chosen.append(steps.count - 1) }
    return chosen
  }
}
