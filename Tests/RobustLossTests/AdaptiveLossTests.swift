import Foundation
import RobustLoss
import Testing

@Suite struct AdaptiveLossTests {
  static let residuals = [0.3, -1.2, 4, 0.01, -0.5, 2.2, -7, 0.9]

  @Test func startsAtItsDefaults() throws {
    let loss = try AdaptiveLoss(dimensions: 3)
    #expect(loss.shapes.count == 3 && loss.scales.count == 3)
    #expect(loss.shapes.allSatisfy { abs($0 - 1) <= 1e-15 })
    #expect(loss.scales.allSatisfy { abs($0 - 1) <= 1e-15 })
    let other = try AdaptiveLoss(
      dimensions: 1, settings: AdaptiveLossSettings(shapeStart: 1.7, scaleReference: 0.25))
    #expect(abs(other.shapes[0] - 1.7) <= 1e-15)
    #expect(abs(other.scales[0] - 0.25) <= 1e-16)
  }

  @Test func isTheNegativeLogLikelihoodColumnByColumn() throws {
    var loss = try AdaptiveLoss(dimensions: 2)
    loss.shapeLatents = [-1, 2]
    loss.scaleLatents = [0.5, -3]
    let losses = loss.losses(AdaptiveLossTests.residuals)
    for (i, x) in AdaptiveLossTests.residuals.enumerated() {
      let distribution = RobustDistribution(
        shape: loss.shapes[i % 2], scale: loss.scales[i % 2])
      #expect(losses[i] == distribution.negativeLogLikelihood(x))
    }
    let sum = losses.reduce(0, +)
    #expect(abs(loss.evaluate(AdaptiveLossTests.residuals).loss - sum / 8) <= 1e-14)
    #expect(abs(loss.evaluate(AdaptiveLossTests.residuals, reduction: .sum).loss - sum) <= 1e-13)
  }

  @Test(arguments: [
    AdaptiveLossSettings(),
    AdaptiveLossSettings(shapeLow: 0, shapeHigh: 6, shapeStart: 2.5, scaleLow: 0.1),
    AdaptiveLossSettings(shapeLow: -5, shapeHigh: 1, truncation: 10),
  ])
  func gradientIsThatOfTheLoss(settings: AdaptiveLossSettings) throws {
    var loss = try AdaptiveLoss(dimensions: 2, settings: settings)
    loss.shapeLatents = [loss.shapeLatents[0] - 0.6, loss.shapeLatents[1] + 0.8]
    loss.scaleLatents = [0.5, -3]
    var residuals = AdaptiveLossTests.residuals
    let gradient = loss.evaluate(residuals)
    let h = 1e-3
    func slope(_ f: (Double) -> Double) -> Double {
      (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
    }
    for j in 0..<2 {
      let byShape = slope {
        var moved = loss
        moved.shapeLatents[j] += $0
        return moved.evaluate(residuals).loss
      }
      #expect(abs(gradient.shapeLatents[j] - byShape) <= 1e-9 * (1 + abs(byShape)))
      let byScale = slope {
        var moved = loss
        moved.scaleLatents[j] += $0
        return moved.evaluate(residuals).loss
      }
      #expect(abs(gradient.scaleLatents[j] - byScale) <= 1e-9 * (1 + abs(byScale)))
    }
    for i in residuals.indices {
      let x = residuals[i]
      let byResidual = slope {
        residuals[i] = x + $0
        return loss.evaluate(residuals).loss
      }
      residuals[i] = x
      #expect(abs(gradient.residuals[i] - byResidual) <= 1e-7 * (1 + abs(byResidual)))
    }
  }

  @Test func equalBoundsFix() throws {
    let settings = AdaptiveLossSettings(
      shapeLow: 2, shapeHigh: 2, scaleLow: 0.1, scaleReference: 0.1)
    var loss = try AdaptiveLoss(dimensions: 1, settings: settings)
    loss.shapeLatents = [3]
    loss.scaleLatents = [3]
    #expect(loss.shapes == [2] && loss.scales == [0.1])
    let gradient = loss.evaluate(AdaptiveLossTests.residuals)
    #expect(gradient.shapeLatents == [0] && gradient.scaleLatents == [0])
    #expect(gradient.loss.isFinite)
    let welsch = AdaptiveLossSettings(
      shapeLow: -.infinity, shapeHigh: -.infinity, truncation: 5)
    #expect(try AdaptiveLoss(dimensions: 1, settings: welsch).shapes == [-.infinity])
  }

  @Test func settingsOutOfRangeAreNamed() throws {
    let cases: [(AdaptiveLossSettings, name: String)] = [
      (AdaptiveLossSettings(shapeLow: -0.1), "shapeLow"),
      (AdaptiveLossSettings(shapeLow: .nan), "shapeLow"),
      (AdaptiveLossSettings(shapeLow: 1, shapeHigh: 0.5), "shapeHigh"),
      (AdaptiveLossSettings(shapeHigh: .infinity), "shapeHigh"),
      (AdaptiveLossSettings(shapeStart: 1.999), "shapeStart"),
      (AdaptiveLossSettings(shapeStart: -1), "shapeStart"),
      (AdaptiveLossSettings(shapeLow: 1, shapeHigh: 1, shapeStart: 1.1), "shapeStart"),
      (AdaptiveLossSettings(scaleLow: 0), "scaleLow"),
      (AdaptiveLossSettings(scaleLow: .nan), "scaleLow"),
      (AdaptiveLossSettings(scaleLow: 1, scaleReference: 0.5), "scaleReference"),
      (AdaptiveLossSettings(scaleReference: .infinity), "scaleReference"),
      (AdaptiveLossSettings(truncation: 0), "truncation"),
      (AdaptiveLossSettings(truncation: .infinity), "truncation"),
    ]
    for (settings, name) in cases {
      do {
        _ = try AdaptiveLoss(dimensions: 1, settings: settings)
        Issue.record("\(name) was accepted")
      } catch {
        #expect(error.name == name)
        #expect(error.description.contains("must be in"))
      }
    }
    #expect(throws: InvalidSetting.self) { try AdaptiveLoss(dimensions: 0) }
    #expect(throws: InvalidSetting.self) { try AdaptiveStudentsT(dimensions: 1, scaleLow: -1) }
    _ = try AdaptiveLoss(
      dimensions: 1, settings: AdaptiveLossSettings(shapeLow: -3, truncation: 10))
  }

  @Test func latentMapsAreInverted() {
    let sigmoid = AffineSigmoid(low: 0.001, high: 1.999)
    let softplus = AffineSoftplus(low: 1e-5, reference: 0.5)
    for latent in stride(from: -20.0, through: 20, by: 0.7) {
      #expect(abs(sigmoid.latent(sigmoid.value(latent)) - latent) <= 1e-6)
      #expect(abs(softplus.latent(softplus.value(latent)) - latent) <= 1e-6)
      let h = 1e-4
      let slope = (sigmoid.value(latent + h) - sigmoid.value(latent - h)) / (2 * h)
      #expect(abs(sigmoid.derivative(latent) - slope) <= 1e-8)
      let other = (softplus.value(latent + h) - softplus.value(latent - h)) / (2 * h)
      #expect(abs(softplus.derivative(latent) - other) <= 1e-8)
    }
    #expect(sigmoid.value(-.infinity) == 0.001 && sigmoid.value(.infinity) == 1.999)
    #expect(softplus.value(-.infinity) == 1e-5 && softplus.value(.infinity) == .infinity)
    #expect(sigmoid.latent(2).isNaN && softplus.latent(0).isNaN)
    #expect(sigmoid.value(.nan).isNaN && softplus.value(.nan).isNaN)
  }
}
