import Optimization
import RobustLoss

/// What a row is to a fit, by its inputs and by its residual (P. Rousseeuw and B. van Zomeren, "Unmasking
/// multivariate outliers and leverage points", 1990).
public enum RowKind: String, Hashable, Sendable, CaseIterable {
  /// Neither is far off.
  case regular
  /// The residual is: it lies off the curve where other rows are.
  case verticalOutlier = "vertical outlier"
  /// The inputs are, and the row lies on the curve that resists it.
  case goodLeverage = "good leverage"
  /// Both are: it pulls the curve to itself.
  case badLeverage = "bad leverage"
}

/// What the rows of a fit are, judged by an estimate that none of them can hide from.
public struct Leverage: Sendable {
  /// The robust distance of every row's inputs, in standard deviations of the bulk.
  public let distances: [Double]
  /// Where a distance is far: the root of the 97.5 % quantile of χ².
  public let cutoff: Double
  /// What each row is.
  public let kinds: [RowKind]
  /// The MM-estimate's parameters, and their standard errors if they can be told.
  public let resistant: [Double]
  /// Its standard errors.
  public let errors: [Double]?

  /// The rows of a kind, from 0.
  public func rows(_ kind: RowKind) -> [Int] { kinds.indices.filter { kinds[$0] == kind } }
}

extension Fit {
  /// What the rows are: their inputs are far off if their robust distance is beyond the 97.5 % quantile of χ²,
  /// their residuals if those of the MM-estimate are beyond 2.5 of its scales.
  ///
  /// - Returns: nil where it cannot be told: no inputs, hardly more rows than parameters, or inputs of which
  ///   more than half are equal or lie in a plane.
  public func leverage() -> Leverage? {
    let p = regression.model.parameterCount
    guard !regression.inputs.isEmpty, regression.count > 2 * p,
      let distances = RobustDistances(regression.inputs, parameters: p),
      let resistant = mm != nil ? self : try? regression.mmEstimate(),
      let scale = resistant.robustScale
    else { return nil }
    let cutoff = distances.cutoff
    let (_, residuals) = resistant.scaled(nil)
    let noise = resistant.rounding(nil)
    let unit = (try? regression.basis.map.unit) ?? 1
    let kinds = residuals.indices.map { i -> RowKind in
      let isOff = residuals[i].magnitude > max(2.5 * scale / unit, noise[i])
      return switch (distances.distances[i] > cutoff, isOff) {
      case (false, false): .regular
      case (false, true): .verticalOutlier
      case (true, false): .goodLeverage
      case (true, true): .badLeverage
      }
    }
    return Leverage(
      distances: distances.distances, cutoff: cutoff, kinds: kinds,
      resistant: resistant.parameters, errors: resistant.standardErrors())
  }

  /// A note if the MM-estimate differs from this fit by more than two of its standard errors in a parameter,
  /// and rows of bad leverage are why.
  /// - Parameters:
  ///   - leverage: that of this fit's rows.
  ///   - rowNumbers: the number of every row in the user's file; from 1 if nil.
  public func note(_ leverage: Leverage, rowNumbers: [Int]? = nil) -> FitNote? {
    let bad = leverage.rows(.badLeverage)
    guard !bad.isEmpty, mm == nil, let errors = leverage.errors else { return nil }
    let names = regression.model.parameterNames
    let steps = names.indices.map { j in
      (parameters[j] - leverage.resistant[j]).magnitude / errors[j]
    }
    // A constant says little where there is a slope.
    let intercept = (regression.model as? any InterceptModel)?.interceptIndex
    let far = names.indices.filter { steps[$0] > 2 }
    let slopes = far.filter { $0 != intercept }
    guard let j = (slopes.isEmpty ? far : slopes).max(by: { steps[$0] < steps[$1] }) else {
      return nil
    }
    return .leverage(
      rows: bad.map { rowNumbers?[$0] ?? $0 + 1 }, parameter: names[j], value: leverage.resistant[j]
    )
  }
}
