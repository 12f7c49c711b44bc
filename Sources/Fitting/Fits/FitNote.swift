/// What a reader of a fit should know besides its numbers.
public enum FitNote: Hashable, Sendable {
  /// The loss has another minimum: how much higher, and what a parameter is there.
  case otherMinimum(excess: Double, parameter: String, value: Double)
  /// α ended at a bound of its range.
  case shapeAtBound(Double)
  /// c ended at its lower bound: the likelihood has no maximum.
  case noMaximum(scale: Double)
  /// There are hardly more rows than parameters.
  case fewRows(count: Int, parameters: Int)
  /// The curve passes through so many rows exactly.
  case exact(count: Int, of: Int)
  /// More than half of the residuals are 0, so the scale is told by this quantile of their magnitudes.
  case scaleFromQuantile(Double)
  /// At least three quarters of the residuals are 0: the scale is as small as numbers allow.
  case scaleOfRounding
  /// The powers of an input cancel one another: numbers with the given count of digits do not give the curve
  /// back.
  case cancellation(digits: Int)
  /// Rows of leverage have moved this fit away from the one that resists them: the rows, from 1, and what a
  /// parameter is without them.
  case leverage(rows: [Int], parameter: String, value: Double)
}

extension FitNote: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    switch self {
    case .otherMinimum(let excess, let parameter, let value):
      "another minimum, \(short(excess, 2)) worse: \(parameter) \(short(value))"
    case .shapeAtBound(let shape):
      "α is at the bound of its range, \(shape): the best shape may lie beyond"
    case .noMaximum(let scale):
      "the likelihood has no maximum: c is at its floor, \(short(scale)), and would shrink for ever; "
        + "fix the scale, or take a loss that is not adaptive"
    case .fewRows(let count, let parameters):
      "\(count) rows for \(parameters) parameters: too few to judge the errors or the shape of the loss"
    case .exact(let count, let all):
      "exact through \(count) of \(all) rows"
    case .scaleFromQuantile(let quantile):
      "more than half of the residuals are 0, so c follows from their "
        + "\(short(100 * quantile)) % quantile"
    case .scaleOfRounding:
      "three quarters of the residuals are 0, so c is what rounding leaves"
    case .cancellation(let digits):
      "the powers cancel: the curve needs \(digits) digits of every coefficient; "
        + "subtract a number near the mean from the input for fewer"
    case .leverage(let rows, let parameter, let value):
      "rows of leverage decide this fit (\(list(rows))): an estimate that resists them has "
        + "\(parameter) \(short(value)); see --loss mm"
    }
  }

  /// A number with so many significant digits.
  private func short(_ value: Double, _ digits: Int = 3) -> String {
    let size = value.magnitude
    guard size >= 1e-5, size < 1e9 else { return scientific(value, digits) }
    var decimals = 0
    var power = 1.0
    let least = (1..<digits).reduce(1.0) { power, _ in power * 10 }
    while (size * power).rounded() < least, decimals < 12 {
      power *= 10
      decimals += 1
    }
    let whole = Int((size * power).rounded())
    let sign = value < 0 ? "−" : ""
    if decimals == 0 { return sign + "\(whole)" }
    let fraction = "\(whole % Int(power))"
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return sign + "\(whole / Int(power))." + zeros + fraction
  }

  /// The same for very large and small ones: 1.23e-20.
  private func scientific(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var (mantissa, exponent) = (value.magnitude, 0)
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    let power = (1..<digits).reduce(1.0) { power, _ in power * 10 }
    return (value < 0 ? "−" : "") + "\((mantissa * power).rounded() / power)e\(exponent)"
  }

  private func list(_ rows: [Int]) -> String {
    let shown = rows.prefix(12).map { "\($0)" }.joined(separator: ", ")
    return (rows.count == 1 ? "row " : "rows ") + shown
      + (rows.count > 12 ? " and \(rows.count - 12) more" : "")
  }
}

extension Fit {
  /// What a reader should know besides the numbers, the most important first. Leverage is not looked for:
  /// `leverageNote()` does.
  public var notes: [FitNote] {
    var notes: [FitNote] = []
    let (n, p) = (regression.count, regression.model.parameterCount)
    if hasNoMaximum { notes.append(.noMaximum(scale: last.scale)) }
    if n - p < 3 && p > 0 { notes.append(.fewRows(count: n, parameters: p)) }
    let exact = exactCount
    if exact > p || exact == n && n > 0 { notes.append(.exact(count: exact, of: n)) }
    if let quantile { notes.append(quantile < 1 ? .scaleFromQuantile(quantile) : .scaleOfRounding) }
    if let settings, !settings.shapeMap.isFixed, !hasNoMaximum {
      let room = 1e-3 * (settings.shapeHigh - settings.shapeLow)
      if last.shape - settings.shapeLow < room { notes.append(.shapeAtBound(settings.shapeLow)) }
      if settings.shapeHigh - last.shape < room { notes.append(.shapeAtBound(settings.shapeHigh)) }
    }
    for other in otherMinima {
      guard let j = parameterFarthest(from: other) else { continue }
      notes.append(
        .otherMinimum(
          excess: other.loss - last.loss, parameter: regression.model.parameterNames[j],
          value: other.parameters[j]))
    }
    if let digits = digitsNeeded, digits > 8 { notes.append(.cancellation(digits: digits)) }
    return notes
  }

  /// Whether the scale has shrunk to its lower bound.
  var hasNoMaximum: Bool {
    guard let settings, !settings.scaleMap.isFixed else { return false }
    return last.scale < settings.scaleLow * 1.01
  }

  /// How many residuals are rounding, or within a scale of it.
  var exactCount: Int {
    let residuals = scaled(nil).residuals
    guard let basis = try? regression.basis else { return 0 }
    let coordinates = last.coordinates ?? basis.coordinates(last.parameters)
    let noise = basis.points.noise(coordinates)
    let size = quantile == 1 ? max(noise, 4 * last.scale / basis.map.unit) : noise
    return residuals.count { $0.magnitude <= size }
  }

  /// Whether nothing can be said of how the parameters would vary: the likelihood has no maximum, or half of
  /// the rows lie on the curve exactly.
  public var isDegenerate: Bool {
    hasNoMaximum || regression.count > 0 && 2 * exactCount > regression.count
  }

  /// The parameter that differs most, in its own size.
  private func parameterFarthest(from other: FitStep) -> Int? {
    let names = regression.model.parameterNames
    // A constant says little where there is a slope.
    let intercept = (regression.model as? any InterceptModel)?.interceptIndex
    return names.indices.filter { $0 != intercept || names.count == 1 }.max { a, b in
      change(a, other) < change(b, other)
    }
  }

  private func change(_ j: Int, _ other: FitStep) -> Double {
    let size = max(parameters[j].magnitude, other.parameters[j].magnitude)
    return size > 0 ? (parameters[j] - other.parameters[j]).magnitude / size : 0
  }

  /// How many digits a reader needs of the parameters to get the curve back to a hundredth of the residuals'
  /// scale, for a model that is fitted in other terms than its own.
  private var digitsNeeded: Int? {
    guard let basis = try? regression.basis, basis.map.conditioned != nil,
      let x = regression.inputs.first, let low = x.min(), let high = x.max()
    else { return nil }
    return FitNote.digits(regression.model, parameters, [low, high], scale: last.scale)
  }
}

extension FitNote {
  /// How many digits of the parameters give a curve back to a hundredth of a scale at some inputs; nil where one
  /// is enough.
  static func digits(
    _ model: any RegressionModel, _ parameters: [Double], _ inputs: [Double], scale: Double
  ) -> Int? {
    guard scale > 0, model.parameterCount > 2 else { return nil }
    var largest = 0.0
    for x in inputs {
      for (term, parameter) in zip(model.terms(at: [x]), parameters) {
        largest = max(largest, (term * parameter).magnitude)
      }
    }
    let ratio = largest / (0.01 * scale)
    guard ratio > 1, ratio.isFinite else { return nil }
    var digits = 1
    var power = 1.0
    while power < ratio, digits < 40 {
      power *= 10
      digits += 1
    }
    return digits
  }
}
