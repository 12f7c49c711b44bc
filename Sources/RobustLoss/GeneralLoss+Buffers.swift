/// The same over many x. Every element has the bits that the function of one x gives; for `Double` there
/// are faster ones, see `GeneralLoss+Vectors.swift`.
extension GeneralLoss {
  /// ρ at every x; the result has the shape of the argument.
  @inlinable
  public func values(_ x: [Scalar]) -> [Scalar] { map(x) { kernel.value($0) } }

  /// ∂ρ/∂x at every x; the result has the shape of the argument.
  @inlinable
  public func derivatives(_ x: [Scalar]) -> [Scalar] { map(x) { kernel.derivative($0) } }

  /// ∂ρ/∂α at every x; the result has the shape of the argument.
  @inlinable
  public func shapeDerivatives(_ x: [Scalar]) -> [Scalar] { map(x) { kernel.shapeDerivative($0) } }

  /// ∂ρ/∂c at every x; the result has the shape of the argument.
  @inlinable
  public func scaleDerivatives(_ x: [Scalar]) -> [Scalar] { map(x) { kernel.scaleDerivative($0) } }

  /// ρ′(x)/x at every x; the result has the shape of the argument.
  @inlinable
  public func weights(_ x: [Scalar]) -> [Scalar] { map(x) { kernel.weight($0) } }

  /// All five at every x; the result has the shape of the argument.
  @inlinable
  public func evaluate(_ x: [Scalar]) -> [RobustLossEvaluation<Scalar>] { x.map(evaluate) }

  /// Writes ρ at every x into a buffer of the same count, which must be initialised.
  @inlinable
  public func values(_ x: Span<Scalar>, into result: inout MutableSpan<Scalar>) {
    fill(&result, from: x) { kernel.value($0) }
  }

  /// Writes ∂ρ/∂x at every x into a buffer of the same count.
  @inlinable
  public func derivatives(_ x: Span<Scalar>, into result: inout MutableSpan<Scalar>) {
    fill(&result, from: x) { kernel.derivative($0) }
  }

  /// Writes ∂ρ/∂α at every x into a buffer of the same count.
  @inlinable
  public func shapeDerivatives(_ x: Span<Scalar>, into result: inout MutableSpan<Scalar>) {
    fill(&result, from: x) { kernel.shapeDerivative($0) }
  }

  /// Writes ∂ρ/∂c at every x into a buffer of the same count.
  @inlinable
  public func scaleDerivatives(_ x: Span<Scalar>, into result: inout MutableSpan<Scalar>) {
    fill(&result, from: x) { kernel.scaleDerivative($0) }
  }

  /// Writes ρ′(x)/x at every x into a buffer of the same count.
  @inlinable
  public func weights(_ x: Span<Scalar>, into result: inout MutableSpan<Scalar>) {
    fill(&result, from: x) { kernel.weight($0) }
  }

  /// Writes all five at every x into a buffer of the same count.
  @inlinable
  public func evaluate(
    _ x: Span<Scalar>, into result: inout MutableSpan<RobustLossEvaluation<Scalar>>
  ) {
    precondition(x.count == result.count, "one result for every x")
    for i in 0..<x.count { result[i] = evaluate(x[i]) }
  }

  @inlinable
  @inline(__always)
  func map(_ x: [Scalar], _ function: (Double) -> Double) -> [Scalar] {
    x.map { Scalar(nearest: function($0.asDouble)) }
  }

  @inlinable
  @inline(__always)
  func fill(
    _ result: inout MutableSpan<Scalar>, from x: Span<Scalar>, _ function: (Double) -> Double
  ) {
    precondition(x.count == result.count, "one result for every x")
    for i in 0..<x.count { result[i] = Scalar(nearest: function(x[i].asDouble)) }
  }
}
