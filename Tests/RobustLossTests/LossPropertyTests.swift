import Foundation
import RobustLoss
import Testing

/// What is true of the loss for every α, c and x, without a table.
@Suite struct LossPropertyTests {
  static let shapes: [Double] = [
    -.infinity, -1e300, -1e6, -8, -2, -1, -1e-9, -Double.leastNonzeroMagnitude, 0, 1e-300, 1e-12,
    0.5, 1, 1.5,
    2 - 0x1p-52, 2, 2 + 0x1p-51, 3, 4, 1e3, 1e6, 1e300, .infinity,
  ]
  static let points: [Double] = [
    0, .leastNonzeroMagnitude, 1e-300, 1e-160, 1e-20, 1e-8, 0.03, 0.5, 1, 1.1, 2, 7, 100, 1e6,
    1e160, 1e300,
    .greatestFiniteMagnitude, .infinity,
  ]

  @Test(arguments: shapes)
  func isEvenAndNeverNaN(shape: Double) {
    for scale in [Double.leastNonzeroMagnitude, 1e-300, 0.1, 1.1, 1e10, 1e300] {
      let loss = GeneralLoss(shape: shape, scale: scale)
      for x in LossPropertyTests.points {
        let plus = loss.evaluate(x)
        let minus = loss.evaluate(-x)
        #expect(plus.value == minus.value)
        #expect(plus.derivative == -minus.derivative)
        #expect(plus.shapeDerivative == minus.shapeDerivative)
        #expect(plus.scaleDerivative == minus.scaleDerivative)
        #expect(plus.weight == minus.weight)
        #expect(plus.value >= 0 && plus.derivative >= 0 && plus.weight >= 0)
        #expect(plus.shapeDerivative >= 0 && plus.scaleDerivative <= 0)
      }
    }
  }

  @Test(arguments: shapes)
  func increasesWithDistance(shape: Double) {
    let loss = GeneralLoss(shape: shape, scale: 1.1)
    let values = LossPropertyTests.points.map(loss.value)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: points)
  func increasesWithShape(x: Double) {
    let values = LossPropertyTests.shapes.map { GeneralLoss(shape: $0, scale: 1.1).value(x) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
  }

  /// Next to α = 2 and α = 0, and far out, the loss is continuous in α to the last digits.
  @Test func hasNoSeamInShape() {
    for x in [1e-3, 0.1, 1, 2.5, 10] {
      for (shape, neighbour) in [
        (2, 2 + 0x1p-51), (2, 2 - 0x1p-52), (0, 1e-17), (0, -1e-17), (.infinity, 1e300),
        (-.infinity, -1e300),
      ] as [(Double, Double)] {
        let a = GeneralLoss(shape: shape, scale: 1.1)
        let b = GeneralLoss(shape: neighbour, scale: 1.1)
        // The slope in α at 2 is infinite, but like a logarithm.
        #expect(abs(a.value(x) - b.value(x)) <= 4e-14 * a.value(x))
        #expect(abs(a.derivative(x) - b.derivative(x)) <= 4e-14 * a.derivative(x))
      }
    }
  }

  /// The closed forms of the losses with names, in a library's functions.
  @Test func namedLosses() {
    let c = 1.1
    for x in stride(from: -6.6, through: 6.6, by: 0.013) {
      let z = (x / c) * (x / c)
      func agree(_ loss: GeneralLoss<Double>, _ expected: Double) {
        #expect(abs(loss.value(x) - expected) <= 1e-14 * max(expected, 1e-1), "\(x)")
      }
      agree(.l2(scale: c), z / 2)
      agree(.charbonnier(scale: c), (z + 1).squareRoot() - 1)
      agree(.cauchy(scale: c), log1p(z / 2))
      agree(.gemanMcClure(scale: c), 2 * z / (z + 4))
      agree(.welsch(scale: c), -expm1(-z / 2))
      agree(GeneralLoss(shape: .infinity, scale: c), expm1(z / 2))
    }
    #expect(GeneralLoss.l2(scale: 1.0).name == "L2")
    #expect(GeneralLoss.charbonnier(scale: 1.0).name == "Charbonnier")
    #expect(GeneralLoss.cauchy(scale: 1.0).name == "Cauchy")
    #expect(GeneralLoss.gemanMcClure(scale: 1.0).name == "Geman–McClure")
    #expect(GeneralLoss.welsch(scale: 1.0).name == "Welsch")
    #expect(GeneralLoss(shape: 1.5, scale: 1).name == nil)
    #expect(GeneralLoss.cauchy(scale: 2.0) == GeneralLoss(shape: -0.0, scale: 2))
  }

  /// With α = 0 and α = ±∞ the loss is a logarithm and an exponential: every row of their tables.
  @Test func logarithmAndExponentialThroughout() {
    let cauchy = GeneralLoss.cauchy(scale: 0.5.squareRoot())
    let welsch = GeneralLoss.welsch(scale: 0.5.squareRoot())
    for i in 1..<4000 {
      let x = (Double(i) / 1024).squareRoot() * (i % 3 == 0 ? 16 : 1)
      let square = (x * x).addingProduct(x, x * 0x1p-52)  // c² is not quite ½
      #expect(abs(cauchy.value(x) / log1p(square) - 1) <= 2e-15)
      #expect(abs(welsch.value(x) / -expm1(-square) - 1) <= 2e-15)
    }
  }

  /// Multiplying x and c by a power of two changes no bit, whatever the exponents.
  @Test func scalesExactly() {
    for shape in LossPropertyTests.shapes {
      let loss = GeneralLoss(shape: shape, scale: 1.1)
      for factor in [0x1p-950, 0x1p-300, 0x1p300, 0x1p1000] {
        let other = GeneralLoss(shape: shape, scale: 1.1 * factor)
        for x in [1e-8, 0.03, 0.5, 1.1, 7, 100] {
          #expect(loss.value(x) == other.value(x * factor))
          #expect(loss.shapeDerivative(x) == other.shapeDerivative(x * factor))
          // The units of these are 1/x, and where they are not out of range nothing else changes.
          let slope = other.derivative(x * factor)
          if slope.isNormal, loss.derivative(x).isNormal {
            #expect(loss.derivative(x) == slope * factor)
            #expect(loss.scaleDerivative(x) == other.scaleDerivative(x * factor) * factor)
          }
        }
      }
    }
  }

  @Test func invalidInputGivesNaN() {
    let invalid: [(Double, Double)] = [
      (.nan, 1), (1, .nan), (1, 0), (1, -0.0), (1, -1), (1, .infinity), (1, -.infinity), (2, 0),
      (.infinity, -1), (0, .nan),
    ]
    for (shape, scale) in invalid {
      let loss = GeneralLoss(shape: shape, scale: scale)
      #expect(!loss.isValid)
      for x in [0, 1, .infinity] {
        let e = loss.evaluate(x)
        for result in [e.value, e.derivative, e.shapeDerivative, e.scaleDerivative, e.weight] {
          #expect(result.isNaN)
        }
      }
    }
    for shape in LossPropertyTests.shapes {
      let loss = GeneralLoss(shape: shape, scale: 1)
      #expect(loss.isValid)
      let e = loss.evaluate(.nan)
      for result in [e.value, e.derivative, e.shapeDerivative, e.scaleDerivative, e.weight] {
        #expect(result.isNaN)
      }
    }
  }

  @Test func shapeAndScaleMayBeChanged() {
    var loss = GeneralLoss(shape: 1.0, scale: 1)
    loss.shape = -2
    loss.scale = 0.5
    #expect(loss == .gemanMcClure(scale: 0.5))
    #expect(loss.value(1) == GeneralLoss.gemanMcClure(scale: 0.5).value(1))
    #expect(Set([loss, .gemanMcClure(scale: 0.5)]).count == 1)
  }

  @Test func fillsBuffers() {
    let loss = GeneralLoss<Float>(shape: 0.5, scale: 2)
    let x: [Float] = [-3, 0, 0.25, 8, .infinity]
    var result = [Float](repeating: .nan, count: x.count)
    var span = result.mutableSpan
    loss.values(x.span, into: &span)
    #expect(result == x.map(loss.value))
    span = result.mutableSpan
    loss.weights(x.span, into: &span)
    #expect(result == loss.weights(x))
    #expect(loss.values([]).isEmpty)
  }
}
