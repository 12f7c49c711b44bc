import Testing

@testable import RobustLoss

@Suite("Sums of many numbers")
struct SumsTests {
  /// The order that the documentation promises, written down plainly.
  private func eightSums(_ x: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: 8)
    for (i, v) in x.enumerated() { sums[i % 8] += v }
    let four = (0..<4).map { sums[$0] + sums[$0 + 4] }
    return (four[0] + four[2]) + (four[1] + four[3])
  }

  @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 50, 1000])
  func haveTheBitsOfTheirOrder(count: Int) {
    let a = (0..<count).map { 1 / Double($0 + 3) }
    let b = (0..<count).map { Double($0 * 7 % 11) - 4.1 }
    #expect(sum(a).bitPattern == eightSums(a).bitPattern)
    #expect(sumOfProducts(a[...], b).bitPattern == eightSums(zip(a, b).map(*)).bitPattern)
    // A slice that begins anywhere, as a column of a matrix does.
    let column = ([9, 9, 9] + a + [9])[3..<3 + count]
    #expect(sumOfProducts(column, b) == sumOfProducts(a[...], b))
    // Whole numbers have no rounding.
    #expect(sum((0..<count).map(Double.init)) == Double(count * (count - 1) / 2))
  }

  @Test func keepWhatIsNotFinite() {
    #expect(sum([1, .infinity, 2]) == .infinity)
    #expect(sum([1, .infinity, -.infinity]).isNaN)
    #expect(sum([.nan, 1]).isNaN)
  }
}
