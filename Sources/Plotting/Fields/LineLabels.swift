import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Labels that stand on lines: where a line is straight, along it, clear of other lines and labels.
struct LineLabels {
  /// A label's place.
  struct Place {
    /// The middle of the label.
    var center: Point
    /// The direction of the line there, in radians, about −100° to 80°: never upside down.
    var angle: Double
    /// The stretch of the line that the label covers, in points along it.
    var from: Double
    var to: Double
  }

  /// The part of a line on either side of a label that is left out with it, in points: more than the gap
  /// of a dash, or a minus sign would read as one more dash.
  private static let gap = 5.0
  /// What must lie between two labels, in points.
  private static let spacing = 4.0

  private let frame: Rect
  private let crowd: Crowd
  private var taken: [(box: TurnedBox, angle: Double, kin: Double)] = []

  /// Labels for lines in a frame; they keep clear of all `lines`.
  init(frame: Rect, lines: [[Point]]) {
    self.frame = frame
    crowd = Crowd(lines, in: frame)
  }

  /// The best free place for a label of a width and height on one of the lines; nil if the line is too
  /// short, too crooked or too crowded.
  ///
  /// Lines of one `kin` (say, of one value but for its sign) take places that mirror each other if they
  /// can: a symmetric field then looks symmetric, and labels form rows and columns.
  mutating func place(
    on line: [Point], number: Int, width: Double, height: Double, kin: Double
  ) -> Place? {
    let lengths = LineCutter.lengths(line)
    let total = lengths.last ?? 0
    let cover = width + 2 * Self.gap
    guard total > cover * 2 else { return nil }
    let inner = frame.expanded(by: -(height / 2 + 5))
    let steps = max(2, min(120, Int(total / 3)))
    var best: (score: Double, place: Place, box: TurnedBox)?
    for i in 1..<steps {
      let middle = total * Double(i) / Double(steps)
      let (from, to) = (middle - cover / 2, middle + cover / 2)
      guard from > 4, to < total - 4 else { continue }
      let a = LineCutter.point(at: from, line, lengths)
      let b = LineCutter.point(at: to, line, lengths)
      let straight = (b - a).length / cover
      guard straight > 0.975, inner.contains(a), inner.contains(b) else { continue }
      let m = LineCutter.point(at: middle, line, lengths)
      // On a bend a label lies between the arc and its chord: neither its middle nor its ends are far
      // from the line.
      let center = (a + b) * 0.25 + m * 0.5
      let angle = Self.readable(atan2(b.y - a.y, b.x - a.x))
      let score =
        (1 - straight) * 40 + (m - center).length / height * 4 + abs(middle / total - 0.5) * 0.8
        - bonus(center, angle, kin)
      if let best, best.score <= score { continue }
      let box = TurnedBox(center: center, angle: angle, width: width, height: height)
      guard taken.allSatisfy({ !$0.box.intersects(box, apart: Self.spacing) }),
        !crowd.intersects(box.expanded(by: 1.5), except: number)
      else { continue }
      best = (score, Place(center: center, angle: angle, from: from, to: to), box)
    }
    guard let best else { return nil }
    taken.append((best.box, best.place.angle, kin))
    return best.place
  }

  /// What it is worth to mirror a label of the same kin, and failing that to keep away from others, so
  /// that labels spread over the frame.
  private func bonus(_ center: Point, _ angle: Double, _ kin: Double) -> Double {
    var room = 120.0
    for label in taken {
      let d = label.box.center - center
      let isLevel = abs(d.x) < 1.5 || abs(d.y) < 1.5
      if label.kin == kin, isLevel, abs(abs(sin(angle)) - abs(sin(label.angle))) < 0.05 {
        return 1.5
      }
      room = min(room, d.length)
    }
    return room / 240
  }

  /// An angle or its opposite, whichever is read more easily. Upright lines are read from below,
  /// whichever way they lean a little.
  private static func readable(_ angle: Double) -> Double {
    if angle > 1.4 { return angle - .pi }
    return angle <= 1.4 - .pi ? angle + .pi : angle
  }
}

/// A rectangle at an angle.
struct TurnedBox {
  let center: Point
  /// Half the extents as vectors along and across.
  private let along: Point
  private let across: Point

  init(center: Point, angle: Double, width: Double, height: Double) {
    self.center = center
    along = Point(cos(angle), sin(angle)) * (width / 2)
    across = Point(-sin(angle), cos(angle)) * (height / 2)
  }

  private init(center: Point, along: Point, across: Point) {
    self.center = center
    self.along = along
    self.across = across
  }

  /// The radius of the circle around it.
  var radius: Double { (along + across).length }

  func expanded(by d: Double) -> TurnedBox {
    func longer(_ v: Point) -> Point { v.length > 0 ? v * (1 + d / v.length) : v }
    return TurnedBox(center: center, along: longer(along), across: longer(across))
  }

  private static func dot(_ a: Point, _ b: Point) -> Double { a.x * b.x + a.y * b.y }

  func contains(_ p: Point) -> Bool {
    let d = p - center
    return abs(Self.dot(d, along)) <= Self.dot(along, along)
      && abs(Self.dot(d, across)) <= Self.dot(across, across)
  }

  /// Whether less than `apart` lies between two boxes along each of their four axes.
  func intersects(_ other: TurnedBox, apart: Double) -> Bool {
    let d = other.center - center
    for axis in [along, across, other.along, other.across] {
      let length = axis.length
      guard length > 0 else { continue }
      let reach = [along, across, other.along, other.across].reduce(0) {
        $0 + abs(Self.dot($1, axis))
      }
      if abs(Self.dot(d, axis)) > reach + apart * length { return false }
    }
    return true
  }
}

/// The points of many lines, sorted into squares, so that those near a label are found quickly.
private struct Crowd {
  private static let cell = 16.0
  private let columns: Int
  private let rows: Int
  private let frame: Rect
  private var cells: [[(line: Int, point: Point)]]

  init(_ lines: [[Point]], in frame: Rect) {
    self.frame = frame
    columns = Int(min(max(1, frame.width / Self.cell), 1000).rounded(.up))
    rows = Int(min(max(1, frame.height / Self.cell), 1000).rounded(.up))
    cells = Array(repeating: [], count: columns * rows)
    for (number, line) in lines.enumerated() {
      for p in line { cells[row(p.y) * columns + column(p.x)].append((number, p)) }
    }
  }

  private func column(_ x: Double) -> Int {
    Int(min(max(0, (x - frame.left) / frame.width * Double(columns)), Double(columns - 1)))
  }

  private func row(_ y: Double) -> Int {
    Int(min(max(0, (y - frame.top) / frame.height * Double(rows)), Double(rows - 1)))
  }

  /// Whether a point of another line than `number` lies in a box.
  func intersects(_ box: TurnedBox, except number: Int) -> Bool {
    let (c, r) = (box.center, box.radius)
    for row in row(c.y - r)...row(c.y + r) {
      for column in column(c.x - r)...column(c.x + r) {
        for (line, point) in cells[row * columns + column]
        where line != number && box.contains(point) {
          return true
        }
      }
    }
    return false
  }
}
