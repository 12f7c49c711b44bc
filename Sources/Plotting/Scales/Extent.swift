/// An interval of data values; `lower ≤ upper`, either may be infinite, neither is NaN.
public struct Extent: Hashable, Sendable {
  /// The smallest value.
  public var lower: Double
  /// The largest value.
  public var upper: Double

  /// The interval between two values in either order.
  public init(_ a: Double, _ b: Double) {
    lower = min(a, b)
    upper = max(a, b)
  }

  /// The interval that the numbers span, those that are not finite left out; nil if none is left.
  public init?(of values: some Sequence<Double>) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for v in values where v.isFinite {
      if v < low { low = v }
      if v > high { high = v }
    }
    guard low <= high else { return nil }
    self.init(low, high)
  }

  /// The smallest interval that holds both.
  public func union(_ other: Extent) -> Extent {
    Extent(min(lower, other.lower), max(upper, other.upper))
  }

  /// The union of what two marks want.
  public static func union(_ a: Extent?, _ b: Extent?) -> Extent? {
    guard let a else { return b }
    guard let b else { return a }
    return a.union(b)
  }
}
