/// What a panel should do along one direction.
public struct Axis: Hashable, Sendable {
  /// What the axis measures, in markup; nil for no label.
  public var label: String?
  /// The values at its ends, in order; nil takes what the marks need, rounded outwards a little.
  public var domain: Domain?
  /// How values are spread.
  public var scale: Scale.Kind
  /// The quantity in whose multiples ticks are placed and written.
  public var unit: TickUnit?
  /// The ticks; nil chooses round values.
  public var ticks: [Tick]?
  /// Whether fine lines cross the frame at the ticks.
  public var hasGrid: Bool
  /// Whether tick labels are drawn.
  public var hasTickLabels: Bool

  /// The values at the two ends of an axis; the first may be the larger one.
  public struct Domain: Hashable, Sendable {
    /// The value at the left or the bottom.
    public var from: Double
    /// The value at the right or the top.
    public var to: Double

    /// Names the ends.
    public init(from: Double, to: Double) {
      self.from = from
      self.to = to
    }
  }

  /// Describes an axis.
  public init(
    label: String? = nil, domain: Domain? = nil, scale: Scale.Kind = .linear,
    unit: TickUnit? = nil, ticks: [Tick]? = nil, hasGrid: Bool = true, hasTickLabels: Bool = true
  ) {
    self.label = label
    self.domain = domain
    self.scale = scale
    self.unit = unit
    self.ticks = ticks
    self.hasGrid = hasGrid
    self.hasTickLabels = hasTickLabels
  }

  /// The scale over the axis's own domain, or over what the marks need with a margin.
  ///
  /// Marks of many points are asked only if there is no domain.
  func resolved(_ wanted: @autoclosure () -> Extent?) throws(PlotError) -> Scale {
    if let domain { return try Scale(scale, from: domain.from, to: domain.to) }
    guard let wanted = wanted() else { return try Scale(scale, from: 0, to: 1) }
    if wanted.lower == wanted.upper {
      return try Scale(scale, from: wanted.lower, to: wanted.upper)
    }
    let tight = try Scale(scale, from: wanted.lower, to: wanted.upper)
    if case .shape = scale { return tight }
    let margin = 0.04
    let (a, b) = (tight.value(at: -margin), tight.value(at: 1 + margin))
    // A quantity that starts at 0 keeps its 0 at the foot of the axis.
    let lower = wanted.lower == 0 ? 0 : a
    return a.isFinite && b.isFinite ? try Scale(scale, from: lower, to: b) : tight
  }

  /// The values from one end of the axis to the other, margins included; nil if neither a domain nor a
  /// mark asks for any.
  func shown(_ wanted: @autoclosure () -> Extent?) -> Extent? {
    let wanted = domain == nil ? wanted() : nil
    guard domain != nil || wanted != nil, let scale = try? resolved(wanted) else { return wanted }
    return Extent(scale.low, scale.high)
  }

  /// The ticks within a scale's domain: those that are given, or at most `count`.
  func ticks(on scale: Scale, atMost count: Int) -> Ticks {
    guard let ticks else { return scale.ticks(atMost: count, unit: unit) }
    // An end that is a tick stays one although a unit's multiples are rounded.
    let slack = 1e-9 * abs(scale.high - scale.low)
    return Ticks(
      ticks.filter {
        scale.contains($0.value) || abs($0.value - scale.low) <= slack
          || abs($0.value - scale.high) <= slack
      })
  }

  /// How many ticks an axis takes at most: 4 to 8 by its length, so many points apart.
  static func mostTicks(along length: Double, apart spacing: Double) -> Int {
    Int(min(max(length / spacing, 3), 7)) + 1
  }
}
