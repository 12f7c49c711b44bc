import Optimization
import RobustLoss

/// What an MM-estimate was made of.
struct MMDetails: Sendable {
  let loss: BoundedLoss
  /// The S-estimate, in the coordinates in which points are fitted.
  let start: [Double]
  /// The scale of its residuals, in the units of the targets.
  let scale: Double
}

extension Regression {
  /// The MM-estimate (V. Yohai, "High breakdown-point and high efficiency robust estimates for regression",
  /// 1987): the S-estimate of a bounded loss with breakdown ½, and from there the minimum of the same loss
  /// with the efficiency of 95 % on normal residuals, its scale being that of the S-estimate.
  ///
  /// Almost half of the points may be anything, in the inputs too. Nothing is drawn by chance.
  ///
  /// - Parameters:
  ///   - loss: the bounded loss, Tukey's bisquare unless given.
  ///   - subsets: how many subsets of points the S-estimate begins with where they are too many to take all.
  /// - Throws: `FitError.invalidSetting` for a shape of 0 or more; what `leastSquares(scale:)` throws.
  public func mmEstimate(
    _ loss: BoundedLoss = .bisquare, subsets: Int = 500
  ) throws(FitError) -> Fit {
    try loss.validate()
    let basis = try basis
    let estimate = try sEstimate(loss, subsets: subsets)
    // Where half of the points lie on the curve, what rounding leaves of them is the scale.
    let noise = basis.points.rounding(estimate.variables).reduce(0, max)
    let scale = max(estimate.scale, noise)
    let tuned = GeneralLoss(
      shape: loss.shape, scale: loss.efficientFactor * scale * basis.map.unit)
    var result = try fit(tuned, loss.kind, fromCoordinates: estimate.variables) {
      points, scaled, start throws(OptimizationError) in
      let settings = ReweightedLeastSquares(tolerance: 1e-10, maximumSteps: 500)
      switch loss {
      case .bisquare:
        return try settings.minimize(
          ConcaveLossObjective(points, BisquareLoss(threshold: scaled.scale)), from: start)
      case .member:
        return try settings.minimize(ConcaveLossObjective(points, scaled), from: start)
      }
    }
    result.mm = MMDetails(
      loss: loss, start: estimate.variables, scale: estimate.scale * basis.map.unit)
    return result
  }

  /// The S-estimate in the coordinates in which points are fitted.
  func sEstimate(
    _ loss: BoundedLoss = .bisquare, subsets: Int = 500
  ) throws(FitError) -> HighBreakdownStart.Estimate {
    if subsets < 1 { throw .invalidCount(name: "starts", count: subsets, range: "at least 1") }
    let basis = try basis
    do throws(NoStep) {
      return try HighBreakdownStart(subsets: subsets).estimate(basis.points, MScale(loss))
    } catch {
      throw .undetermined(reason: error.reason)
    }
  }
}

extension Fit {
  /// The covariance of an MM-estimate's coordinates, row by row, with what the S-estimate's scale adds to it
  /// (C. Croux, G. Dhaene and D. Hoorelbeke, "Robust standard errors for robust estimators", 2003).
  func mmCovariance(_ mm: MMDetails, _ basis: WorkingBasis) -> [Double]? {
    let (points, p) = (basis.points, basis.size)
    let n = Double(points.count)
    let scale = mm.scale / basis.map.unit
    guard scale > 0, let coordinates = last.coordinates else { return nil }
    let residuals = points.residuals(coordinates).map { $0 / scale }
    let first = points.residuals(mm.start).map { $0 / scale }

    // ψ with ψ′(0) = 1, and χ with the supremum 1, both of residuals in units of the scale.
    let factor = mm.loss.efficientFactor
    let loss = mm.loss.loss(scale: factor)
    let unit = 1 / loss.weight(0)
    let psi = loss.derivatives(residuals).map { unit * $0 }
    let h = 1e-5
    let above = loss.derivatives(residuals.map { $0 + h })
    let below = loss.derivatives(residuals.map { $0 - h })
    let slopes = zip(above, below).map { unit * ($0 - $1) / (2 * h) }
    let bounded = mm.loss.loss(scale: mm.loss.breakdownFactor)
    let chi = bounded.values(first).map { $0 / mm.loss.supremum }
    let chiSlopes = bounded.derivatives(first).map { $0 / mm.loss.supremum }

    guard let factors = Cholesky(points.matrix.gram(weights: slopes), size: p) else { return nil }
    let inverse = factors.inverse.map { $0 * scale }
    func sums(_ terms: [Double]) -> [Double] {
      (0..<p).map { points.matrix.product(ofColumn: $0, terms) }
    }
    func times(_ vector: [Double]) -> [Double] {
      (0..<p).map { j in (0..<p).reduce(0) { $0 + inverse[j * p + $1] * vector[$1] } }
    }
    let mean = blockedSum(first.count) { chiSlopes[$0] * first[$0] } / n
    guard mean > 0 else { return nil }
    let a = times(sums(zip(slopes, residuals).map { $0 * $1 })).map { $0 / mean }
    let b = times(sums(zip(psi, chi).map { $0 * $1 }))
    let squares = points.matrix.gram(weights: psi.map { $0 * $0 })
    let main = product(product(inverse, squares, size: p), inverse, size: p)
    let rest = blockedSum(chi.count) { chi[$0] * chi[$0] - 0.25 } / n
    var covariance = main
    for j in 0..<p {
      for k in 0..<p {
        covariance[j * p + k] += (rest * a[j] * a[k] - a[j] * b[k] - b[j] * a[k]) / n
      }
    }
    return covariance
  }
}
