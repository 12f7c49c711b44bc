import RobustLoss
import Testing

/// A generator with a seed (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct SamplingTests {
  static let count = 100_000

  /// An upper bound of the Kolmogorov–Smirnov statistic √n·sup |F − Fₙ|.
  ///
  /// Both functions grow, so between two points of a grid they differ by at most the larger of the
  /// crosswise differences: F need not be evaluated at every sample.
  static func statistic(_ samples: [Double], _ cumulative: (Double) -> Double) -> Double {
    let sorted = samples.sorted()
    let n = Double(sorted.count)
    var worst = 0.0
    var lower = 0.0
    for index in stride(from: 0, to: sorted.count, by: 50) {
      let upper = cumulative(sorted[index])
      // Fₙ on the stretch from the grid point before lies between these two.
      let least = Double(max(index - 50, -1) + 1) / n
      let most = Double(index) / n
      worst = max(worst, most - lower, upper - least)
      lower = upper
    }
    return worst * n.squareRoot()
  }

  /// 1.95 is exceeded by one seed in a thousand; the grid adds up to 0.16.
  @Test(arguments: [0, 0.5, 1, 1.5, 2, 8, .infinity])
  func followsTheDistribution(shape: Double) {
    let distribution = RobustDistribution(shape: shape, scale: 0.7)
    var generator = SplitMix(seed: 42)
    let samples = distribution.samples(SamplingTests.count, using: &generator)
    let statistic = SamplingTests.statistic(samples, distribution.cumulative)
    print("Kolmogorov–Smirnov at α = \(shape): \(statistic)")
    #expect(statistic <= 2.1)
    // The same test notices a shape or scale that is a little off.
    let wider = RobustDistribution(shape: shape, scale: 0.72)
    #expect(SamplingTests.statistic(samples, wider.cumulative) > 2.1)
  }

  @Test(arguments: [-Double.infinity, -2, -0.1, 0, 1, 2, 6])
  func followsTheTruncatedDistribution(shape: Double) {
    let distribution = TruncatedRobustDistribution(shape: shape, scale: 0.7, limit: 12)
    var generator = SplitMix(seed: 43)
    let samples = distribution.samples(SamplingTests.count / 4, using: &generator)
    #expect(samples.allSatisfy { $0.magnitude <= 12 })
    let statistic = SamplingTests.statistic(samples, distribution.cumulative)
    print("Kolmogorov–Smirnov, truncated, at α = \(shape): \(statistic)")
    #expect(statistic <= 2.3)
  }

  @Test func sameSeedSameSamples() {
    let distribution = RobustDistribution(shape: 1, scale: 0.5)
    var a = SplitMix(seed: 7)
    var b = SplitMix(seed: 7)
    let one = (0..<10).map { _ in distribution.sample(using: &a) }
    #expect(one == distribution.samples(10, using: &b))
    #expect(Set(one).count == 10)
  }
}
