import Testing

@testable import Fitting

@Suite("Models")
struct ModelTests {
  @Test func predictAsTheirFormulasSay() {
    #expect(LineModel().predictions(at: [0, 2], parameters: [3, 1]) == [1, 7])
    #expect(PolynomialModel(degree: 3).prediction(at: [2], parameters: [1, -1, 0.5, 2]) == 17)
    #expect(PolynomialModel(degree: 0).prediction(at: [9], parameters: [4]) == 4)
    #expect(
      HyperplaneModel(inputCount: 2).prediction(at: [2, 3], parameters: [10, 100, 1]) == 321)
    let basis = BasisModel([("one", { _ in 1 }), ("kink", { max($0, 0) })])
    #expect(basis.predictions(at: [-1, 2], parameters: [5, 3]) == [5, 11])
    let product = BasisModel(inputCount: 2, [("xy", { $0[0] * $0[1] })])
    #expect(product.prediction(at: [3, 4], parameters: [2]) == 24)
  }

  static let models: [any RegressionModel] = [
    LineModel(), PolynomialModel(degree: 4), HyperplaneModel(inputCount: 3),
    BasisModel([("a", { $0 }), ("b", { 1 / (1 + $0 * $0) })]),
  ]

  @Test(arguments: models.indices)
  func theirTermsAreTheGradientInTheParameters(index: Int) {
    let model = Self.models[index]
    #expect(model.parameterCount == model.parameterNames.count)
    #expect(Set(model.parameterNames).count == model.parameterCount)
    let input = (0..<model.inputCount).map { 0.5 + Double($0) }
    let terms = model.terms(at: input)
    #expect(terms.count == model.parameterCount)
    let parameters = terms.indices.map { Double($0) - 1 }
    for j in terms.indices {
      var moved = parameters
      moved[j] += 1
      let change =
        model.prediction(at: input, parameters: moved)
        - model.prediction(at: input, parameters: parameters)
      #expect(abs(change - terms[j]) < 1e-12)
    }
  }

  /// NIST StRD, linear regression, "Wampler1" and "Wampler2", higher level of difficulty: exact.
  @Test(arguments: [1.0, 0.1])
  func agreesWithNISTOnWampler(factor: Double) throws {
    let x = (0...20).map(Double.init)
    let powers = (0...5).reduce(into: [1.0]) { list, _ in list.append(list.last! * factor) }
    let y = PolynomialModel(degree: 5).predictions(at: x, parameters: Array(powers[...5]))
    let fit = try Regression(PolynomialModel(degree: 5), x: x, y: y).leastSquares()
    for (found, expected) in zip(fit.parameters, powers) {
      #expect(abs(found / expected - 1) < 1e-9)
    }
  }

  /// NIST StRD, linear regression, "Longley", higher level of difficulty: certified to 15 digits.
  @Test func agreesWithNISTOnLongley() throws {
    let x: [[Double]] = [
      [
        83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2,
        115.7, 116.9,
      ],
      [
        234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769,
        444546, 482704, 502601, 518173, 554894,
      ],
      [
        2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806,
        4007,
      ],
      [
        1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572,
        2827,
      ],
      [
        107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445,
        121950, 123366, 125368, 127852, 130081,
      ],
      (1947...1962).map(Double.init),
    ]
    let y: [Double] = [
      60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655,
      69564, 69331, 70551,
    ]
    let certified = [
      15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359,
      -0.0511041056535807, 1829.15146461355, -3482258.63459582,
    ]
    let regression = try Regression(HyperplaneModel(inputCount: 6), inputs: x, targets: y)
    let fit = try regression.leastSquares(scale: 1000)
    for (found, expected) in zip(fit.parameters, certified) {
      #expect(abs(found / expected - 1) < 1e-10)
    }
    let deviation = try #require(fit.inlierStandardDeviation())
    #expect(abs(deviation / 304.854073561965 - 1) < 1e-10)
  }

  @Test func dependentTermsAreErrors() throws {
    let twice = BasisModel([("a", { $0 }), ("b", { 2 * $0 + 1 }), ("c", { _ in 1 })])
    let x = [0.1, 0.4, 0.9, 1.7]
    #expect {
      try Regression(twice, x: x, y: [1, 2, 3, 5]).leastSquares()
    } throws: {
      "\($0)".hasSuffix("is a combination of the others at these points")
    }
    let zero = BasisModel([("a", { $0 }), ("none", { _ in 0 })])
    #expect {
      try Regression(zero, x: x, y: [1, 2, 3, 5]).leastSquares()
    } throws: {
      "\($0)".contains("'none'")
    }
    // Three points on two values of x leave a parabola open.
    #expect(throws: FitError.self) {
      try Regression(PolynomialModel(degree: 2), x: [1, 1, 2], y: [0, 1, 2]).leastSquares()
    }
  }

  @Test func termsThatAreNoNumbersAreErrors() {
    let model = BasisModel([("inverse", { 1 / $0 })])
    #expect(throws: FitError.notFinite(column: "inverse", row: 2, value: .infinity)) {
      try Regression(model, x: [1, 0], y: [1, 2])
    }
  }
}
