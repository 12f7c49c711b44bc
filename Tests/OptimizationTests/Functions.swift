import Foundation
import Optimization

/// H. Rosenbrock's curved valley twice, Σ 100(x₂ − x₁²)² + (1 − x₁)²: its minimum is 0 where all are 1.
struct Valley: Objective {
  mutating func evaluate(_ x: [Double], gradient: inout [Double]) -> Double {
    gradient = Self.gradient(x)
    return stride(from: 0, to: x.count, by: 2).reduce(0) { sum, i in
      let (rise, rest) = (x[i + 1] - x[i] * x[i], 1 - x[i])
      return sum + 100 * rise * rise + rest * rest
    }
  }

  static func gradient(_ x: [Double]) -> [Double] {
    var gradient = x
    for i in stride(from: 0, to: x.count, by: 2) {
      let rise = x[i + 1] - x[i] * x[i]
      gradient[i] = -400 * x[i] * rise - 2 * (1 - x[i])
      gradient[i + 1] = 200 * rise
    }
    return gradient
  }

  mutating func imbalance(_ x: [Double]) -> Double {
    min(1, Self.gradient(x).reduce(0) { max($0, $1.magnitude) })
  }

  func preconditioned(_ vector: [Double]) -> [Double] { vector }
}

/// The mean of a function of (x − aᵢ)²/c² over some numbers aᵢ, with parabolas above it that touch it: of
/// the square itself at shape 2, of a logarithm at 0, and in between of what lies in between.
struct Middle: GraduatedObjective {
  var numbers: [Double]
  var scale: Double
  var shape = 0.0
  private(set) var place = 0.0

  init(_ numbers: [Double], scale: Double) {
    self.numbers = numbers
    self.scale = scale
  }

  private func square(_ a: Double) -> Double { (place - a) * (place - a) / (scale * scale) }

  /// (2b/α)·((1 + s/b)^(α/2) − 1) for b = 2 − α, whose slope in s is the weight.
  private func value(_ s: Double) -> Double {
    let b = 2 - shape
    if b == 0 { return s }
    return shape == 0 ? 2 * log1p(s / 2) : 2 * b / shape * (pow(1 + s / b, shape / 2) - 1)
  }

  private func weight(_ s: Double) -> Double {
    shape == 2 ? 1 : pow(1 + s / (2 - shape), shape / 2 - 1)
  }

  mutating func visit(_ variables: [Double]) -> (value: Double, imbalance: Double) {
    place = variables[0]
    let pulls = numbers.map { weight(square($0)) * ($0 - place) }
    let sizes = pulls.reduce(0) { $0 + $1.magnitude }
    let mean = numbers.reduce(0) { $0 + value(square($1)) } / Double(numbers.count)
    return (mean, sizes > 0 ? pulls.reduce(0, +).magnitude / sizes : 0)
  }

  mutating func next() throws(NoStep) -> [Double] {
    let weights = numbers.map { weight(square($0)) }
    let total = weights.reduce(0, +)
    if total == 0 { throw NoStep("nothing has any weight") }
    return [zip(weights, numbers).reduce(0) { $0 + $1.0 * $1.1 } / total]
  }
}
