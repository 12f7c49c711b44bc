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
    let thin = Stroke(color, width: max(1, size * 0.27), cap: .round, join: .round)
    var path = Path()
    switch self {
    case .circle: return .shape(.init(Path(circle: p, radius: r), fill: color))
    case .ring:
      return .shape(
        .init(Path(circle: p, radius: r - thin.width / 2), stroke: thin))
    case .cross, .plus:
      let d = self == .cross ? r * 0.8 : r
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
      let s = r * 0.886  // equal area
      return .shape(
        .init(Path(Rect(x: p.x - s, y: p.y - s, width: 2 * s, height: 2 * s)), fill: color))
    case .triangle:
      let s = r * 1.35
      path = Path(
        polyline: [
          Point(p.x, p.y - s), Point(p.x + s * 0.866, p.y + s / 2),
          Point(p.x - s * 0.866, p.y + s / 2),
        ], closed: true)
      return .shape(.init(path, fill: color))
    case .diamond:
      let s = r * 1.25
      path = Path(
        polyline: [
          Point(p.x, p.y - s), Point(p.x + s, p.y), Point(p.x, p.y + s), Point(p.x - s, p.y),
        ], closed: true)
      return .shape(.init(path, fill: color))
    }
  }
}
