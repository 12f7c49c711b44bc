import Optimization
import RobustLoss

/// How much the parameters of a fit would vary from sample to sample.
extension Fit {
  /// The parameters' standard errors by the sandwich estimator A⁻¹BA⁻¹ with A = Σ ρ″(rᵢ)aᵢaᵢᵀ and
  /// B = Σ ρ′(rᵢ)²aᵢaᵢᵀ, a the model's terms (P. Huber, "The behavior of maximum likelihood estimates under
  /// nonstandard conditions", 1967), in the units of the parameters. α and c count as known.
  ///
  /// - Returns: one number a parameter; nil where A is not positive, or the points are no more than the
  ///   parameters: then a bootstrap can tell.
  public func standardErrors() -> [Double]? {
    // With the means taken out, so that a mean far beyond the spread costs no digits.
    let design = regression.centered
    let p = design.columnCount
    guard p > 0, regression.count > p else { return p == 0 ? [] : nil }
    let loss = loss()
    // Wide enough for the rounding of ρ′, narrow enough for its curvature.
    let h = 1e-4 * last.scale
    var slope = [[Double]](repeating: [Double](repeating: 0, count: p), count: p)
    var spread = slope
    let residuals = residuals()
    let firsts = loss.derivatives(residuals)
    let above = loss.derivatives(residuals.map { $0 + h })
    let below = loss.derivatives(residuals.map { $0 - h })
    for (i, first) in firsts.enumerated() {
      let second = (above[i] - below[i]) / (2 * h)
      for j in 0..<p {
        for k in 0..<p {
          let product = design[i, j] * design[i, k]
          slope[j][k] += second * product
          spread[j][k] += first * first * product
        }
      }
    }
    guard let centered = Self.inverse(slope) else { return nil }
    let inverse = regression.uncentered(centered)
    let share = Double(regression.count) / Double(regression.count - p)
    var errors: [Double] = []
    for j in 0..<p {
      var variance = 0.0
      for k in 0..<p {
        for l in 0..<p { variance += inverse[j][k] * spread[k][l] * inverse[j][l] }
      }
      guard variance >= 0, variance.isFinite else { return nil }
      errors.append((share * variance).squareRoot())
    }
    return errors
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

  /// The inverse of a symmetric positive matrix by Cholesky's factors, scaled to a unit diagonal first;
  /// nil if it is not positive.
  private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
    let p = matrix.count
    let units = (0..<p).map { matrix[$0][$0].squareRoot() }
    guard units.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var factor = matrix
    for j in 0..<p {
      for i in j..<p {
        var sum = matrix[i][j] / (units[i] * units[j])
        for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
        if i == j {
          guard sum > 1e-13 else { return nil }
          factor[j][j] = sum.squareRoot()
        } else {
          factor[i][j] = sum / factor[j][j]
        }
      }
    }
    return (0..<p).map { column in
      var x = [Double](repeating: 0, count: p)
      for i in 0..<p {
        var sum: Double = i == column ? 1 : 0
        for k in 0..<i { sum -= factor[i][k] * x[k] }
        x[i] = sum / factor[i][i]
      }
      for i in (0..<p).reversed() {
        var sum = x[i]
        for k in i + 1..<max(p, i + 1) { sum -= factor[k][i] * x[k] }
        x[i] = sum / factor[i][i]
      }
      return (0..<p).map { x[$0] / (units[$0] * units[column]) }
    }
  }
}

extension Regression {
  /// How the model's parameters depend on what the rows of a matrix say of the parameters of the centred
  /// terms aⱼ − mⱼ·aₖ, k the constant term: θₖ = θ′ₖ − Σ mⱼθⱼ.
  fileprivate func uncentered(_ matrix: [[Double]]) -> [[Double]] {
    let terms = matrix.indices
    guard
      let constant = terms.first(where: { j in
        design[0, j] != 0 && design.column(j).allSatisfy { $0 == design[0, j] }
      })
    else { return matrix }
    var result = matrix
    for j in terms where j != constant {
      let mean = (design[0, j] - centered[0, j]) / design[0, constant]
      for k in terms { result[constant][k] -= mean * matrix[j][k] }
    }
    return result
  }

  /// The same model with some of the points, each as often as it is named, by their indices.
  ///
  /// - Throws: what `init(_:inputs:targets:)` throws.
  public func rows(_ rows: [Int]) throws(FitError) -> Regression {
    var chosen: [[Double]] = []
    for input in inputs { chosen.append(rows.map { input[$0] }) }
    return try Regression(model, inputs: chosen, targets: rows.map { targets[$0] })
  }
}
