/// The losses that have a name of their own are this one at a shape of their own (Barron 2019, §1).
extension GeneralLoss {
  /// α = 2: x²/(2c²), half the squared error.
  @inlinable
  public static func l2(scale: Scalar) -> GeneralLoss { GeneralLoss(shape: 2, scale: scale) }

  /// α = 1: √((x/c)² + 1) − 1, also called pseudo-Huber or L1–L2.
  @inlinable
  public static func charbonnier(scale: Scalar) -> GeneralLoss {
    GeneralLoss(shape: 1, scale: scale)
  }

  /// α = 0: log((x/c)²/2 + 1), also called Lorentzian.
  @inlinable
  public static func cauchy(scale: Scalar) -> GeneralLoss { GeneralLoss(shape: 0, scale: scale) }

  /// α = −2: 2(x/c)²/((x/c)² + 4).
  @inlinable
  public static func gemanMcClure(scale: Scalar) -> GeneralLoss {
    GeneralLoss(shape: -2, scale: scale)
  }

  /// α = −∞: 1 − exp(−(x/c)²/2), also called Leclerc.
  @inlinable
  public static func welsch(scale: Scalar) -> GeneralLoss {
    GeneralLoss(shape: -.infinity, scale: scale)
  }

  /// The name of the loss of this shape, if it has one: "L2", "Charbonnier", "Cauchy",
  /// "Geman–McClure" or "Welsch".
  public var name: String? {
    if shape == 2 { return "L2" }
    if shape == 1 { return "Charbonnier" }
    if shape == 0 { return "Cauchy" }
    if shape == -2 { return "Geman–McClure" }
    if shape == -.infinity { return "Welsch" }
    return nil
  }
}
