import Foundation
import RobustLoss
import Testing

/// What the page's script computes is what RobustLoss computes.
@Suite("The explorer's mathematics")
struct ExplorerMathTests {
  static let shapes: [Double] = [
    -.infinity, -100, -8, -2, -1, -1e-3, -1e-9, 0, 1e-9, 1e-3, 0.25, 0.5, 1, 1.5, 1.7, 2 - 1e-3,
    2 - 1e-9, 2, 2 + 1e-9, 2 + 1e-3, 2.3, 2.5, 3, 4, 10, .infinity,
  ]
  static let residuals: [Double] = [-6, -2.2, -1, -1e-3, 0, 1e-8, 0.3, 1, 1.1, 2, 3.7, 6]
  static let scales: [Double] = [0.5, 1, 1.1, 3]

  @Test(
    "agrees at many points, limits included", .enabled(if: Browser.isThere, Browser.missing))
  func agrees() throws {
    let points = Self.shapes.flatMap { shape in
      Self.residuals.flatMap { x in Self.scales.map { (x: x, shape: shape, scale: $0) } }
    }
    func json(_ v: Double) -> String { v.isFinite ? "\(v)" : v < 0 ? "\"-inf\"" : "\"inf\"" }
    let rows = points.map { "[\(json($0.x)),\(json($0.shape)),\(json($0.scale))]" }
    let text = "[" + rows.joined(separator: ",") + "]"
    let output = try Scratch.with(Array(text.utf8), name: "points.json") { file in
      try Browser.run("loss.py", page: try Sample.page(), arguments: [file.path])
    }
    let answers = try JSONDecoder().decode([[String]].self, from: output)
    try #require(answers.count == points.count)
    var worst = 0.0
    for (point, answer) in zip(points, answers) {
      let loss = GeneralLoss(shape: point.shape, scale: point.scale)
      let distribution = RobustDistribution(loss)
      let expected = [
        loss.value(point.x), loss.derivative(point.x), loss.weight(point.x),
        point.scale * point.scale * loss.weight(point.x), distribution.density(point.x),
      ]
      for (name, (mine, theirs)) in zip(
        ["value", "derivative", "weight", "relativeWeight", "density"], zip(expected, answer))
      {
        let found: Double =
          switch theirs {
          case "Infinity": .infinity
          case "-Infinity": -.infinity
          default: Double(theirs) ?? .nan
          }
        if mine == found || mine.isNaN && found.isNaN { continue }
        // A density below the least that a Double holds in full has few digits.
        let error = abs(found - mine) / max(abs(mine), 1e-300)
        worst = max(worst, error)
        #expect(error < 1e-12, "\(name) at \(point): \(found), not \(mine)")
      }
    }
    print("explorer: \(points.count) points, worst relative error \(worst)")
  }
}
