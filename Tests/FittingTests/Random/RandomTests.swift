import Testing

@testable import Fitting

@Suite("Random numbers")
struct RandomTests {
  @Test func theIntegersAreThePublishedOnes() {
    // Test vector of the authors' C code, as other implementations quote it.
    var generator = Xoshiro256(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
      10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test func theSeedIsSpreadAsPublished() {
    let state: (UInt64, UInt64, UInt64, UInt64) = (
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431
    )
    #expect(Xoshiro256(seed: 1_234_567) == Xoshiro256(state: state))
  }

  @Test func uniformNumbersAreMultiplesInTheUnitInterval() {
    var generator = Xoshiro256(seed: 5)
    let numbers = (0..<100_000).map { _ in generator.uniform() }
    #expect(numbers.allSatisfy { 0 <= $0 && $0 < 1 && ($0 * 0x1p53).rounded() == $0 * 0x1p53 })
    // Ten bins of 10 000 ± 95; five deviations.
    var bins = [Int](repeating: 0, count: 10)
    for u in numbers { bins[Int(u * 10)] += 1 }
    #expect(bins.allSatisfy { abs($0 - 10_000) < 480 }, "\(bins)")
  }

  @Test func normalNumbersAreNormal() {
    var generator = Xoshiro256(seed: 3)
    let count = 400_000
    let numbers = (0..<count).map { _ in generator.normal() }
    func moment(_ power: Int) -> Double {
      numbers.reduce(0) { sum, x in sum + (0..<power).reduce(1) { p, _ in p * x } } / Double(count)
    }
    // Each bound is five standard errors: √(E x²ᵖ − (E xᵖ)²)/√count.
    #expect(abs(moment(1)) < 0.0080)
    #expect(abs(moment(2) - 1) < 0.0112)
    #expect(abs(moment(3)) < 0.0307)
    #expect(abs(moment(4) - 3) < 0.0775)
    #expect(abs(moment(6) - 15) < 0.80)

    // The distribution function at a few points, as tables have it; five standard errors at most.
    let table = [
      (-3, 0.001350), (-2, 0.022750), (-1, 0.158655), (0, 0.5), (0.5, 0.691462), (2.5, 0.993790),
    ]
    for (x, probability) in table {
      let share = Double(numbers.count { $0 < x }) / Double(count)
      let error = (probability * (1 - probability) / Double(count)).squareRoot()
      #expect(abs(share - probability) < 5 * error, "at \(x)")
    }
  }

  @Test func normalNumbersHaveTheSameBitsEverywhere() {
    var generator = Xoshiro256(seed: 1)
    let numbers = (0..<4).map { _ in generator.normal() }
    #expect(
      numbers == [
        -0.46323019482332817, -0.21194068755357565, 1.5050855943069106, -0.8991284985750363,
      ])
  }
}
