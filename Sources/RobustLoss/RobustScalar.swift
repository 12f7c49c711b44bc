import RealModule

/// A number that the loss can be evaluated in: `Float` or `Double`.
///
/// Every formula is evaluated in double precision and rounded once, so a `Float` result is the nearest
/// one but for rare ties. Conform no other type.
public protocol RobustScalar: Real, BinaryFloatingPoint, Sendable {
  /// The value as a double, exactly.
  var asDouble: Double { get }

  /// The value nearest to a double; infinite where it is too large.
  init(nearest double: Double)
}

extension Double: RobustScalar {
  /// The value itself.
  @inlinable
  public var asDouble: Double { self }

  /// The value itself.
  @inlinable
  public init(nearest double: Double) { self = double }
}

extension Float: RobustScalar {
  /// The value as a double, exactly.
  @inlinable
  public var asDouble: Double { Double(self) }

  /// The value nearest to a double; infinite where it is too large.
  @inlinable
  public init(nearest double: Double) { self = Float(double) }
}
