import Drawing

/// The extents of a box relative to each other.
public struct BoxProportions: Hashable, Sendable {
  /// The extents along x, y and z; positive, only their ratios matter.
  public var x, y, z: Double

  /// Describes a box.
  public init(x: Double = 1.25, y: Double = 1, z: Double = 0.75) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The box of these proportions.
  /// - Throws: `PlotError` for extents that are not positive, or too unlike each other to be seen.
  func box() throws(PlotError) -> Box {
    let all = [x, y, z]
    guard all.allSatisfy({ $0 > 0 && $0.isFinite }), all.max()! / all.min()! <= 1000 else {
      throw PlotError(
        "the proportions of a box must be positive and within a factor of 1000 of each other, "
          + "not \(x) : \(y) : \(z)")
    }
    return Box(half: Vector(x, y, z) / (2 * all.max()!))
  }
}

/// A piece of a space panel, drawn inside its box.
public protocol SpaceMark: Sendable {
  /// The class name of the mark's group in the page, such as `mark-surface`.
  var role: String { get }
  /// The values of z that the mark wants on the axis over the whole of x and y; nil for no wish.
  func zExtent(x: Scale, y: Scale) -> Extent?
  /// What a colour bar would show; nil if the mark's colours do not mean numbers, or it wants none.
  func colorBar(z: Scale, label: String?) throws(PlotError) -> ColorBar?
  /// The mark, from back to front.
  func draw(in space: Space) throws(PlotError) -> [Drawing.Element]
}

extension SpaceMark {
  /// No colour bar.
  public func colorBar(z: Scale, label: String?) throws(PlotError) -> ColorBar? { nil }
}

/// The place where space marks are drawn: scales resolved, camera placed.
public struct Space: Sendable {
  /// The scales of the three axes.
  public let x, y, z: Scale
  /// The look and the faces.
  public let context: PlotContext
  let box: Box
  let view: Projection
  /// Where the ticks of x and y stand, as fractions of their axes.
  let xTicks, yTicks: [Double]

  /// The theme.
  public var theme: Theme { context.theme }

  /// Where a triple of values stands on the page.
  public func point(_ vx: Double, _ vy: Double, _ vz: Double) -> Point {
    page(Vector(x.fraction(of: vx), y.fraction(of: vy), z.fraction(of: vz)))
  }

  /// The place in the box at fractions of its extents.
  func place(_ fractions: Vector) -> Vector { (2 * fractions - 1) * box.half }
  /// Where fractions of the box's extents appear on the page.
  func page(_ fractions: Vector) -> Point { view.point(place(fractions)) }
}
