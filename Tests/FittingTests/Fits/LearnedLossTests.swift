import Foundation
import Optimization
import RobustLoss
import Testing

@testable import Fitting

/// What the reference package's tests assert of its adaptive losses: columns of Cauchy and normal samples
/// are told apart, and their means, scales and shapes found, in 1000 steps of Adam at rate 0.1.
@Suite("Losses that learn their shape and scale")
struct LearnedLossTests {
  static let dimensions = 8
  static let rows = 400

  /// Columns of samples, the even ones Cauchy and the odd ones normal, with their means and scales. They
  /// are spread as evenly as the distribution has it, so that what is found is its shape and not that
  /// of a draw.
  static func samples() -> (data: [Double], means: [Double], scales: [Double]) {
    var generator = Xoshiro256(seed: 11)
    let means = (0..<dimensions).map { _ in generator.normal() }
    let scales = (0..<dimensions).map { _ in 0.2 + 0.8 * generator.uniform() }
    let normal = Location.normalScores(rows)
    var data: [Double] = []
    for i in 0..<rows {
      let cauchy = 2.0.squareRoot() * tan(.pi * ((Double(i) + 0.5) / Double(rows) - 0.5))
      for j in 0..<dimensions {
        data.append(means[j] + scales[j] * (j.isMultiple(of: 2) ? cauchy : normal[i]))
      }
    }
    return (data, means, scales)
  }

  /// Adam over the means and the latent numbers; returns all three.
  static func learn(
    _ data: [Double], from start: (shapes: [Double], scales: [Double]),
    _ evaluate: ([Double], [Double], [Double]) -> AdaptiveLossGradient
  ) -> (means: [Double], shapes: [Double], scales: [Double]) {
    let d = dimensions
    var variables = [Double](repeating: 0, count: d) + start.shapes + start.scales
    var moments = Adam.Moments(Adam(rate: 0.1), count: 3 * d)
    func part(_ k: Int) -> [Double] { Array(variables[k * d..<(k + 1) * d]) }
    for _ in 0..<1000 {
      let residuals = data.indices.map { data[$0] - variables[$0 % d] }
      let result = evaluate(residuals, part(1), part(2))
      var slopes = [Double](repeating: 0, count: d)
      for (i, slope) in result.residuals.enumerated() { slopes[i % d] -= slope }
      moments.step(
        &variables, gradient: slopes + result.shapeLatents + result.scaleLatents)
    }
    return (part(0), part(1), part(2))
  }

  @Test func adaptiveLossTellsCauchyFromNormal() throws {
    let (data, means, scales) = Self.samples()
    let settings = AdaptiveLossSettings(shapeLow: 0, shapeHigh: 2)
    var loss = try AdaptiveLoss(dimensions: Self.dimensions, settings: settings)
    let start = (loss.shapeLatents, loss.scaleLatents)
    let found = Self.learn(data, from: start) {
      loss.shapeLatents = $1
      loss.scaleLatents = $2
      return loss.evaluate($0)
    }
    loss.shapeLatents = found.shapes
    loss.scaleLatents = found.scales
    for j in 0..<Self.dimensions {
      #expect(abs(found.means[j] - means[j]) < 0.1)
      #expect(abs(loss.scales[j] - scales[j]) < 0.1)
      #expect(abs(loss.shapes[j] - (j % 2 == 0 ? 0 : 2)) < 0.1)
    }
  }

  @Test func studentsTTellsCauchyFromNormal() throws {
    let (data, means, scales) = Self.samples()
    var loss = try AdaptiveStudentsT(dimensions: Self.dimensions)
    let start = (loss.degreesLatents, loss.scaleLatents)
    let found = Self.learn(data, from: start) {
      loss.degreesLatents = $1
      loss.scaleLatents = $2
      return loss.evaluate($0)
    }
    loss.degreesLatents = found.shapes
    loss.scaleLatents = found.scales
    for j in 0..<Self.dimensions {
      #expect(abs(found.means[j] - means[j]) < 0.1)
      // A Cauchy distribution of the robust family has the scale c√2.
      let scale = j % 2 == 0 ? scales[j] * 2.0.squareRoot() : scales[j]
      #expect(abs(loss.scales[j] - scale) < 0.1)
      if j % 2 == 0 {
        #expect(abs(loss.degreesLatents[j]) < 0.1)
      } else {
        #expect(loss.degrees[j] > 30)
      }
    }
  }
}
