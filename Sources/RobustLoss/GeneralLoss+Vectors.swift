/// The same over many doubles, several at a time, and on all cores where there are tens of thousands.
///
/// Every element differs from what the function of one x gives by at most 2·10⁻¹⁵ of it where α ∈ [−8, 4],
/// and by at most 2·10⁻¹³ anywhere (∂ρ/∂α: 3·10⁻¹⁴ and 10⁻¹¹). The bits are the same on every machine, however many
/// elements or cores there are.
extension GeneralLoss<Double> {
  /// ρ at every x; the result has the shape of the argument.
  public func values(_ x: [Double]) -> [Double] {
    map(x) { LossVectors.Results(value: $0) }
  }

  /// ∂ρ/∂x at every x; the result has the shape of the argument.
  public func derivatives(_ x: [Double]) -> [Double] {
    map(x) { LossVectors.Results(derivative: $0) }
  }

  /// ∂ρ/∂α at every x; the result has the shape of the argument.
  public func shapeDerivatives(_ x: [Double]) -> [Double] {
    map(x) { LossVectors.Results(shapeDerivative: $0) }
  }

  /// ∂ρ/∂c at every x; the result has the shape of the argument.
  public func scaleDerivatives(_ x: [Double]) -> [Double] {
    map(x) { LossVectors.Results(scaleDerivative: $0) }
  }

  /// ρ′(x)/x at every x; the result has the shape of the argument.
  public func weights(_ x: [Double]) -> [Double] {
    map(x) { LossVectors.Results(weight: $0) }
  }

  /// Writes ρ at every x into a buffer of the same count.
  public func values(_ x: Span<Double>, into result: inout MutableSpan<Double>) {
    fill(&result, from: x) { LossVectors.Results(value: $0) }
  }

  /// Writes ∂ρ/∂x at every x into a buffer of the same count.
  public func derivatives(_ x: Span<Double>, into result: inout MutableSpan<Double>) {
    fill(&result, from: x) { LossVectors.Results(derivative: $0) }
  }

  /// Writes ∂ρ/∂α at every x into a buffer of the same count.
  public func shapeDerivatives(_ x: Span<Double>, into result: inout MutableSpan<Double>) {
    fill(&result, from: x) { LossVectors.Results(shapeDerivative: $0) }
  }

  /// Writes ∂ρ/∂c at every x into a buffer of the same count.
  public func scaleDerivatives(_ x: Span<Double>, into result: inout MutableSpan<Double>) {
    fill(&result, from: x) { LossVectors.Results(scaleDerivative: $0) }
  }

  /// Writes ρ′(x)/x at every x into a buffer of the same count.
  public func weights(_ x: Span<Double>, into result: inout MutableSpan<Double>) {
    fill(&result, from: x) { LossVectors.Results(weight: $0) }
  }

  /// Writes ρ and its three derivatives at every x, each into a buffer of the same count.
  public func evaluate(
    _ x: [Double], value: inout [Double], derivative: inout [Double],
    shapeDerivative: inout [Double], scaleDerivative: inout [Double]
  ) {
    evaluate(
      x, value: &value, derivative: &derivative, shapeDerivative: &shapeDerivative,
      scaleDerivative: &scaleDerivative, hasShape: true)
  }

  /// The same, with ∂ρ/∂α only if it is asked for.
  func evaluate(
    _ x: [Double], value: inout [Double], derivative: inout [Double],
    shapeDerivative: inout [Double], scaleDerivative: inout [Double], hasShape: Bool
  ) {
    precondition(
      x.count == value.count && x.count == derivative.count && x.count == shapeDerivative.count
        && x.count == scaleDerivative.count, "one result for every x")
    let vectors = LossVectors(kernel)
    x.withUnsafeBufferPointer { x in
      value.withUnsafeMutableBufferPointer { value in
        derivative.withUnsafeMutableBufferPointer { derivative in
          shapeDerivative.withUnsafeMutableBufferPointer { shapeDerivative in
            scaleDerivative.withUnsafeMutableBufferPointer { scaleDerivative in
              vectors.evaluate(
                x,
                into: LossVectors.Results(
                  value: value.baseAddress, derivative: derivative.baseAddress,
                  shapeDerivative: hasShape ? shapeDerivative.baseAddress : nil,
                  scaleDerivative: scaleDerivative.baseAddress))
            }
          }
        }
      }
    }
  }

  private func map(
    _ x: [Double], _ results: (UnsafeMutablePointer<Double>?) -> LossVectors.Results
  ) -> [Double] {
    let vectors = LossVectors(kernel)
    return [Double](unsafeUninitializedCapacity: x.count) { buffer, count in
      let target = results(buffer.baseAddress)
      x.withUnsafeBufferPointer { vectors.evaluate($0, into: target) }
      count = x.count
    }
  }

  private func fill(
    _ result: inout MutableSpan<Double>, from x: Span<Double>,
    _ results: (UnsafeMutablePointer<Double>?) -> LossVectors.Results
  ) {
    precondition(x.count == result.count, "one result for every x")
    let vectors = LossVectors(kernel)
    x.withUnsafeBufferPointer { x in
      result.withUnsafeMutableBufferPointer { buffer in
        vectors.evaluate(x, into: results(buffer.baseAddress))
      }
    }
  }
}
