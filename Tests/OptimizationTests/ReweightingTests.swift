import Optimization
import Testing

@Suite("Reweighting and graduation")
struct ReweightingTests {
  private let numbers = [0, 0.1, -0.1, 0.2, -0.2, 40, 41]

  @Test func noStepRaisesTheValue() throws {
    let minimum = try ReweightedLeastSquares().minimize(Middle(numbers, scale: 1), from: [11])
    #expect(minimum.outcome == .converged)
    #expect(
      zip(minimum.path, minimum.path.dropFirst()).allSatisfy { $1.value <= $0.value * (1 + 1e-14) })
    // Far from what the mean, 11.57, has.
    #expect(abs(minimum.last.variables[0]) < 0.2)
  }

  @Test func limitsAndWhatIsNotFiniteAreTold() throws {
    let few = ReweightedLeastSquares(maximumSteps: 2)
    let minimum = try few.minimize(Middle(numbers, scale: 1), from: [11])
    #expect(minimum.path.count == 3)
    guard case .stepLimit(2, _) = minimum.outcome else {
      Issue.record("\(minimum.outcome)")
      return
    }
    // At 10²⁰⁰ scales the squares overflow, and nothing has any weight.
    #expect {
      try ReweightedLeastSquares().minimize(Middle([1, 2], scale: 1e-200), from: [9])
    } throws: {
      if case .notFinite(step: 0, value: .infinity, variables: [9]) = $0 as? OptimizationError {
        return true
      }
      return false
    }
    let range = "above 0 and below 1"
    #expect(
      throws: OptimizationError.invalidSetting(name: "tolerance", value: 2, range: range)
    ) { try ReweightedLeastSquares(tolerance: 2).minimize(Middle([1], scale: 1), from: [0]) }
  }

  @Test func graduationGoesThroughEveryShape() throws {
    let (minimum, shapes) = try GraduatedNonConvexity(stages: 2, stepsPerStage: 3)
      .minimize(Middle(numbers, scale: 1), from: [0])
    #expect(minimum.path.count == shapes.count)
    #expect(shapes.first == 2 && shapes.last == 0)
    #expect(Set(shapes).count == 3 && zip(shapes, shapes.dropFirst()).allSatisfy { $0 >= $1 })
    // α = 2 leads to the mean; from there on down.
    #expect(
      zip(shapes, minimum.path).contains { $0 == 2 && abs($1.variables[0] - 81 / 7.0) < 1e-12 })
    #expect(minimum.outcome == .converged)
  }

  @Test func adamTakesTheStepsItIsTold() throws {
    let minimum = try Adam(rate: 0.02).minimize(Valley(), from: [0, 0, 0, 0], steps: 3000)
    #expect(minimum.path.count == 3001)
    for x in minimum.last.variables { #expect(abs(x - 1) < 1e-3) }
    // The first step has the length of the rate, whatever the gradient.
    #expect(abs(minimum.path[1].variables[0] - 0.02) < 1e-7)
    #expect(
      throws: OptimizationError.invalidSetting(name: "steps", value: -1, range: "at least 0")
    ) { try Adam().minimize(Valley(), from: [0, 0, 0, 0], steps: -1) }
  }
}
