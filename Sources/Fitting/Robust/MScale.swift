import Optimization
import RobustLoss

/// The scale s of residuals at which the mean of a bounded loss is half of its supremum: no half of the
/// points can make it arbitrarily large or small (P. Huber, "Robust Statistics", 1981, §5.2).
struct MScale: Sendable {
  let loss: BoundedLoss
  /// The loss's scale is this times s.
  let factor: Double
  /// Of every residual, 1 at most.
  private let supremum: Double

  init(_ loss: BoundedLoss) {
    self.loss = loss
    factor = loss.breakdownFactor
    supremum = loss.supremum
  }

  /// Σ ρ(r/(k·s))/(n − p) over ½, with p parameters fitted.
  func excess(_ residuals: [Double], scale: Double, parameters p: Int) -> Double {
    let values = loss.loss(scale: factor * scale).values(residuals)
    let sum = blockedSum(values.count) { values[$0] } / supremum
    return 2 * sum / Double(max(values.count - p, 1))
  }

  /// The scale; 0 if so many residuals are 0 that no scale is small enough.
  /// - Parameter start: where to begin; from the median of |r| unless given.
  func scale(_ residuals: [Double], parameters p: Int, from start: Double? = nil) -> Double {
    var scale = start ?? median(ofMagnitudes: residuals) / 0.6745
    if !(scale > 0) {
      // The smallest that is no zero; below it nothing changes but the ratio.
      scale = residuals.reduce(Double.infinity) { $1 == 0 ? $0 : min($0, $1.magnitude) }
    }
    guard scale > 0, scale.isFinite else { return 0 }
    for _ in 0..<500 {
      let excess = excess(residuals, scale: scale, parameters: p)
      let next = scale * excess.squareRoot()
      if next < 1e-300 { return 0 }
      if (next - scale).magnitude <= 1e-13 * scale { return next }
      scale = next
    }
    return scale
  }
}
