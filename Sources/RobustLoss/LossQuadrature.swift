/// Integrals of exp(−ρ(x, α, 1)), for tails and truncated distributions.
///
/// Gauss–Legendre with 16 points on panels that follow the integrand: no longer than the distance to its
/// branch points ±i√b allows, and so short that ρ rises by at most 8 over one. Tails come out with a
/// small error relative to themselves, since everything is relative to the integrand where they begin.
struct LossQuadrature {
  /// The loss, at c = 1.
  let kernel: LossKernel

  init(shape: Double) {
    kernel = LossKernel(shape: shape, scale: 1)
  }

  struct Integral {
    /// ∫ exp(ρ₀ − ρ) dx.
    var mass = 0.0
    /// ∫ (∂ρ/∂α)·exp(ρ₀ − ρ) dx. Zero where ∂ρ/∂α is infinite, at α = 2.
    var shapeMoment = 0.0
    /// ∫ x²·exp(ρ₀ − ρ) dx.
    var squareMoment = 0.0
    /// ρ₀, the loss at the lower limit.
    var start: Double

    /// log ∫ exp(−ρ) dx.
    var logMass: Double { logarithm(mass) - start }
  }

  /// The integral from `lower` ≥ 0 to `upper`, which may be ∞ where the integral converges.
  ///
  /// Moments cost twice the time.
  func integral(from lower: Double, to upper: Double, moments: Bool = false) -> Integral {
    var result = Integral(start: kernel.value(lower))
    // Beyond, exp(−ρ) is zero, and ρ may rise by more than a panel's share from one number to the next.
    guard lower < upper, result.start < 800 else { return result }
    var x = lower
    var rho = result.start
    while x < upper && x.isFinite {
      var length = min(panelLength(at: x), upper - x)
      var end = kernel.value(x + length)
      while end - rho > 8 {
        length *= 0.6
        end = kernel.value(x + length)
      }
      let before = result.mass
      addPanel(center: x + 0.5 * length, half: 0.5 * length, moments: moments, to: &result)
      if result.mass - before <= 1e-18 * result.mass { break }
      x = length == upper - x ? upper : x + length
      rho = end
    }
    return result
  }

  private func panelLength(at x: Double) -> Double {
    // exp(−ρ) has branch points at ±i√b, and otherwise changes over lengths of 1 or of x.
    let smooth = max(1.5, 0.7 * x)
    switch kernel.kind {
    case .general:
      let b = (kernel.shape - 2).magnitude
      let distance = max(b.squareRoot(), x)
      return min(smooth, 1.5 * distance)
    default: return smooth
    }
  }

  private func addPanel(
    center: Double, half: Double, moments: Bool, to result: inout Integral
  ) {
    for (node, weight) in gaussLegendre {
      addNode(center - half * node, half * weight, moments: moments, to: &result)
      addNode(center + half * node, half * weight, moments: moments, to: &result)
    }
  }

  private func addNode(_ x: Double, _ weight: Double, moments: Bool, to result: inout Integral) {
    let mass = weight * exponential(result.start - kernel.value(x))
    result.mass += mass
    guard moments else { return }
    if kernel.kind == .general { result.shapeMoment += mass * kernel.shapeDerivative(x) }
    result.squareMoment += mass * (x * x)
  }
}

/// Nodes in (0, 1) and weights of the 16-point Gauss–Legendre rule; it is symmetric.
private let gaussLegendre: [(node: Double, weight: Double)] = [
  (0.9894009349916499, 0.027152459411754096),
  (0.9445750230732326, 0.062253523938647894),
  (0.8656312023878318, 0.09515851168249279),
  (0.755404408355003, 0.12462897125553388),
  (0.6178762444026438, 0.14959598881657674),
  (0.45801677765722737, 0.16915651939500254),
  (0.2816035507792589, 0.18260341504492358),
  (0.09501250983763744, 0.1894506104550685),
]
