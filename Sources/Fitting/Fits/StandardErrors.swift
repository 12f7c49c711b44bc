import Optimization
import RobustLoss

/// How much the parameters of a fit would vary from sample to sample.
extension Fit {
  /// The parameters' standard errors by the sandwich estimator A⁻¹BA⁻¹ with A = Σ ρ″(rᵢ)aᵢaᵢᵀ and
  /// B = Σ ρ′(rᵢ)²aᵢaᵢᵀ, a the model's terms (P. Huber, "The behavior of maximum likelihood estimates under
  /// nonstandard conditions", 1967), in the units of the parameters. α and c count as known.
  ///
  /// An MM-estimate's allow for the scale that it begins with (C. Croux, G. Dhaene and D. Hoorelbeke, 2003).
  ///
  /// - Returns: one number a parameter; nil where A is not positive, the points are no more than the
  ///   parameters, or the fit is degenerate.
  public func standardErrors() -> [Double]? {
    guard let basis = try? regression.basis else { return nil }
    let p = basis.size
    guard p > 0, regression.count > p else { return p == 0 ? [] : nil }
    if isDegenerate { return nil }
    if let mm { return mmCovariance(mm, basis).flatMap(basis.deviations) }
    let (loss, residuals) = scaled(nil)
    // Wide enough for the rounding of ρ′, narrow enough for its curvature.
    let h = 1e-4 * last.scale / basis.map.unit
    let firsts = loss.derivatives(residuals)
    let above = loss.derivatives(residuals.map { $0 + h })
    let below = loss.derivatives(residuals.map { $0 - h })
    let seconds = zip(above, below).map { ($0 - $1) / (2 * h) }
    // In units in which the largest is 1: only ratios count, and squares must be numbers.
    let unit = seconds.reduce(0) { max($0, $1.magnitude) }
    guard unit > 0, unit.isFinite else { return nil }
    let matrix = basis.points.matrix
    let slope = matrix.gram(weights: seconds.map { $0 / unit })
    let spread = matrix.gram(weights: firsts.map { ($0 / unit) * ($0 / unit) })
    guard let inverse = Cholesky(slope, size: p)?.inverse else { return nil }
    let share = Double(regression.count) / Double(regression.count - p)
    let covariance = product(product(inverse, spread, size: p), inverse, size: p)
    return basis.deviations(covariance.map { share * $0 })
  }

  /// The standard deviations of the parameters over so many samples, drawn from the points with
  /// replacement (B. Efron, "Bootstrap methods: another look at the jackknife", 1979) and fitted by the
  /// same plan, beginning with this fit's parameters. The same seed gives the same numbers.
  ///
  /// Samples that do not determine the model are drawn anew.
  /// - Throws: `FitError` if nine of ten samples do not determine it.
  public func bootstrapErrors(
    _ plan: FitPlan, samples: Int, seed: UInt64
  ) throws(FitError) -> [Double] {
    var generator = Xoshiro256(seed: seed)
    var plan = plan
    if plan.optimizer == .automatic { plan.start = parameters }
    var found: [[Double]] = []
    var failures = 0
    while found.count < samples {
      let rows = (0..<regression.count).map { _ in
        Int(generator.uniform() * Double(regression.count))
      }
      do throws(FitError) {
        let sample = try regression.rows(rows)
        found.append(try sample.fit(plan).parameters)
      } catch {
        failures += 1
        if failures > 9 * max(samples, 10) { throw error }
      }
    }
    return regression.model.parameterNames.indices.map { j in
      let mean = found.reduce(0) { $0 + $1[j] } / Double(samples)
      let squares = found.reduce(0) { $0 + ($1[j] - mean) * ($1[j] - mean) }
      return (squares / Double(max(samples - 1, 1))).squareRoot()
    }
  }
}

/// A·B of square matrices, row by row.
func product(_ a: [Double], _ b: [Double], size: Int) -> [Double] {
  var result = [Double](repeating: 0, count: size * size)
  for i in 0..<size {
    for j in 0..<size {
      for k in 0..<size { result[i * size + j] += a[i * size + k] * b[k * size + j] }
    }
  }
  return result
}

extension Regression {
  /// The same model with some of the points, each as often as it is named, by their indices.
  ///
  /// - Throws: what `init(_:inputs:targets:)` throws.
  public func rows(_ rows: [Int]) throws(FitError) -> Regression {
    var chosen: [[Double]] = []
    for input in inputs { chosen.append(rows.map { input[$0] }) }
    return try Regression(
      model, inputs: chosen, targets: rows.map { targets[$0] }, names: inputNames)
  }
}
