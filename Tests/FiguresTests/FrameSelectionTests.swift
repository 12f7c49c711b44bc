import Fitting
import Testing

@testable import Figures

@Suite("Which steps have a frame")
struct FrameSelectionTests {
  /// Steps of a fit of one parameter and a scale.
  static func steps(_ values: [(Double, Double)]) -> [FitStep] {
    values.enumerated().map { i, value in
      FitStep(step: i, parameters: [value.0], shape: 1, scale: value.1, loss: 0)
    }
  }

  @Test("a step counts by its part of the range, whatever the unit")
  func units() {
    // The parameter moves in the first half, from 0 to 1000; the scale in the second, from 0 to 0.001.
    let path = (0...100).map { k in
      (Double(min(k, 50)) * 20, Double(max(k - 50, 0)) * 2e-5)
    }
    let chosen = FrameSelection.spread(Self.steps(path), count: 11)
    // Sums of hundredths may lie a last digit beside what they should be.
    #expect(chosen.count == 11)
    for (i, k) in chosen.enumerated() { #expect(abs(k - 10 * i) <= 1, "\(chosen)") }
  }

  @Test("where a fit stands still there are no frames, but for the last")
  func rest() {
    let path = (0...100).map { (Double(min($0, 10)), 1.0) }
    #expect(FrameSelection.spread(Self.steps(path), count: 6) == [0, 2, 4, 6, 8, 10, 100])
    #expect(FrameSelection.spread(Self.steps([(1, 1), (1, 1), (1, 1)]), count: 2) == [0, 2])
  }
}
