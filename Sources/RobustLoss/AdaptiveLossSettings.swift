/// The bounds and starting points of an `AdaptiveLoss`. The names in parentheses are those of the
/// reference package.
public struct AdaptiveLossSettings: Hashable, Sendable {
  /// The lower bound of α (`alpha_lo`): at least 0, or any finite number with `truncation`.
  public var shapeLow: Double
  /// The upper bound of α (`alpha_hi`): at least the lower one, which fixes α.
  public var shapeHigh: Double
  /// The α to start from (`alpha_init`), between the bounds; nil for their mean.
  public var shapeStart: Double?
  /// The lower bound of c (`scale_lo`), above 0.
  public var scaleLow: Double
  /// The c to start from (`scale_init`): at least the lower bound, which fixes c.
  public var scaleReference: Double
  /// τ: if not nil, the distribution is normalised on [−τ, τ], and α may be negative
  /// (Chebrolu et al. 2021). Residuals beyond τ keep their loss, which is finite.
  public var truncation: Double?

  /// Settings; the defaults are those of the reference package.
  public init(
    shapeLow: Double = 0.001, shapeHigh: Double = 1.999, shapeStart: Double? = nil,
    scaleLow: Double = 1e-5, scaleReference: Double = 1, truncation: Double? = nil
  ) {
    self.shapeLow = shapeLow
    self.shapeHigh = shapeHigh
    self.shapeStart = shapeStart
    self.scaleLow = scaleLow
    self.scaleReference = scaleReference
    self.truncation = truncation
  }

  /// The map from a latent number to α.
  public var shapeMap: AffineSigmoid { AffineSigmoid(low: shapeLow, high: shapeHigh) }

  /// The map from a latent number to c.
  public var scaleMap: AffineSoftplus {
    AffineSoftplus(low: scaleLow, reference: scaleReference)
  }

  /// The α that an adaptive loss starts from.
  public var shapeAtStart: Double {
    shapeStart ?? (shapeMap.isFixed ? shapeLow : shapeLow + (shapeHigh - shapeLow) / 2)
  }

  /// Checks every setting.
  ///
  /// - Throws: `InvalidSetting` for the first that is out of its range.
  public func validate() throws(InvalidSetting) {
    if let truncation {
      try InvalidSetting.check(
        "truncation", truncation, truncation > 0 && truncation < .infinity, "(0, ∞)")
    }
    if shapeMap.isFixed {
      let least = truncation == nil ? 0 : -Double.infinity
      try InvalidSetting.check(
        "shapeLow", shapeLow, shapeLow >= least, truncation == nil ? "[0, ∞]" : "[-∞, ∞]")
    } else {
      let least = truncation == nil ? 0 : -Double.greatestFiniteMagnitude
      try InvalidSetting.check(
        "shapeLow", shapeLow, shapeLow >= least && shapeLow < .infinity,
        truncation == nil ? "[0, ∞)" : "(-∞, ∞)")
      try InvalidSetting.check(
        "shapeHigh", shapeHigh, shapeHigh > shapeLow && shapeHigh < .infinity,
        "(\(shapeLow), ∞), above the lower bound")
    }
    if let shapeStart {
      let inside =
        shapeMap.isFixed
        ? shapeStart == shapeLow : shapeStart > shapeLow && shapeStart < shapeHigh
      try InvalidSetting.check(
        "shapeStart", shapeStart, inside,
        shapeMap.isFixed ? "[\(shapeLow), \(shapeHigh)]" : "(\(shapeLow), \(shapeHigh))")
    }
    try InvalidSetting.check(scaleMap)
  }
}

/// A setting that is out of its range.
public struct InvalidSetting: Error, Hashable, CustomStringConvertible {
  /// The name of the setting.
  public let name: String
  /// Its value.
  public let value: Double
  /// The range it should be in.
  public let range: String

  /// For example: `scaleLow is -1.0, but must be in (0, ∞)`.
  public var description: String { "\(name) is \(value), but must be in \(range)" }

  static func check(
    _ name: String, _ value: Double, _ isValid: Bool, _ range: String
  ) throws(InvalidSetting) {
    if !isValid { throw InvalidSetting(name: name, value: value, range: range) }
  }

  static func check(_ map: AffineSoftplus) throws(InvalidSetting) {
    try check("scaleLow", map.low, map.low > 0 && map.low < .infinity, "(0, ∞)")
    try check(
      "scaleReference", map.reference, map.reference >= map.low && map.reference < .infinity,
      "[\(map.low), ∞), at least the lower bound")
  }
}
