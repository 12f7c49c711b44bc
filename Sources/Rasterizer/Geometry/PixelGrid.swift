import Drawing

/// Moves axis-aligned lines so that their edges fall between pixels.
enum PixelGrid {
  /// A line's width in whole pixels, at least one.
  static func width(_ pixels: Double) -> Double {
    max(1, (PixelGrid.settled(pixels) + 0.5).rounded(.down))
  }

  /// The path in device pixels, its horizontal and vertical segments moved by up to half a pixel so
  /// that a line of `width` whole pixels covers whole rows or columns; ends that are cut off are
  /// moved along the line to the nearest pixel boundary. Other segments follow their end points.
  static func snap(_ path: Path, scale: Double, width: Double, cap: Stroke.Cap) -> Path {
    let isOdd = Int(min(width, 1e6)) % 2 == 1
    var elements = path.elements.map { device($0, scale) }
    var first = 0
    while first < elements.count {
      var end = first + 1
      while end < elements.count {
        if case .move = elements[end] { break }
        end += 1
      }
      snapSubpath(&elements, first..<end, isOdd: isOdd, cap: cap)
      first = end
    }
    var result = Path()
    for e in elements {
      switch e {
      case .move(let p): result.move(to: p)
      case .line(let p): result.line(to: p)
      case .quad(let c, let p): result.quad(c, to: p)
      case .cubic(let c1, let c2, let p): result.cubic(c1, c2, to: p)
      case .close: result.close()
      }
    }
    return result
  }

  private static func snapSubpath(
    _ elements: inout [Path.Element], _ range: Range<Int>, isOdd: Bool, cap: Stroke.Cap
  ) {
    // End points, with the elements that they belong to.
    var at: [Int] = []
    var points: [Point] = []
    var isClosed = false
    for i in range {
      if let p = end(of: elements[i]) {
        if isClosed { return }
        at.append(i)
        points.append(p)
      } else {
        isClosed = true
      }
    }
    let n = points.count
    if n < 2 { return }
    var horizontal = [Bool](repeating: false, count: n)
    var vertical = horizontal
    for i in 0..<(isClosed ? n : n - 1) {
      let j = i + 1 == n ? 0 : i + 1
      if j != 0, case .line = elements[at[j]] {} else if j != 0 { continue }
      let (p, q) = (points[i], points[j])
      let isLevel = abs(p.y - q.y) < 1e-4 && abs(p.x - q.x) >= 1e-4
      let isUpright = abs(p.x - q.x) < 1e-4 && abs(p.y - q.y) >= 1e-4
      if isLevel {
        horizontal[i] = true
        horizontal[j] = true
      }
      if isUpright {
        vertical[i] = true
        vertical[j] = true
      }
    }
    for i in 0..<n {
      var p = points[i]
      let isEnd = !isClosed && (i == 0 || i == n - 1)
      if horizontal[i] {
        p.y = center(p.y, isOdd)
        if isEnd, !vertical[i] { p.x = tip(p.x, isOdd, cap) }
      }
      if vertical[i] {
        p.x = center(p.x, isOdd)
        if isEnd, !horizontal[i] { p.y = tip(p.y, isOdd, cap) }
      }
      switch elements[at[i]] {
      case .move: elements[at[i]] = .move(p)
      case .line: elements[at[i]] = .line(p)
      case .quad(let c, _): elements[at[i]] = .quad(c, p)
      case .cubic(let c1, let c2, _): elements[at[i]] = .cubic(c1, c2, p)
      case .close: break
      }
    }
  }

  /// Without the noise of the computations before it, which would decide ties by chance.
  private static func settled(_ v: Double) -> Double {
    abs(v) < Fixed.reach ? Double(Fixed.quantize(v)) / 256 : v
  }

  /// The middle of a line: the centre of a pixel if its width is odd, else a boundary.
  private static func center(_ v: Double, _ isOdd: Bool) -> Double {
    isOdd ? settled(v).rounded(.down) + 0.5 : (settled(v) + 0.5).rounded(.down)
  }

  private static func tip(_ v: Double, _ isOdd: Bool, _ cap: Stroke.Cap) -> Double {
    switch cap {
    case .butt: (settled(v) + 0.5).rounded(.down)
    case .square: center(v, isOdd)
    case .round: v
    }
  }

  private static func end(of e: Path.Element) -> Point? {
    switch e {
    case .move(let p), .line(let p), .quad(_, let p), .cubic(_, _, let p): p
    case .close: nil
    }
  }

  private static func device(_ e: Path.Element, _ s: Double) -> Path.Element {
    switch e {
    case .move(let p): .move(p * s)
    case .line(let p): .line(p * s)
    case .quad(let c, let p): .quad(c * s, p * s)
    case .cubic(let c1, let c2, let p): .cubic(c1 * s, c2 * s, p * s)
    case .close: .close
    }
  }
}
