import Config
import Plotting
import RobustLoss

/// What of a loss is drawn against the residual.
enum LossQuantity: String, CaseIterable, Sendable {
  case rho
  case influence = "drho_dx"
  case shapeDerivative = "drho_dalpha"
  case scaleDerivative = "drho_dc"
  case weight
  case nll
  case density

  /// The quantity of a loss at a residual.
  func value(_ loss: GeneralLoss<Double>, _ x: Double) -> Double {
    switch self {
    case .rho: loss.value(x)
    case .influence: loss.derivative(x)
    case .shapeDerivative: loss.shapeDerivative(x)
    case .scaleDerivative: loss.scaleDerivative(x)
    case .weight: loss.weight(x)
    case .nll: RobustDistribution(loss).negativeLogLikelihood(x)
    case .density: RobustDistribution(loss).density(x)
    }
  }

  /// The quantity of a loss at many residuals.
  func values(_ loss: GeneralLoss<Double>, _ x: [Double]) -> [Double] {
    switch self {
    case .rho: return loss.values(x)
    case .influence: return loss.derivatives(x)
    case .shapeDerivative: return loss.shapeDerivatives(x)
    case .scaleDerivative: return loss.scaleDerivatives(x)
    case .weight: return loss.weights(x)
    case .nll:
      let distribution = RobustDistribution(loss)
      return x.map(distribution.negativeLogLikelihood)
    case .density:
      let distribution = RobustDistribution(loss)
      return x.map(distribution.density)
    }
  }

  /// The quantity over residual and shape, for a scale.
  func field(scale: Double) -> Field {
    .rows { x, shape in values(GeneralLoss(shape: shape, scale: scale), x) }
  }

  /// The quantity in mathematics markup, without the dollar signs.
  var symbol: String {
    switch self {
    case .rho: "\\rho"
    case .influence: "\\partial\\rho/\\partial x"
    case .shapeDerivative: "\\partial\\rho/\\partial\\alpha"
    case .scaleDerivative: "\\partial\\rho/\\partial c"
    case .weight: "\\rho'(x)/x"
    case .nll: "-\\log p(x)"
    case .density: "p(x)"
    }
  }

  /// The shapes for which there is the quantity.
  var shapes: Bounds {
    switch self {
    case .nll, .density: .atLeast(0, ", as losses of α < 0 belong to no distribution")
    default: .any
    }
  }

  /// Whether the sign of the quantity means something.
  var isSigned: Bool { self == .influence || self == .scaleDerivative }

  static let names = allCases.map(\.rawValue)
  static let summary =
    "The quantity against the residual x: the loss, a derivative of it, the weight ρ′(x)/x, or, for α ≥ 0, the negative log-likelihood or the density."
}

extension Fields {
  /// The quantity that a mark's own key names.
  func quantity(_ key: String) -> LossQuantity? { choice(key, as: LossQuantity.self) }

  /// The shapes of a family.
  func shapes(_ bounds: Bounds) -> [Number] {
    let values = someNumbers("alpha", bounds) ?? []
    if values.count > 200 { fail("alpha", "a family may have at most 200 members") }
    return values
  }

  /// The scale c of a mark's losses.
  func lossScale() -> Number { orDefault { $0.number("scale", .positive) } }
}
