import RobustLoss

/// A loss that has a name of its own, as configs and command lines write it.
///
/// A new one is a line in `all`; one that is no member of the family has a case of `FitPlan.Loss` besides.
public struct NamedLoss: Sendable {
  /// Its name, in small letters: `geman-mcclure`.
  public let name: String
  /// Whether it has a scale.
  public let hasScale: Bool
  private let make: @Sendable (FitPlan.Scale) -> FitPlan.Loss

  /// All of them, the most useful first.
  public static let all = [
    NamedLoss("adaptive") { .adaptive(scale: $0) },
    NamedLoss("l2", shape: 2),
    NamedLoss("l1", hasScale: false) { _ in .leastAbsoluteDeviations },
    NamedLoss("huber") { .huber($0) },
    NamedLoss("charbonnier", shape: 1),
    NamedLoss("cauchy", shape: 0),
    NamedLoss("geman-mcclure", shape: -2),
    NamedLoss("welsch", shape: -.infinity),
    NamedLoss("mm", hasScale: false) { _ in .mm() },
  ]

  /// The loss of this name; nil if there is none.
  public init?(named name: String) {
    guard let loss = Self.all.first(where: { $0.name == name }) else { return nil }
    self = loss
  }

  /// The loss with a scale, which counts for nothing if it has none.
  public func callAsFunction(scale: FitPlan.Scale) -> FitPlan.Loss { make(scale) }

  private init(
    _ name: String, hasScale: Bool = true,
    _ make: @escaping @Sendable (FitPlan.Scale) -> FitPlan.Loss
  ) {
    (self.name, self.hasScale, self.make) = (name, hasScale, make)
  }

  /// A member of the family.
  private init(_ name: String, shape: Double) {
    self.init(name) { .member(shape: shape, scale: $0) }
  }
}
