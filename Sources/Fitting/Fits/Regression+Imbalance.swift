import Optimization
import RobustLoss

extension Regression {
  /// How far parameters are from a minimum of the mean of ρ: the largest |Σᵢ ρ′(rᵢ)aᵢⱼ| / Σᵢ |ρ′(rᵢ)aᵢⱼ|
  /// over the parameters j. 0 where the points' pulls balance; 1 where all pull one way.
  ///
  /// It has no unit, so one tolerance does for all data. The terms aᵢⱼ are centred on their means if
  /// the model has a constant, or else a large mean would hide an imbalance. What rounding leaves of a
  /// residual does not count. Infinite if no point pulls at all although some are off the curve.
  func imbalance(_ loss: some ResidualLoss, _ parameters: [Double]) -> Double {
    let residuals = residuals(parameters)
    let rounding = rounding(parameters)
    if zip(residuals, rounding).allSatisfy({ $0.magnitude <= $1 }) { return 0 }
    let slopes = loss.derivatives(residuals)
    if slopes.allSatisfy({ $0 == 0 }) { return .infinity }

    // How much of a slope may be rounding: ρ″ is at most the weight, if α ≤ 2.
    let errors = zip(loss.weights(residuals), rounding).map { $0 * $1 }
    var largest = 0.0
    for j in 0..<design.columnCount {
      var (sum, size, error) = (0.0, 0.0, 0.0)
      for (i, term) in centered.column(j).enumerated() {
        sum += slopes[i] * term
        size += (slopes[i] * term).magnitude
        error += errors[i] * term.magnitude
      }
      if size > 0 { largest = max(largest, (sum.magnitude - error) / size) }
    }
    return largest
  }

  /// How large the rounding error of every residual may be: a few units in the last place of the largest
  /// number in its sum.
  func rounding(_ parameters: [Double]) -> [Double] {
    var sizes = targets.map(\.magnitude)
    for j in parameters.indices {
      for (i, term) in design.column(j).enumerated() {
        sizes[i] += (term * parameters[j]).magnitude
      }
    }
    return sizes.map { 4 * .ulpOfOne * $0 }
  }
}
