import Drawing

/// A page made ready: what is the same for every band.
struct Scene: Sendable {
  /// What an element needs besides what the drawing says.
  enum Detail: Sendable {
    /// Nothing.
    case plain
    /// A path that has been moved onto the pixel grid, in device pixels, and half the width there.
    case crisp(Path, halfWidth: Double)
    /// A filled rectangle.
    case rectangle(Bar)
    /// A stroke that consists of bars.
    case bars([Bar])
    /// A stroke along a polyline, of which a band draws what it sees.
    case polyline(PolylineParts)
    /// Glyphs at their places.
    case text(PlacedText)
  }

  /// An element's share in the page.
  struct Item: Sendable {
    /// The rows that it may touch; none if it cannot be drawn.
    var rows: Range<Int>
    /// What it may touch, in device pixels; null if it cannot be drawn.
    var box = Rect(x: 0, y: 0, width: 0, height: 0)
    var detail: Detail
    /// Whether the pieces of the element's stroke must be merged: it turns back on itself, and they
    /// are few.
    var mergesStroke = false
  }

  let drawing: Drawing
  let scale: Double
  let width, height: Int
  /// What lies beneath the elements; nil for the page's background.
  let underlay: Underlay?
  /// One for each element of the drawing.
  private(set) var items: [Item] = []
  private(set) var glyphs = GlyphStore()

  /// - Parameters:
  ///   - underlay: what lies beneath; the page's background if nil.
  ///   - isDrawn: which elements are drawn, beside beginnings and ends of groups; all if nil.
  init(
    _ drawing: Drawing, scale: Double, width: Int, height: Int, over underlay: Underlay? = nil,
    isDrawn: [Bool]? = nil
  ) {
    self.drawing = drawing
    self.scale = scale
    self.width = width
    self.height = height
    self.underlay = underlay
    items.reserveCapacity(drawing.elements.count)
    for (i, element) in drawing.elements.enumerated() {
      items.append(isDrawn?[i] ?? true ? item(element) : Item(rows: 0..<0, detail: .plain))
    }
  }

  /// Whether every pixel of the page is opaque whatever is drawn on it.
  var isOpaque: Bool {
    if let underlay { return underlay.isOpaque }
    if let background = drawing.background { return background.alpha == 1 }
    guard case .shape(let shape)? = drawing.elements.first, shape.fill?.alpha == 1,
      case .rectangle(let bar)? = items.first?.detail
    else { return false }
    return bar.left <= 0 && bar.top <= 0 && bar.right >= width << 8 && bar.bottom >= height << 8
  }

  private mutating func item(_ element: Drawing.Element) -> Item {
    let nothing = Item(rows: 0..<0, detail: .plain)
    switch element {
    case .begin, .end:
      return Item(rows: 0..<height, detail: .plain)
    case .shape(let shape):
      guard var bounds = shape.path.bounds(scale: scale) else { return nothing }
      var detail = Detail.plain
      if let stroke = shape.stroke, let style = StrokeStyle(stroke, scale: scale) {
        bounds = bounds.expanded(by: style.reach)
        var (path, scale) = (shape.path, scale)
        if stroke.isCrisp {
          path = PixelGrid.snap(
            path, scale: scale, width: 2 * style.halfWidth, cap: stroke.cap)
          scale = 1
          detail = .crisp(path, halfWidth: style.halfWidth)
        }
        if shape.fill == nil, DashPattern(stroke, scale: self.scale) == nil {
          if let bars = Bar.bars(of: path, scale: scale, style: style) {
            detail = .bars(bars)
          } else if !stroke.isCrisp, let parts = PolylineParts(path, scale: scale) {
            detail = .polyline(parts)
          }
        }
      } else if shape.fill != nil, let r = shape.path.rectangle(scale: scale) {
        detail = .rectangle(
          Bar(
            left: Fixed.quantize(r.left), top: Fixed.quantize(r.top),
            right: Fixed.quantize(r.right), bottom: Fixed.quantize(r.bottom)))
      }
      var item = visible(bounds, detail) ?? nothing
      item.mergesStroke = shape.stroke != nil && shape.path.turnsBack
      return item
    case .text(let text):
      guard let placed = PlacedText(text, scale: scale, store: &glyphs), let box = placed.bounds
      else { return nothing }
      return visible(box, .text(placed)) ?? nothing
    case .image(_, let rect, _):
      let r = Rect(
        x: rect.x * scale, y: rect.y * scale, width: rect.width * scale,
        height: rect.height * scale)
      guard r.isFinite, r.width > 0, r.height > 0 else { return nothing }
      return visible(r, .plain) ?? nothing
    }
  }

  /// The item with the rows of its extents, in device pixels; nil if it lies beside the page.
  private func visible(_ r: Rect, _ detail: Detail) -> Item? {
    guard r.right >= -1, r.left <= Double(width) + 1, r.bottom >= -1, r.top <= Double(height) + 1
    else { return nil }
    let first = Int(max(r.top.rounded(.down) - 1, 0))
    let end = Int(min(r.bottom.rounded(.up) + 1, Double(height)))
    return first < end ? Item(rows: first..<end, box: r.expanded(by: 2), detail: detail) : nil
  }
}

extension StrokeStyle {
  /// The stroke's measures at a scale; nil if it draws nothing.
  init?(_ stroke: Stroke, scale: Double) {
    let width = stroke.width * scale
    guard stroke.width > 0, width.isFinite, stroke.color.alpha > 0 else { return nil }
    self.init(
      halfWidth: min(stroke.isCrisp ? PixelGrid.width(width) : width, 1e100) / 2, cap: stroke.cap,
      join: stroke.join, miterLimit: stroke.miterLimit.isFinite ? stroke.miterLimit : 1e6)
  }
}

extension Path {
  /// The extents of all points in device pixels; nil if there is none or one is not finite.
  func bounds(scale: Double) -> Rect? {
    guard let b = controlBounds else { return nil }
    // A NaN anywhere does not reach the extents, because comparisons with it fail.
    func bad(_ p: Point) -> Bool { !(p.x.isFinite && p.y.isFinite) }
    for e in elements {
      switch e {
      case .move(let p), .line(let p): if bad(p) { return nil }
      case .quad(let c, let p): if bad(c) || bad(p) { return nil }
      case .cubic(let c, let d, let p): if bad(c) || bad(d) || bad(p) { return nil }
      case .close: break
      }
    }
    func limited(_ v: Double) -> Double { Vector.limited(v * scale) }
    return Rect(
      left: limited(b.left), top: limited(b.top), right: limited(b.right), bottom: limited(b.bottom)
    )
  }

  /// Whether the path is short and has a corner of less than a right angle, where the sides of a
  /// stroke lie side by side within pixels.
  var turnsBack: Bool {
    if elements.count > 128 { return false }
    var last = Point.zero
    var start = Point.zero
    var direction = Point.zero
    var first = Point.zero
    func turns(_ p: Point) -> Bool {
      let d = p - last
      if d == .zero { return false }
      defer {
        if first == .zero { first = d }
        (last, direction) = (p, d)
      }
      return d.x * direction.x + d.y * direction.y < -1e-6 * d.length * direction.length
    }
    for e in elements {
      switch e {
      case .move(let p): (last, start, direction, first) = (p, p, .zero, .zero)
      case .line(let p): if turns(p) { return true }
      case .quad(let c, let p): if turns(c) || turns(p) { return true }
      case .cubic(let c, let d, let p): if turns(c) || turns(d) || turns(p) { return true }
      case .close: if turns(start) || turns(start + first) { return true }
      }
    }
    return false
  }

  /// The rectangle in device pixels that the path consists of, if it does.
  func rectangle(scale: Double) -> Rect? {
    guard (4...6).contains(elements.count), case .move(let a) = elements[0],
      case .line(let b) = elements[1], case .line(let c) = elements[2],
      case .line(let d) = elements[3]
    else { return nil }
    for e in elements.dropFirst(4) {
      switch e {
      case .close: break
      case .line(let p) where p == a: break
      default: return nil
      }
    }
    let isAligned =
      (a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x)
      || (a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y)
    guard isAligned else { return nil }
    func limited(_ v: Double) -> Double {
      min(max(v * scale, -Fixed.reach / 2), Fixed.reach / 2)
    }
    return Rect(
      left: limited(min(a.x, c.x)), top: limited(min(a.y, c.y)), right: limited(max(a.x, c.x)),
      bottom: limited(max(a.y, c.y)))
  }
}
