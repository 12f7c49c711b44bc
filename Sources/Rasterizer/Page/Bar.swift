import Drawing

/// A rectangle with sides along the axes, its edges in 1/256 pixel.
struct Bar: Sendable {
  var left, top, right, bottom: Int

  /// The bars that a stroke consists of; nil if it is more than parallel lines along one axis, side by
  /// side in their order, such as the lines of a grid.
  ///
  /// Bars have the same pixels as the outline of the stroke has, for a fraction of the work.
  static func bars(of path: Path, scale: Double, style: StrokeStyle) -> [Bar]? {
    let count = path.elements.count
    guard count >= 2, count % 2 == 0, style.cap != .round else { return nil }
    let beyond = style.cap == .square ? style.halfWidth : 0
    var bars: [Bar] = []
    var isLevel: Bool?
    // The first row or column of pixels that no bar has touched.
    var free = Int.min
    for i in stride(from: 0, to: count, by: 2) {
      guard case .move(let p) = path.elements[i], case .line(let q) = path.elements[i + 1] else {
        return nil
      }
      let (a, b) = (Vector(p, scale: scale), Vector(q, scale: scale))
      guard (a.x == b.x) != (a.y == b.y), isLevel == nil || isLevel == (a.y == b.y) else {
        return nil
      }
      isLevel = a.y == b.y
      let (along, across) = a.y == b.y ? ((a.x, b.x), a.y) : ((a.y, b.y), a.x)
      // Shorter ones are dots.
      guard abs(along.1 - along.0) > 1e-3 else { return nil }
      let ends = (min(along.0, along.1) - beyond, max(along.0, along.1) + beyond)
      let sides = (across - style.halfWidth, across + style.halfWidth)
      guard max(abs(ends.0), abs(ends.1), abs(sides.0), abs(sides.1)) < Fixed.reach / 2 else {
        return nil
      }
      let (low, high) = (Fixed.quantize(ends.0), Fixed.quantize(ends.1))
      let (near, far) = (Fixed.quantize(sides.0), Fixed.quantize(sides.1))
      // Two that share a pixel are painted at once there.
      guard near >> 8 >= free else { return nil }
      free = (far + 255) >> 8
      bars.append(
        a.y == b.y
          ? Bar(left: low, top: near, right: high, bottom: far)
          : Bar(left: near, top: low, right: far, bottom: high))
    }
    return bars
  }
}
