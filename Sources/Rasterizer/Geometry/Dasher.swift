import Drawing

/// Cuts subpaths into dashes and strokes each.
///
/// The pattern runs on over corners and starts anew with each subpath. On a closed subpath the last
/// dash runs into the first if both are drawn, as in browsers.
struct Dasher<Sink: EdgeSink>: PolylineSink {
  private var stroker: Stroker<Sink>
  private let pattern: DashPattern
  /// What can be seen; dashes elsewhere are skipped by whole periods.
  private let visible: Rect
  /// The first dash of the subpath, kept until it is known whether another runs into it.
  private let opening: Scratch<StrokePoint>

  private var start = Vector.zero
  private var current = Vector.zero
  private var phase = 0
  private var remaining = 0.0
  /// Whether the dash being drawn is the one that began with the subpath.
  private var isOpening = false
  private var hasOpening = false
  private var dashLength = 0.0
  private var hasSegment = false

  init(
    _ stroker: Stroker<Sink>, pattern: DashPattern, visible: Rect, scratch: Scratch<StrokePoint>
  ) {
    self.stroker = stroker
    self.pattern = pattern
    self.visible = visible
    opening = scratch
  }

  mutating func move(_ p: Vector) {
    start = p
    current = p
    phase = pattern.firstPhase
    remaining = pattern.firstRemaining
    opening.removeAll()
    isOpening = phase & 1 == 0
    hasOpening = isOpening
    dashLength = 0
    hasSegment = false
    if isOpening { opening.append(StrokePoint(position: p, isSmooth: false)) }
  }

  mutating func line(_ p: Vector, smooth: Bool) {
    hasSegment = true
    let from = current
    let v = p - from
    let length = v.length
    current = p
    if length < 1e-9 { return }
    let d = v * (1 / length)
    if length > 1e7 {
      // So long a segment is solid: no number could tell where its dashes lie.
      if phase & 1 == 0, !isOpening { stroker.finish(closed: false) }
      if isOpening { hasOpening = false }
      isOpening = false
      begin(from)
      stroker.line(p, smooth: false)
      if phase & 1 == 1 { stroker.finish(closed: false) }
      return
    }
    var at = 0.0
    var joins = smooth
    let (enter, leave) = span(from, d, length)
    while remaining <= length - at {
      at += remaining
      let cut = from + d * at
      if phase & 1 == 0 {
        extend(cut, smooth: joins, by: remaining)
        end(d)
      } else {
        begin(cut)
      }
      joins = false
      phase = phase + 1 == pattern.lengths.count ? 0 : phase + 1
      remaining = pattern.lengths[phase]
      if phase & 1 == 1 {
        // Between dashes: leave out periods that nobody sees.
        let gap = at < enter ? enter - at : at > leave ? length - at : 0
        let periods = (gap / pattern.period).rounded(.down) - 1
        if periods > 0 { at += periods * pattern.period }
      }
    }
    let rest = length - at
    remaining -= rest
    if phase & 1 == 0 { extend(p, smooth: joins, by: rest) }
  }

  mutating func finish(closed: Bool) {
    if closed { line(start, smooth: false) }
    if isOpening && opening.count == 1 {
      if hasSegment { stroker.dot(start, along: Vector(1, 0)) }
      return
    }
    let isDrawing = phase & 1 == 0
    if isOpening {
      // One dash holds the whole subpath.
      replay(asNew: true)
      stroker.finish(closed: closed)
    } else if hasOpening {
      if isDrawing && closed {
        replay(asNew: false)
        stroker.finish(closed: false)
      } else {
        if isDrawing { stroker.finish(closed: false) }
        replay(asNew: true)
        stroker.finish(closed: false)
      }
    } else if isDrawing {
      stroker.finish(closed: false)
    }
  }

  // MARK: Dashes

  private mutating func begin(_ p: Vector) {
    dashLength = 0
    stroker.move(p)
  }

  private mutating func extend(_ p: Vector, smooth: Bool, by length: Double) {
    dashLength += length
    if isOpening {
      opening.base[opening.count - 1].isSmooth = smooth
      opening.append(StrokePoint(position: p, isSmooth: false))
    } else {
      stroker.line(p, smooth: smooth)
    }
  }

  private mutating func end(_ d: Vector) {
    if isOpening {
      isOpening = false
      if dashLength < 1e-4 {
        stroker.dot(opening.base[0].position, along: d)
        hasOpening = false
      }
    } else if dashLength < 1e-4 {
      stroker.dot(stroker.position, along: d)
    } else {
      stroker.finish(closed: false)
    }
  }

  private mutating func replay(asNew: Bool) {
    if asNew { stroker.move(opening.base[0].position) }
    for i in 1..<max(opening.count, 1) {
      stroker.line(opening.base[i].position, smooth: opening.base[i - 1].isSmooth)
    }
  }

  /// The distances along a segment between which it may be seen.
  private func span(_ p: Vector, _ d: Vector, _ length: Double) -> (Double, Double) {
    var enter = 0.0
    var leave = length
    func cut(_ at: Double, _ speed: Double, _ low: Double, _ high: Double) {
      if abs(speed) < 1e-12 {
        if at < low || at > high { leave = 0 }
        return
      }
      let a = (low - at) / speed
      let b = (high - at) / speed
      enter = max(enter, min(a, b))
      leave = min(leave, max(a, b))
    }
    cut(p.x, d.x, visible.left, visible.right)
    cut(p.y, d.y, visible.top, visible.bottom)
    return leave > enter ? (enter, leave) : (length, length)
  }
}

/// Dashes and gaps in device pixels.
struct DashPattern {
  /// Dashes and gaps by turns; an even number.
  let lengths: [Double]
  /// The sum of them.
  let period: Double
  /// Where a subpath starts in the pattern, and how much of that dash or gap is left there.
  let firstPhase: Int
  let firstRemaining: Double

  /// The pattern of a stroke; nil if the line is solid: no lengths, a length that is negative or not
  /// a number, all of them 0, or a period too short to be seen at all.
  init?(_ stroke: Stroke, scale: Double) {
    guard !stroke.dash.isEmpty, stroke.dash.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      return nil
    }
    var lengths = stroke.dash.map { $0 * scale }
    if lengths.count % 2 == 1 { lengths += lengths }
    let period = lengths.reduce(0, +)
    guard period >= 1.0 / 16, period.isFinite else { return nil }
    var offset = stroke.dashOffset.isFinite ? stroke.dashOffset * scale : 0
    offset = offset.truncatingRemainder(dividingBy: period)
    if offset < 0 { offset += period }
    var phase = 0
    while offset >= lengths[phase] && (offset > 0 || lengths[phase] < 0) {
      offset -= lengths[phase]
      phase = phase + 1 == lengths.count ? 0 : phase + 1
    }
    self.lengths = lengths
    self.period = period
    firstPhase = phase
    firstRemaining = lengths[phase] - offset
  }
}
