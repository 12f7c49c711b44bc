import Config
import Fitting

/// Which steps of a fit have a frame.
package enum FrameSelection: Sendable {
  case every(Int)
  case steps([Number])
  /// So many, closer together where the fit moves more.
  case spread(Int)

  init(_ fields: Fields) {
    let keys = ["every", "steps", "count"]
    switch fields.only(keys, "frames have one of 'every', 'steps' and 'count'") {
    case "every": self = .every(fields.integer("every", in: 1...1_000_000) ?? 1)
    case "steps":
      let steps = fields.someNumbers("steps", .whole(0...Self.lastStep)) ?? []
      if steps.count > FramesSpec.most { fields.fail("steps", "at most \(FramesSpec.most) frames") }
      for step in steps where step.known == nil {
        fields.decoder.fail(
          step.place, "'steps' cannot depend on a frame, nor on what a fit finds")
      }
      self = .steps(steps)
    default: self = .spread(fields.integer("count", in: 2...FramesSpec.most) ?? 60)
    }
  }

  /// The last step that a fit may have.
  private static let lastStep = 1_000_000

  /// The steps that have a frame.
  /// - Throws: the first that the fit does not have.
  func chosen(from steps: [FitStep]) throws(ConfigError) -> [Int] {
    let last = steps.count - 1
    switch self {
    case .every(let n): return Array(stride(from: 0, to: last, by: n)) + [last]
    case .steps(let numbers):
      var chosen: [Int] = []
      for number in numbers {
        guard let value = number.known?.number else { continue }
        guard value <= Double(last) else {
          throw number.error(
            "there is no step \(Int(value)): the fit ends with step \(last)")
        }
        chosen.append(Int(value))
      }
      return chosen
    case .spread(let count): return Self.spread(steps, count: count)
    }
  }

  /// So many steps, the first and the last among them, between which the picture changes by equal amounts:
  /// slow parts of a fit take few frames.
  ///
  /// The change from one step to the next is the sum of the changes of parameters, α and c, each as a
  /// part of the range that it runs through in the whole fit.
  package static func spread(_ steps: [FitStep], count: Int) -> [Int] {
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
