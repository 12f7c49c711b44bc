import CLossVectors
import Dispatch
import RealModule

/// The loss at one α and c over many x, several at a time; `Double` only.
///
/// The formulas are those of `LossKernel`, with two doubles only where one would lose digits: for
/// log(1 + u), which has to be right to a part of an ulp since exponentials of its multiples are taken.
/// See CLossVectors for them. Every operation is rounded by itself, so that the bits are the same on every
/// machine, whether its instructions take two numbers at a time, four or eight.
///
/// Worst relative errors on two million points, α ∈ [−8, 4] and next to 0 and 2, |x/c| from 10⁻²⁶ to 10²⁶,
/// against `LossKernel`, and nanoseconds an element on one core of an AMD EPYC with AVX-512, by AVX2 alone,
/// and by `LossKernel`:
///
///                                     error    AVX-512   AVX2   one by one
///     ρ                               6.5e-16    2.2      4.0       46
///     ρ′                              1.3e-15    2.2      4.0       46
///     ∂ρ/∂c                           1.3e-15    2.6      4.1       47
///     weight                          1.2e-15    2.1      3.9       41
///     ∂ρ/∂α                           1.3e-14    6.7     10.9       78
///     ρ and its three derivatives                6.7     10.8      103
///
/// The errors of ρ′ and its kin are those of u, five times: e^((α − 2)L/2) with α = −8.
///
/// x and parameters beyond what is proved go to `LossKernel`, one by one.
struct LossVectors: Sendable {
  private let kernel: LossKernel
  /// Nil where only `LossKernel` is right.
  let constants: loss_vector_constants?

  /// Which results are asked for.
  struct Results {
    var value: UnsafeMutablePointer<Double>?
    var derivative: UnsafeMutablePointer<Double>?
    var shapeDerivative: UnsafeMutablePointer<Double>?
    var scaleDerivative: UnsafeMutablePointer<Double>?
    var weight: UnsafeMutablePointer<Double>?
  }

  init(_ kernel: LossKernel) {
    self.kernel = kernel
    let (shape, scale) = (kernel.shape, kernel.scale)
    let distance = kernel.kind == .general ? kernel.distance.rounded : 0
    guard kernel.kind == .general, shape.magnitude < 1e6, distance > 1e-30,
      shape == 0 || shape.magnitude > 1e-30, scale > 1e-30, scale < 1e30
    else {
      constants = nil
      return
    }
    func upper(_ number: Double) -> Double {
      Double(bitPattern: number.bitPattern & ~0x7FF_FFFF)
    }
    var c = loss_vector_constants()
    let factor = kernel.uPerSquare.significand
    let rounded = factor.rounded
    c.square_factor = kernel.uPerSquare.rounded
    c.square_rest = ((factor.high - rounded) + factor.low) / rounded
    let half = shape / 2
    c.half_shape = (upper(half), half - upper(half))
    let difference = DoubleDouble.sum(shape, -2).times(powerOfTwo: 0.5)
    let first = upper(difference.high)
    c.half_distance = (first, (difference.high - first) + difference.low)
    c.ratio = kernel.distanceOverShape.rounded
    c.distance = distance
    c.shape = shape
    c.inverse_scale = kernel.inverse.rounded
    c.inverse_square = kernel.inverseSquare.rounded
    // Nothing overflows or underflows with x/c in [10⁻³⁰, 10³⁰] and |w|, |t| ≤ 300.
    let longest = 600 / max(shape.magnitude, distance)
    let farthest =
      longest < 300 ? (Double.expMinusOne(longest) / c.square_factor).squareRoot() : 1e30 * scale
    c.least = 1e-30 * scale
    c.most = min(1e30 * scale, 0.999 * farthest)
    constants = c
  }

  /// Evaluates at many x, on all cores if there are very many.
  func evaluate(_ x: UnsafeBufferPointer<Double>, into results: Results) {
    guard let start = x.baseAddress else { return }
    guard x.count >= Self.manyPoints else {
      return evaluate(start, count: x.count, into: results)
    }
    let part = Self.manyPoints / 2
    let work = Work(vectors: self, x: start, results: results)
    let count = x.count
    DispatchQueue.concurrentPerform(iterations: (count + part - 1) / part) { i in
      let first = i * part
      work.vectors.evaluate(
        work.x + first, count: min(part, count - first), into: work.results.advanced(by: first))
    }
  }

  /// From so many on, threads are worth their start.
  private static let manyPoints = 1 << 15

  private func evaluate(
    _ x: UnsafePointer<Double>, count: Int, into results: Results
  ) {
    if var constants {
      var target = loss_vector_results(
        value: results.value, derivative: results.derivative,
        shape_derivative: results.shapeDerivative, scale_derivative: results.scaleDerivative,
        weight: results.weight)
      if loss_vectors_evaluate(&constants, x, count, &target) == 1 { return }
      for i in 0..<count {
        let size = x[i].magnitude
        if size >= constants.least && size <= constants.most || size == 0 { continue }
        evaluateOne(x[i], i, results)
      }
    } else {
      for i in 0..<count { evaluateOne(x[i], i, results) }
    }
  }

  private func evaluateOne(_ x: Double, _ i: Int, _ results: Results) {
    results.value?[i] = kernel.value(x)
    results.derivative?[i] = kernel.derivative(x)
    results.shapeDerivative?[i] = kernel.shapeDerivative(x)
    results.scaleDerivative?[i] = kernel.scaleDerivative(x)
    results.weight?[i] = kernel.weight(x)
  }

  /// What threads share: each writes a part of its own.
  private struct Work: @unchecked Sendable {
    let vectors: LossVectors
    let x: UnsafePointer<Double>
    let results: Results
  }
}

extension LossVectors.Results {
  fileprivate func advanced(by count: Int) -> Self {
    Self(
      value: value.map { $0 + count }, derivative: derivative.map { $0 + count },
      shapeDerivative: shapeDerivative.map { $0 + count },
      scaleDerivative: scaleDerivative.map { $0 + count }, weight: weight.map { $0 + count })
  }
}
