import RobustLoss
import Testing

@testable import Fitting

/// Estimates of location, above all for losses whose pull grows faster than any number holds.
@Suite struct LocationTests {
  /// The derivative of the sum of losses divided by its largest term: near 0 at a minimum.
  private func imbalance(_ sample: [Double], _ loss: GeneralLoss<Double>, _ m: Double) -> Double {
    let pulls = sample.map { loss.derivative($0 - m) }
    return pulls.reduce(0, +) / (pulls.map(abs).max() ?? 1)
  }

  @Test(arguments: [2.1, 3, 4, 10, 100, 1000, 1e6])
  func aboveTwoTheSumOfLossesIsLeast(shape: Double) {
    let loss = GeneralLoss<Double>(shape: shape, scale: 1)
    for outlier in [-3.0, 0, 0.4, 4, 12] {
      let sample = Location.normalScores(20) + [outlier]
      let m = Location.estimate(sample, loss: loss)
      #expect(abs(imbalance(sample, loss, m)) < 1e-9, "outlier \(outlier): \(m)")
      #expect(m >= sample.min()! && m <= sample.max()!)
    }
  }

  /// The larger α, the more the farthest values on both sides decide: in the limit the middle between them.
  @Test(arguments: [1e15, 1e300, Double.infinity])
  func hugeShapesGoToTheMiddleOfTheEnds(shape: Double) {
    let loss = GeneralLoss<Double>(shape: shape, scale: 1)
    for outlier in [100.0, 1e6, 1e150, 1e308] {
      let sample = Location.normalScores(20) + [outlier]
      let middle = sample.min()! / 2 + outlier / 2
      #expect(abs(Location.estimate(sample, loss: loss) / middle - 1) < 0.01)
    }
  }

  @Test func withoutAnOutlierASymmetricSampleIsAtItsMiddle() {
    for shape in [-Double.infinity, -2, 0, 1, 2, 3, 100, 1e15, .infinity] {
      let loss = GeneralLoss<Double>(shape: shape, scale: 1)
      #expect(abs(Location.estimate(Location.normalScores(21), loss: loss)) < 1e-9, "\(shape)")
      #expect(abs(Location.estimate([3, 5], loss: loss) - 4) < 1e-9, "\(shape)")
      #expect(Location.estimate([7], loss: loss) == 7)
    }
  }

  /// Every estimate in a number of looks at the sample that does not grow with α or with the outlier: the
  /// time of all is that of a hundredth of the steps that would be taken at most.
  @Test func theWorkIsBounded() {
    let clock = ContinuousClock()
    let scores = Location.normalScores(20)
    let time = clock.measure {
      for shape in [2, 2.5, 100, 1000, 1e15, .infinity] {
        let loss = GeneralLoss<Double>(shape: shape, scale: 1)
        for i in 0..<100 {
          let outlier = i < 50 ? Double(i) / 4 : 12 + 1e300 * Double(i)
          #expect(Location.estimate(scores + [outlier], loss: loss).isFinite)
        }
      }
    }
    #expect(time < .seconds(2))
  }

  /// Steps of Newton's end where reweighting alone would: at the minimum that is reached downhill from the median.
  @Test(arguments: [-Double.infinity, -1000, -20, -5, -2, -0.5, 0, 0.5, 1, 1.5, 1.99, 2])
  func newtonsStepsEndAtTheSameMinimum(shape: Double) {
    for (scale, unit) in [(1.0, 1.0), (0.3, 1), (1e-200, 1e-200), (1e200, 1e200)] {
      let loss = GeneralLoss<Double>(shape: shape, scale: scale)
      for outlier in [-1e5, -30, -4, -1.7, -0.1, 0, 0.8, 2.5, 3.6, 6, 500] {
        let sample = (Location.normalScores(20) + [outlier, 5, 5.1, 5.2]).map { $0 * unit }
        let m = Location.estimate(sample, loss: loss)
        let reweighted = Self.reweighted(sample, loss)
        #expect(abs(m - reweighted) <= 1e-9 * scale, "outlier \(outlier): \(m), \(reweighted)")
      }
    }
  }

  /// Reweighting from the median, step by step.
  private static func reweighted(_ sample: [Double], _ loss: GeneralLoss<Double>) -> Double {
    let sorted = sample.sorted()
    var m = (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
    let unit = GeneralLoss<Double>(shape: loss.shape, scale: 1)
    for _ in 0..<5000 {
      let weights = sample.map { unit.weight(($0 - m) / loss.scale) }
      let sum = zip(weights, sample).map { $0 * ($1 - m) }.reduce(0, +)
      let step = sum / weights.reduce(0, +)
      m += step
      if abs(step) < 1e-13 * loss.scale { break }
    }
    return m
  }

  /// A curve of a thousand points' sensitivity asks for a thousand estimates.
  @Test(arguments: [-Double.infinity, -15, -5, 0, 1, 1.9])
  func anEstimateTakesAHandfulOfLooksAtTheSample(shape: Double) {
    let scores = Location.normalScores(1000)
    let loss = GeneralLoss<Double>(shape: shape, scale: 1)
    for outlier in [-1e8, -3, 0.2, 2, 40] {
      let sample = scores + [outlier]
      #expect(Location.downhill(sample, loss, from: 0).looks <= 10, "outlier \(outlier)")
    }
  }
}
