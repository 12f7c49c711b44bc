import Optimization
import RobustLoss

/// Where fits begin that may end at more than one minimum: none of these starts has the faults of all others.
///
/// Least absolute deviations resist outliers but no leverage; the S-estimate resists both and may follow a
/// small group; least squares is all points'; graduated non-convexity leads from there on.
struct FitStarts: Sendable {
  /// How many subsets of points the S-estimate begins with.
  var subsets = 500

  /// Coordinates to begin with, the first being those of least absolute deviations.
  func coordinates(_ points: FitPoints) throws(FitError) -> [[Double]] {
    let absolute = try points.nearAbsoluteDeviations()
    var result = [absolute, points.leastSquaresByCholesky() ?? points.leastSquares()]
    if points.matrix.columnCount == 0 { return [absolute] }
    let search = HighBreakdownStart(subsets: subsets)
    if let estimate = try? search.estimate(points, MScale(.bisquare)) {
      result.append(estimate.variables)
    }
    let scale = points.robustDeviation(absolute) * GeneralLoss.efficientScale(shape: -.infinity)
    let welsch = ConcaveLossObjective(points, GeneralLoss<Double>.welsch(scale: scale))
    if let minimum = try? GraduatedNonConvexity().minimize(welsch, from: result[1]).minimum {
      result.append(minimum.last.variables)
    }
    return result
  }
}

extension FitPoints {
  /// The variables that minimise the sum of squares, of terms that need not be orthogonal; nil if the points
  /// do not determine them.
  func leastSquaresByCholesky() -> [Double]? {
    let start = [Double](repeating: 0, count: matrix.columnCount)
    let weights = [Double](repeating: 1, count: count)
    return try? step(residuals(start), weights: weights)
  }
}

extension Regression {
  /// The lowest of the minima of a loss that are reached from several starts; where there are many points,
  /// the starts are followed on some of them.
  func lowestMinimum(
    of loss: GeneralLoss<Double>, _ starts: FitStarts
  ) throws(FitError) -> Fit {
    let basis = try basis
    let limit = HighBreakdownStart().sampleSize
    var coordinates: [[Double]]
    if basis.points.count <= limit {
      coordinates = try starts.coordinates(basis.points)
    } else {
      let rows = HighBreakdownStart.sample(limit, of: basis.points.count)
      let sample = basis.points.rows(rows)
      let scaled = GeneralLoss(shape: loss.shape, scale: loss.scale / basis.map.unit)
      var found: [(value: Double, variables: [Double])] = []
      for start in try starts.coordinates(sample) {
        let objective = ConcaveLossObjective(sample, scaled)
        guard
          let end = try? ReweightedLeastSquares(tolerance: 1e-6, maximumSteps: 200)
            .minimize(objective, from: start).last
        else { continue }
        found.append((end.value, end.variables))
      }
      found.sort { $0.value < $1.value }
      coordinates = [try basis.points.nearAbsoluteDeviations()]
      if let best = found.first { coordinates.append(best.variables) }
    }
    return try lowest(coordinates) { start throws(FitError) in
      try reweighted(loss, fromCoordinates: start)
    }
  }

  /// The lowest minimum of the adaptive loss.
  func lowestMinimum(
    of settings: AdaptiveLossSettings, _ starts: FitStarts
  ) throws(FitError) -> Fit {
    let basis = try basis
    let limit = HighBreakdownStart().sampleSize
    var candidates = try adaptiveStarts(
      basis.points, settings, starts, basis.map.unit)
    if basis.points.count > limit {
      let rows = HighBreakdownStart.sample(limit, of: basis.points.count)
      let sample = basis.points.rows(rows)
      let scaled = settings.scaled(by: 1 / basis.map.unit)
      let objective = try AdaptiveObjective(sample, scaled)
      var found: [(value: Double, start: AdaptiveStart)] = []
      for start in try adaptiveStarts(sample, settings, starts, basis.map.unit) {
        let variables = objective.variables(
          start.coordinates, shape: start.shape, scale: start.scale.map { $0 / basis.map.unit })
        guard
          let end = try? LBFGS(tolerance: 1e-5, maximumSteps: 200)
            .minimize(objective, from: variables).last
        else { continue }
        let (shape, scale) = objective.shapeAndScale(end.variables)
        found.append(
          (
            end.value,
            AdaptiveStart(
              coordinates: Array(end.variables.dropLast(2)), shape: shape,
              scale: scale * basis.map.unit)
          ))
      }
      found.sort { $0.value < $1.value }
      if let best = found.first { candidates = [best.start] }
      // Another valley that is as deep on the sample may be deeper on all points.
      if let best = found.first,
        let other = found.first(where: { distance($0.start, best.start, basis) > 1 })
      {
        candidates.append(other.start)
      }
    }
    var fit = try lowest(candidates) { start throws(FitError) in
      try minimize(settings, with: LBFGS(), from: start)
    }
    fit.settings = settings
    return fit
  }

  /// How far apart two starts are, in scales of the first.
  private func distance(_ a: AdaptiveStart, _ b: AdaptiveStart, _ basis: WorkingBasis) -> Double {
    let scale = (a.scale ?? basis.map.unit) / basis.map.unit
    return zip(a.coordinates, b.coordinates).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / scale
  }

  /// From every start, α from the middle of its bounds and from both ends.
  private func adaptiveStarts(
    _ points: FitPoints, _ settings: AdaptiveLossSettings, _ starts: FitStarts, _ unit: Double
  ) throws(FitError) -> [AdaptiveStart] {
    let coordinates = try starts.coordinates(points)
    let (low, high) = (settings.shapeLow, settings.shapeHigh)
    var result = coordinates.map { AdaptiveStart(coordinates: $0) }
    if settings.shapeMap.isFixed || settings.shapeStart != nil { return result }
    for start in coordinates {
      let scale = points.robustDeviation(start) * unit
      for share in [0.05, 0.95] {
        result.append(
          AdaptiveStart(
            coordinates: start, shape: low + share * (high - low),
            scale: scale > settings.scaleLow ? scale : nil))
      }
    }
    return result
  }

  /// The lowest of the fits from several starts, with the others that are minima of their own.
  private func lowest<Start>(
    _ starts: [Start], _ fit: (Start) throws(FitError) -> Fit
  ) throws(FitError) -> Fit {
    var fits: [Fit] = []
    var failure: FitError?
    for start in starts {
      do throws(FitError) {
        fits.append(try fit(start))
      } catch {
        failure = failure ?? error
      }
    }
    guard var best = fits.first else { throw failure! }
    for fit in fits.dropFirst() {
      // The first of equals: what is less by rounding is no better.
      if fit.last.loss < best.last.loss - 1e-9 * max(1, best.last.loss.magnitude) { best = fit }
    }
    best.otherMinima = best.others(of: fits)
    return best
  }
}

extension Fit {
  /// Minima other than this one that deserve a word: within a twentieth of the objective's range, or with a
  /// parameter farther off than its standard error.
  fileprivate func others(of fits: [Fit]) -> [FitStep] {
    guard let basis = try? regression.basis, let own = last.coordinates else { return [] }
    // From what the model without its terms has.
    let (loss, _) = scaled(nil)
    let values = loss.values(basis.points.targets)
    let reached = loss.values(basis.points.residuals(own))
    let range =
      (blockedSum(values.count) { values[$0] } - blockedSum(reached.count) { reached[$0] })
      / Double(max(values.count, 1))
    let errors = standardErrors()
    let scale = last.scale / basis.map.unit
    var result: [FitStep] = []
    for fit in fits.sorted(by: { $0.last.loss < $1.last.loss }) where fit.outcome.isConverged {
      let excess = fit.last.loss - last.loss
      guard excess > 1e-7 * max(1, last.loss.magnitude), let place = fit.last.coordinates,
        // Apart by more than what an end leaves open.
        zip(place, own).contains(where: { ($0 - $1).magnitude > 1e-3 * scale }),
        !result.contains(where: { ($0.loss - fit.last.loss).magnitude < 1e-6 })
      else { continue }
      let isFar = fit.parameters.indices.contains { j in
        (fit.parameters[j] - parameters[j]).magnitude > errors?[j] ?? .infinity
      }
      if isFar || excess <= 0.05 * range { result.append(fit.last) }
    }
    return Array(result.prefix(3))
  }
}
