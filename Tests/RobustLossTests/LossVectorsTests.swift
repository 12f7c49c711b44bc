import CLossVectors
import Testing

@testable import RobustLoss

/// Many x at a time against 60 digits and against one x at a time.
@Suite("Vectors of the loss")
struct LossVectorsTests {
  typealias Loss = GeneralLoss<Double>

  static let functions:
    [(name: String, many: @Sendable (Loss, [Double]) -> [Double], column: Int)] = [
      ("ρ", { $0.values($1) }, 3), ("∂ρ/∂x", { $0.derivatives($1) }, 4),
      ("∂ρ/∂α", { $0.shapeDerivatives($1) }, 5), ("∂ρ/∂c", { $0.scaleDerivatives($1) }, 6),
      ("weight", { $0.weights($1) }, 7),
    ]

  private func one(_ loss: Loss, _ x: Double, _ column: Int) -> Double {
    let e = loss.evaluate(x)
    return [e.value, e.derivative, e.shapeDerivative, e.scaleDerivative, e.weight][column - 3]
  }

  @Test(arguments: ["loss", "awkward", "special"])
  func agreesWithTables(_ name: String) throws {
    let table = try ReferenceTable(name)
    for function in Self.functions {
      var all = ErrorSummary("\(name).\(function.name)")
      var ordinary = ErrorSummary("\(name).\(function.name), α in [−8, 4]")
      for row in table.rows {
        let (x, shape, scale, expected) = (row[0], row[1], row[2], row[function.column])
        let result = function.many(Loss(shape: shape, scale: scale), [x])[0]
        if !expected.isFinite {
          #expect(result == expected, "\(row)")
        } else if expected.magnitude <= 1e-290 {
          #expect((result - expected).magnitude <= 1e-304, "\(row)")
        } else {
          let error = ((result - expected) / expected).magnitude
          all.record(error, row)
          let ratio = (x / scale).magnitude
          if (-8...4).contains(shape) && ratio > 1e-100 && ratio < 1e100 {
            ordinary.record(error, row)
          }
        }
      }
      if name == "special" { continue }
      let isShape = function.name == "∂ρ/∂α"
      #expect(all.worst <= (isShape ? 1e-11 : 2e-13), "\(all)")
      #expect(ordinary.worst <= (isShape ? 3e-14 : 2e-15), "\(ordinary)")
      #expect(all.median <= (isShape ? 2e-15 : 4e-16), "\(all)")
    }
  }

  static let shapes: [Double] = [
    0, 1, -2, 4, -8, 1.5, 0.5, 2 - 1e-9, 2 + 1e-9, 2.0.nextUp, 2.0.nextDown, 1e-9, -1e-9, 1e-17,
    1e-29, 1e-31, 3, 1.999, 2, .infinity, -.infinity, .nan, 1e5, -1e5, 1e7, 0.37, -3.3, 2.7,
  ]

  /// Residuals near and far, and what is none.
  static func residuals(_ scale: Double) -> [Double] {
    var state: UInt64 = 7
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    var result: [Double] = [0, -0.0, .infinity, -.infinity, .nan, 1e-300, 1e300, scale, -scale]
    for _ in 0..<800 {
      let sign: Double = uniform() < 0.5 ? -1 : 1
      result.append(scale * sign * 20 * uniform())
      var far = scale * sign
      for _ in 0..<Int(uniform() * 40) { far *= uniform() < 0.5 ? 4 : 0.3 }
      result.append(far)
    }
    return result
  }

  @Test(arguments: shapes)
  func agreesWithOneAtATime(shape: Double) {
    for scale in [1.1, 1e-3, 700, 1e-40] {
      let loss = Loss(shape: shape, scale: scale)
      let x = Self.residuals(scale)
      for function in Self.functions {
        let bound =
          function.name == "∂ρ/∂α"
          ? ((-8...4).contains(shape) ? 3e-14 : 1e-11) : (-8...4).contains(shape) ? 2e-15 : 2e-13
        for (x, result) in zip(x, function.many(loss, x)) {
          let expected = one(loss, x, function.column)
          let isSame = result == expected || result.isNaN && expected.isNaN
          #expect(
            isSame || (result - expected).magnitude <= bound * expected.magnitude,
            "\(function.name) at x = \(x), α = \(shape), c = \(scale): \(result), not \(expected)")
        }
      }
    }
  }

  /// Wherever an x stands among how many others, its bits are the same; so it is on every number of cores.
  @Test func bitsDoNotDependOnTheOthers() {
    let loss = Loss(shape: 0.3, scale: 1.1)
    let x = (0..<70_001).map { Double($0) * 3e-4 - 9 }
    for function in Self.functions {
      let whole = function.many(loss, x).map(\.bitPattern)
      for count in 0...18 {
        #expect(function.many(loss, Array(x[..<count])).map(\.bitPattern) == Array(whole[..<count]))
      }
      let parts = stride(from: 0, to: x.count, by: 1003).flatMap {
        function.many(loss, Array(x[$0..<min($0 + 1003, x.count)]))
      }
      #expect(parts.map(\.bitPattern) == whole)
    }
  }

  /// The processor's wider instructions give what those give that all processors have.
  @Test(arguments: shapes)
  func bitsDoNotDependOnTheProcessor(shape: Double) throws {
    guard var constants = LossVectors(Loss(shape: shape, scale: 1.1).kernel).constants else {
      return
    }
    let x = Self.residuals(1.1)
    func bits(_ variant: Int32) -> [[UInt64]] {
      var results = [[Double]](repeating: [Double](repeating: 0, count: x.count), count: 5)
      for i in 0..<5 {
        results[i].withUnsafeMutableBufferPointer { buffer in
          var target = loss_vector_results()
          let p = buffer.baseAddress
          switch i {
          case 0: target.value = p
          case 1: target.derivative = p
          case 2: target.shape_derivative = p
          case 3: target.scale_derivative = p
          default: target.weight = p
          }
          _ = loss_vectors_evaluate_variant(variant, &constants, x, x.count, &target)
        }
      }
      return results.map { $0.map { $0.isNaN ? 0 : $0.bitPattern } }
    }
    let baseline = bits(0)
    for variant in 1..<max(loss_vectors_variants(), 1) {
      #expect(bits(variant) == baseline, "variant \(variant)")
    }
  }

  @Test func allAtOnceIsEachByItself() {
    let loss = Loss(shape: -0.7, scale: 2)
    let x = Self.residuals(2).filter(\.isFinite)
    let zeros = [Double](repeating: 0, count: x.count)
    var (value, derivative, shape, scale) = (zeros, zeros, zeros, zeros)
    loss.evaluate(
      x, value: &value, derivative: &derivative, shapeDerivative: &shape, scaleDerivative: &scale)
    for (i, result) in [value, derivative, shape, scale].enumerated() {
      #expect(result == Self.functions[i].many(loss, x))
    }
  }
}
