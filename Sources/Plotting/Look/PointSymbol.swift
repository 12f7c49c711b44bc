import Drawing

/// The shape of a point.
public enum PointSymbol: String, Hashable, Sendable, CaseIterable {
  /// A filled circle.
  case circle
  /// An outlined circle.
  case ring
  /// A diagonal cross, for what is crossed out.
  case cross
  /// An upright cross.
  case plus
  /// A filled square.
  case square
  /// A filled triangle, point up.
  case triangle
  /// A filled square on its corner.
  case diamond

  /// The symbol about a place; `size` is the diameter of the circle of equal weight, in points.
  func element(at p: Point, size: Double, color: Color) -> Drawing.Element {
    let r = size / 2
    let thin = Stroke(color, width: Self.strokeWidth(size), cap: .round, join: .round)
    var path = Path()
    switch self {
    case .circle: return .shape(.init(Path(circle: p, radius: r), fill: color))
    case .ring:
      return .shape(
        .init(Path(circle: p, radius: r - thin.width / 2), stroke: thin))
    case .cross, .plus:
      let d = self == .cross ? r * Self.crossReach : r
      let arms =
        self == .cross
        ? [(Point(-d, -d), Point(d, d)), (Point(-d, d), Point(d, -d))]
        : [(Point(-d, 0), Point(d, 0)), (Point(0, -d), Point(0, d))]
      for (a, b) in arms {
        path.move(to: p + a)
        path.line(to: p + b)
      }
      return .shape(.init(path, stroke: thin))
    case .square:
      let s = r * Self.squareReach
      return .shape(
        .init(Path(Rect(x: p.x - s, y: p.y - s, width: 2 * s, height: 2 * s)), fill: color))
    case .triangle:
      let s = r * Self.triangleReach
      path = Path(
        polyline: [
          Point(p.x, p.y - s), Point(p.x + s * 0.866, p.y + s / 2),
          Point(p.x - s * 0.866, p.y + s / 2),
        ], closed: true)
      return .shape(.init(path, fill: color))
    case .diamond:
      let s = r * Self.diamondReach
      path = Path(
        polyline: [
          Point(p.x, p.y - s), Point(p.x + s, p.y), Point(p.x, p.y + s), Point(p.x - s, p.y),
        ], closed: true)
      return .shape(.init(path, fill: color))
    }
  }

  /// The width of lines, in the unit of the size.
  private static func strokeWidth(_ size: Double) -> Double { max(1, size * 0.27) }

  // How far symbols reach, in units of the circle's radius: so that all look equally heavy.
  private static let crossReach = 0.8
  private static let squareReach = 0.886  // equal area
  private static let triangleReach = 1.35
  private static let diamondReach = 1.25

  /// A symbol about the origin, y down, for who asks place by place.
  struct Outline {
    private let symbol: PointSymbol
    private let radius, halfWidth: Double

    /// - Parameters:
    ///   - size: the diameter, in any unit.
    ///   - unit: a point (1/72 in) in that unit: no line is thinner.
    init(_ symbol: PointSymbol, size: Double, unit: Double) {
      self.symbol = symbol
      radius = size / 2
      halfWidth = PointSymbol.strokeWidth(size / unit) * unit / 2
    }

    /// How far from the origin anything is covered.
    var reach: Double {
      switch symbol {
      case .circle, .ring: radius
      case .plus: radius + halfWidth
      case .cross: radius * PointSymbol.crossReach * 2.0.squareRoot() + halfWidth
      case .square: radius * PointSymbol.squareReach * 2.0.squareRoot()
      case .triangle: radius * PointSymbol.triangleReach
      case .diamond: radius * PointSymbol.diamondReach
      }
    }

    /// Whether a place is covered.
    func contains(_ x: Double, _ y: Double) -> Bool {
      switch symbol {
      case .circle: return x * x + y * y <= radius * radius
      case .ring:
        let distance = (x * x + y * y).squareRoot()
        return abs(distance - (radius - halfWidth)) <= halfWidth
      case .plus: return isOnArms(x, y, reach: radius)
      case .cross:
        // The diagonals are the axes after an eighth of a turn.
        let h = 0.5.squareRoot()
        return isOnArms(
          h * (x + y), h * (x - y), reach: radius * PointSymbol.crossReach * 2.0.squareRoot())
      case .square: return max(abs(x), abs(y)) <= radius * PointSymbol.squareReach
      case .triangle:
        let s = radius * PointSymbol.triangleReach
        return y <= s / 2 && abs(x) <= (y + s) * 0.866 / 1.5
      case .diamond: return abs(x) + abs(y) <= radius * PointSymbol.diamondReach
      }
    }

    /// Whether a place is on one of two lines along the axes, with round ends.
    private func isOnArms(_ x: Double, _ y: Double, reach: Double) -> Bool {
      func isOn(_ along: Double, _ across: Double) -> Bool {
        let beyond = max(abs(along) - reach, 0)
        return beyond * beyond + across * across <= halfWidth * halfWidth
      }
      return isOn(x, y) || isOn(y, x)
    }
  }
}
