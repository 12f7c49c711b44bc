import Foundation
import RobustLoss
import Testing

@testable import Fitting

@Suite("Leverage")
struct LeverageTests {
  @Test func tenRowsOfHawkinsBraduAndKassAreBadAndFourAreGood() throws {
    let fit = try ClassicTable.named("hbk").regression().fit(FitPlan(.adaptive()))
    let leverage = try #require(fit.leverage())
    #expect(leverage.rows(.badLeverage) == Array(0..<10))
    #expect(leverage.rows(.goodLeverage) == [10, 11, 12, 13])
    #expect(leverage.distances[0..<14].allSatisfy { $0 > 5 * leverage.cutoff })
    // The adaptive loss keeps the bad ones and calls the good ones outliers, and is told of.
    guard case .leverage(let rows, _, _)? = fit.note(leverage) else {
      Issue.record("no note")
      return
    }
    #expect(rows == Array(1...10))
    let mm = try fit.regression.mmEstimate()
    let own = try #require(mm.leverage())
    #expect(own.rows(.badLeverage) == Array(0..<10))
    #expect(mm.note(own) == nil)
  }

  @Test func theGiantsOfTheStarsAreBad() throws {
    for loss in [FitPlan.Loss.adaptive(), .huber(.automatic), .member(shape: 2, scale: .automatic)]
    {
      let fit = try ClassicTable.named("starsCYG").regression().fit(FitPlan(loss))
      let leverage = try #require(fit.leverage())
      #expect(Set(leverage.rows(.badLeverage)).isSuperset(of: [10, 19, 29, 33]))
      let note = try #require(fit.note(leverage))
      #expect("\(note)".contains("11, 20, 30, 34"), "\(note)")
    }
  }

  @Test func rowsOfAGoodPlaneHaveNoBadOnes() throws {
    var generator = Xoshiro256(seed: 8)
    let inputs = (0..<3).map { _ in (0..<100).map { _ in generator.normal() } }
    let y = (0..<100).map { i in inputs[0][i] - inputs[2][i] + 0.1 * generator.normal() }
    let fit = try Regression(HyperplaneModel(inputCount: 3), inputs: inputs, targets: y)
      .fit(FitPlan(.adaptive()))
    let leverage = try #require(fit.leverage())
    #expect(leverage.rows(.badLeverage).count <= 1)
    #expect(leverage.rows(.goodLeverage).count <= 12)
    #expect(fit.note(leverage) == nil)
    // With χ₃: half of the distances below 1.54, 97.5 % below 3.06.
    let sorted = leverage.distances.sorted()
    #expect(abs(sorted[50] - 1.54) < 0.25)
    #expect(abs(leverage.cutoff - 9.348403604496148.squareRoot()) < 1e-9)
  }

  @Test func distancesDoNotDependOnUnitsOrder() throws {
    let table = ClassicTable.named("hbk")
    let columns = try table.regression().inputs
    let plain = try #require(RobustDistances(columns, parameters: 4))
    let scaled = try #require(
      RobustDistances(
        [columns[2].map { 1e9 * $0 - 7 }, columns[0].map { 1e-9 * $0 }, columns[1]], parameters: 4))
    for (a, b) in zip(plain.distances, scaled.distances) { #expect(abs(a / b - 1) < 1e-6) }
    let order = (0..<75).map { ($0 * 31 + 5) % 75 }
    let shuffled = try #require(
      RobustDistances(columns.map { column in order.map { column[$0] } }, parameters: 4))
    for (i, row) in order.enumerated() {
      #expect(abs(shuffled.distances[i] / plain.distances[row] - 1) < 1e-9)
    }
  }

  @Test func whatCannotBeJudgedIsNot() throws {
    let equal = [Double](repeating: 1, count: 40)
    #expect(RobustDistances([equal], parameters: 2) == nil)
    var dummy = equal
    for i in 0..<8 { dummy[i] = 0 }
    let ramp = (0..<40).map(Double.init)
    // The column of which most values are equal is left out.
    let one = try #require(RobustDistances([dummy, ramp], parameters: 3))
    #expect(one.dimensions == 1)
    #expect(RobustDistances([ramp, ramp.map { 2 * $0 }], parameters: 3) == nil)
  }

  // MARK: What it is made of

  @Test(arguments: [2, 3, 5, 9, 10, 11, 40, 41])
  func qnIsTheQuartileOfAllDistances(count: Int) {
    var generator = Xoshiro256(seed: UInt64(count))
    let values = (0..<count).map { _ in (10 * generator.normal()).rounded() / 4 }
    var distances: [Double] = []
    for i in values.indices { for j in 0..<i { distances.append(abs(values[i] - values[j])) } }
    let h = count / 2 + 1
    #expect(
      Qn.distance(values.sorted(), rank: h * (h - 1) / 2)
        == distances.sorted()[h * (h - 1) / 2 - 1])
  }

  @Test func qnOfNormalValuesIsTheirDeviation() {
    let scores = Location.normalScores(2001)
    #expect(abs(Qn.scale(scores) - 1) < 2e-3)
    #expect(abs(Qn.scale(scores.map { 1e200 * $0 }) / 1e200 - 1) < 2e-3)
    #expect(Qn.scale([5]) == 0 && Qn.scale([1, 1, 1, 2]) == 0)
  }

  /// Tables of the distribution.
  @Test(arguments: [
    (1, 5.02388618731489), (2, 7.37775890822787), (3, 9.3484036044961), (10, 20.4831773507699),
  ])
  func quantilesOfChiSquared(degrees: Int, quantile: Double) {
    #expect(abs(ChiSquared(degrees: degrees).quantile(0.975) - quantile) < 1e-9)
    #expect(abs(ChiSquared(degrees: degrees).cumulative(quantile) - 0.975) < 1e-12)
  }

  @Test func eigenvectorsTurnAMatrixIntoItsDiagonal() {
    let matrix: [[Double]] = [[4, 1, -2], [1, 2, 0], [-2, 0, 3]]
    let found = Eigenvectors(matrix)
    #expect(zip(found.values, found.values.dropFirst()).allSatisfy { $0 >= $1 })
    for (vector, value) in zip(found.vectors, found.values) {
      for j in 0..<3 {
        let product = (0..<3).reduce(0) { $0 + matrix[j][$1] * vector[$1] }
        #expect(abs(product - value * vector[j]) < 1e-13)
      }
    }
  }
}
