/// The answers at x = 0, x = ±∞ and for invalid input.
extension LossKernel {
  func valueAtEdge(_ x: Double) -> Double {
    if kind == .invalid || x.isNaN { return .nan }
    if x == 0 { return 0 }
    if shape >= 0 { return .infinity }
    return shape.isInfinite ? 1 : -distanceOverShape.rounded
  }

  func derivativeAtEdge(_ x: Double) -> Double {
    if kind == .invalid || x.isNaN { return .nan }
    if x == 0 || shape < 1 { return x == 0 ? x : (x < 0 ? -0.0 : 0) }
    let magnitude = shape == 1 ? 1 / scale : .infinity
    return x < 0 ? -magnitude : magnitude
  }

  func shapeDerivativeAtEdge(_ x: Double) -> Double {
    if kind == .invalid || x.isNaN { return .nan }
    if x == 0 || shape.isInfinite { return 0 }
    // ρ → (α − 2)/α.
    return shape < 0 ? 2 / shape / shape : .infinity
  }

  func scaleDerivativeAtEdge(_ x: Double) -> Double {
    if kind == .invalid || x.isNaN { return .nan }
    if x == 0 || shape < 0 { return 0 }
    // At α = 0, (x²/c³)·2/(2 + z) → 2/c; above it, x²·|x|^(α − 2) grows without bound.
    return shape == 0 ? -2 / scale : -.infinity
  }

  func weightAtEdge(_ x: Double) -> Double {
    if kind == .invalid || x.isNaN { return .nan }
    if x == 0 || shape == 2 { return inverseSquare.rounded }
    return shape < 2 ? 0 : .infinity
  }
}
