import Tables
import Testing

@testable import Fitting

@Suite("The toy regression")
struct ToyRegressionTests {
  @Test func hasTheTutorialsShape() throws {
    let data = try ToyRegression(count: 20_000, seed: 2).dataset()
    #expect(data.columnNames == ["x", "y", "outlier"])
    let (x, y, outlier) = (try data.column("x"), try data.column("y"), try data.column("outlier"))
    #expect(x.allSatisfy { 0 <= $0 && $0 < 1 })
    // 2000 ± 42 outliers; five deviations.
    #expect(abs(outlier.reduce(0, +) - 2000) < 212)

    var squares = 0.0
    for i in 0..<data.count {
      let residual = y[i] - (0.7 * x[i] + 0.15)
      if outlier[i] == 0 {
        squares += residual * residual
        #expect(abs(residual) < 6 * 0.025)
      } else {
        #expect(y[i] == 0.05 && residual < 0.1 || y[i] == 0.05 + 0.4 * 2 && residual > -0.1)
      }
    }
    let deviation = (squares / (20_000 - outlier.reduce(0, +))).squareRoot()
    #expect(abs(deviation - 0.025) < 0.0007)
  }

  @Test func theReferenceDrawIsMadeTheSameWay() throws {
    // Replacing y as documented reproduces the outliers' values in the notebook's own draw.
    let data = try Dataset(csvFile: referencePath("toy.csv"))
    let values = Set(try data.rows(where: "outlier", equals: 1).column("y"))
    let made = try ToyRegression(count: 500).dataset()
    #expect(values == Set(try made.rows(where: "outlier", equals: 1).column("y")))
  }

  @Test func theSameSeedGivesTheSamePoints() throws {
    let long = try ToyRegression(count: 100, seed: 7).dataset()
    let short = try ToyRegression(count: 30, seed: 7).dataset()
    #expect(try Array(long.column("y")[..<30]) == short.column("y"))
    let other = try ToyRegression(count: 30, seed: 8).dataset()
    #expect(try other.column("x") != short.column("x"))
  }

  @Test func outliersReplacePointsAndMoveNoOthers() throws {
    let clean = try ToyRegression(seed: 4, outlierProbability: 0).dataset()
    let mixed = try ToyRegression(seed: 4, outlierProbability: 0.3).dataset()
    #expect(try clean.column("outlier").allSatisfy { $0 == 0 })
    #expect(try clean.column("x") == mixed.column("x"))
    let outlier = try mixed.column("outlier")
    #expect(outlier.contains(1))
    let (a, b) = (try clean.column("y"), try mixed.column("y"))
    #expect(a.indices.allSatisfy { (a[$0] == b[$0]) == (outlier[$0] == 0) })
  }

  @Test func settingsOutsideTheirRangeAreErrors() {
    let bad = [
      ToyRegression(count: -1), ToyRegression(noise: -0.1), ToyRegression(noise: .nan),
      ToyRegression(slope: .infinity), ToyRegression(intercept: .nan),
      ToyRegression(outlierProbability: 1.1), ToyRegression(outlierProbability: -0.1),
    ]
    for toy in bad { #expect(throws: FitError.self) { try toy.dataset() } }
    #expect {
      try ToyRegression(outlierProbability: 2).dataset()
    } throws: {
      "\($0)" == "outlierProbability is 2; it must be from 0 to 1"
    }
    #expect(throws: Never.self) { try ToyRegression(count: 0).dataset() }
  }
}
