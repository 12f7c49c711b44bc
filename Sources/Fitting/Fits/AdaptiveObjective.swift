import Optimization
import RobustLoss

/// The mean negative log-likelihood of the points, as a function of the model's parameters and of the
/// latent numbers of α and c, which come after them.
struct AdaptiveObjective: Objective {
  let points: FitPoints
  private(set) var loss: AdaptiveLoss
  /// Where a minimum is told from what is none, if not at the points themselves.
  private let balance: OwnTermsBalance?
  private var residuals: [Double]
  private var terms: AdaptiveLossGradient
  /// The largest weight of a point where the loss was evaluated last.
  private var largestWeight = 0.0

  init(
    _ points: FitPoints, _ settings: AdaptiveLossSettings, balance: OwnTermsBalance? = nil
  ) throws(FitError) {
    do throws(InvalidSetting) {
      loss = try AdaptiveLoss(dimensions: 1, settings: settings)
    } catch {
      throw .invalidSetting(name: error.name, value: error.value, range: "in \(error.range)")
    }
    self.points = points
    self.balance = balance
    residuals = [Double](repeating: 0, count: points.count)
    terms = AdaptiveLossGradient(count: points.count, dimensions: 1)
  }

  /// The variables that stand for a model's parameters and the loss's start, or for an α and a c within
  /// their bounds.
  func variables(_ parameters: [Double], shape: Double? = nil, scale: Double? = nil) -> [Double] {
    let (shapes, scales) = (loss.settings.shapeMap, loss.settings.scaleMap)
    let shapeLatent = shapes.isFixed ? 0 : shape.map(shapes.latent) ?? loss.shapeLatents[0]
    let scaleLatent = scales.isFixed ? 0 : scale.map(scales.latent) ?? loss.scaleLatents[0]
    return parameters + [
      shapeLatent.isFinite ? shapeLatent : loss.shapeLatents[0],
      scaleLatent.isFinite ? scaleLatent : loss.scaleLatents[0],
    ]
  }

  private mutating func place(_ variables: [Double]) {
    loss.shapeLatents[0] = variables[variables.count - 2]
    loss.scaleLatents[0] = variables[variables.count - 1]
    // α and c come after the parameters, and are not looked at.
    points.matrix.residuals(variables, targets: points.targets, into: &residuals)
  }

  mutating func evaluate(_ variables: [Double], gradient: inout [Double]) -> Double {
    place(variables)
    loss.evaluate(residuals, into: &terms)
    if balance == nil {
      largestWeight = GeneralLoss(shape: loss.shapes[0], scale: loss.scales[0]).weight(0)
    }
    // ∂r/∂θⱼ = −aᵢⱼ.
    let count = variables.count - 2
    for j in 0..<count {
      gradient[j] = -points.matrix.product(ofColumn: j, terms.residuals)
    }
    gradient[count] = terms.shapeLatents[0]
    gradient[count + 1] = terms.scaleLatents[0]
    return terms.loss
  }

  /// That of the model's parameters, or of α or c if it is larger.
  ///
  /// α may end at a bound, towards which it is pulled for ever: its imbalance counts by the share of its
  /// range that is left on that side. So may c, at its lower bound.
  mutating func imbalance(_ variables: [Double]) -> Double {
    place(variables)
    let general = GeneralLoss(shape: loss.shapes[0], scale: loss.scales[0])
    let distribution = loss.settings.truncation.map {
      TruncatedRobustDistribution(general, limit: $0)
    }
    let shapeSlope =
      distribution?.logNormalizerShapeDerivative ?? PartitionFunction.derivative(general.shape)
    let scaleSlope = distribution?.logNormalizerScaleDerivative ?? 1 / general.scale
    var shape = Balance()
    var scale = Balance()
    if !loss.settings.shapeMap.isFixed {
      for slope in general.shapeDerivatives(residuals) { shape.add(slope + shapeSlope) }
    }
    if !loss.settings.scaleMap.isFixed {
      for slope in general.scaleDerivatives(residuals) { scale.add(slope + scaleSlope) }
    }
    let (low, high) = (loss.settings.shapeLow, loss.settings.shapeHigh)
    let room = (shape.sum > 0 ? general.shape - low : high - general.shape) / (high - low)
    let scaleLow = loss.settings.scaleLow
    let scaleRoom = scale.sum > 0 ? (general.scale - scaleLow) / general.scale : 1
    let parameters = Array(variables.dropLast(2))
    return max(
      balance?.imbalance(general, parameters) ?? points.imbalance(general, parameters),
      loss.settings.shapeMap.isFixed ? 0 : shape.imbalance * room,
      scale.imbalance * scaleRoom)
  }

  /// α and c that latent numbers stand for.
  func shapeAndScale(_ variables: [Double]) -> (shape: Double, scale: Double) {
    (
      loss.settings.shapeMap.value(variables[variables.count - 2]),
      loss.settings.scaleMap.value(variables[variables.count - 1])
    )
  }

  func preconditioned(_ vector: [Double]) -> [Double] {
    guard balance == nil, largestWeight > 0 else { return vector }
    // The terms are orthogonal, and the model is as for a loss that is fixed. For the logarithm of c the
    // mean has a second derivative of about 1; α has none to speak of.
    let map = loss.settings.scaleMap
    let scaleStretch = map.derivative(loss.scaleLatents[0]) / loss.scales[0]
    return vector.dropLast(2).map { $0 / largestWeight } + [
      vector[vector.count - 2],
      vector[vector.count - 1] / max(scaleStretch * scaleStretch, 1e-6),
    ]
  }
}

/// A sum, and how large it is relative to what was added.
private struct Balance {
  private(set) var sum = 0.0
  private var magnitudes = 0.0

  mutating func add(_ number: Double) {
    sum += number
    magnitudes += number.magnitude
  }

  /// From 0, they balance, to 1, all have one sign.
  var imbalance: Double { magnitudes > 0 ? sum.magnitude / magnitudes : 0 }
}
