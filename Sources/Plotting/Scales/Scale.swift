#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A map from data values to fractions 0…1 along an axis, and back.
public struct Scale: Hashable, Sendable {
  /// How values are spread along the axis.
  public enum Kind: Hashable, Sendable {
    /// Evenly.
    case linear
    /// By their decimal logarithm; values must be positive.
    case log
    /// By sign(v)·log₁₀(1 + |v|/threshold): linear about 0, logarithmic far from it.
    case symlog(threshold: Double)
    /// By sign(v)·√|v|: spreads small amounts.
    case squareRoot
    /// For a shape α ∈ [−∞, ∞], by (α − 2)/(|α − 2| + 4): symmetric about the Gaussian α = 2, on which
    /// the loss depends through |α − 2|, and finite at both infinities.
    case shape
  }

  /// How values are spread.
  public let kind: Kind
  /// The value at fraction 0.
  public let lower: Double
  /// The value at fraction 1; below `lower` for an axis that runs backwards.
  public let upper: Double

  private let start: Double
  private let span: Double

  /// Makes a scale over a domain. A domain of a single value is widened around it.
  /// - Throws: `PlotError` if an end is NaN, not finite where the kind needs that, or not positive on
  ///   a logarithmic scale.
  public init(_ kind: Kind, from lower: Double, to upper: Double) throws(PlotError) {
    var (lower, upper) = (lower, upper)
    guard !lower.isNaN, !upper.isNaN else { throw PlotError("a domain's end is not a number") }
    switch kind {
    case .shape: break
    case .log:
      guard lower > 0, upper > 0, lower.isFinite, upper.isFinite else {
        throw PlotError(
          "a logarithmic scale needs positive, finite ends, not \(lower) and \(upper); "
            + "use symlog for values that reach 0")
      }
    case .linear, .symlog, .squareRoot:
      guard lower.isFinite, upper.isFinite else {
        throw PlotError(
          "the domain from \(lower) to \(upper) is infinite; only an alpha scale reaches infinity")
      }
    }
    if case .symlog(let threshold) = kind, !(threshold > 0 && threshold.isFinite) {
      throw PlotError("the threshold of a symlog scale must be positive, not \(threshold)")
    }
    if lower == upper {
      // Half a unit either way, or half the value where a unit would be lost in rounding.
      let d = max(0.5, abs(lower) / 2)
      switch kind {
      case .log: (lower, upper) = (lower / 10, upper * 10)
      case .shape where lower.isInfinite: (lower, upper) = lower < 0 ? (lower, 2) : (2, upper)
      default: (lower, upper) = (lower - d, upper + d)
      }
    }
    self.kind = kind
    self.lower = lower
    self.upper = upper
    start = Self.spread(lower, kind)
    // Halves first: the difference of two large ends may overflow.
    span = Self.spread(upper, kind) / 2 - start / 2
    guard span.isFinite, span != 0, (2 * span).isFinite else {
      throw PlotError("the domain from \(lower) to \(upper) is too wide or too narrow to draw")
    }
  }

  /// Where a value stands: 0 at `lower`, 1 at `upper`, beyond them outside 0…1; NaN for a value that
  /// the scale cannot show.
  public func fraction(of value: Double) -> Double {
    (Self.spread(value, kind) - start) / span / 2
  }

  /// The value at a fraction.
  public func value(at fraction: Double) -> Double {
    if fraction == 0 { return lower }
    if fraction == 1 { return upper }
    let s = start + 2 * span * fraction
    switch kind {
    case .linear: return s
    case .squareRoot: return s < 0 ? -s * s : s * s
    case .log: return pow(10, s)
    case .symlog(let threshold):
      let magnitude = threshold * (pow(10, abs(s)) - 1)
      return s < 0 ? -magnitude : magnitude
    case .shape:
      if abs(s) >= 1 { return s < 0 ? -.infinity : .infinity }
      return 2 + Self.shapeWidth * s / (1 - abs(s))
    }
  }

  /// The smaller end of the domain.
  public var low: Double { min(lower, upper) }
  /// The larger end of the domain.
  public var high: Double { max(lower, upper) }
  /// Whether a value lies in the domain, ends included.
  public func contains(_ value: Double) -> Bool { value >= low && value <= high }

  /// |α − 2| at the middle between α = 2 and infinity: 4 puts 1, 0, −2, −8 and −∞ at well spaced places.
  private static let shapeWidth = 4.0

  private static func spread(_ v: Double, _ kind: Kind) -> Double {
    switch kind {
    case .linear: return v
    case .squareRoot: return v < 0 ? -(-v).squareRoot() : v.squareRoot()
    case .log: return v > 0 ? log10(v) : .nan
    case .symlog(let threshold):
      let s = log10(1 + abs(v) / threshold)
      return v < 0 ? -s : s
    case .shape:
      return shapePlace(v)
    }
  }

  /// Where a shape α stands on the α scale: −1 for −∞, 0 for 2, 1 for ∞.
  static func shapePlace(_ alpha: Double) -> Double {
    if alpha.isInfinite { return alpha < 0 ? -1 : 1 }
    return (alpha - 2) / (abs(alpha - 2) + shapeWidth)
  }
}
