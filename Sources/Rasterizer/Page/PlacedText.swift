import Drawing

extension Rect {
  /// Whether all four edges are finite.
  var isFinite: Bool { x.isFinite && y.isFinite && width.isFinite && height.isFinite }
}

/// A line of text resolved into glyphs and rectangles on the page, in device pixels.
struct PlacedText: Sendable {
  /// A glyph's number in the store, and its origin.
  struct Placed: Sendable {
    var glyph: Int
    var origin: Vector
  }

  var glyphs: [Placed] = []
  /// The corners of fraction bars and the like.
  var rules: [[Vector]] = []
  /// Everything that may be inked.
  var bounds: Rect?

  /// Resolves a text; nil if it has no place on the page, being infinite or not a number.
  init?(_ text: Drawing.Text, scale: Double, store: inout GlyphStore) {
    guard text.origin.x.isFinite, text.origin.y.isFinite, text.rotation.isFinite else { return nil }
    let turn = GlyphStore.Turn(text.rotation)
    func place(_ p: Point) -> Point { (text.origin + turn.apply(p)) * scale }
    let halo = text.halo.map { max($0.radius, 0) * scale } ?? 0
    for run in text.line.runs {
      for glyph in run.glyphs {
        let origin = place(run.origin + glyph.offset)
        guard origin.x.isFinite, origin.y.isFinite,
          let number = store.glyph(
            glyph.id, of: run.font.face, size: run.font.size * scale, turn: turn,
            isStroked: halo > 0)
        else { continue }
        glyphs.append(Placed(glyph: number, origin: Vector(origin, scale: 1)))
        add(store.glyphs[number].bounds.offset(by: origin).expanded(by: halo + 1))
      }
    }
    for rule in text.line.rules where rule.isFinite {
      let corners = [
        Point(rule.left, rule.top), Point(rule.right, rule.top), Point(rule.right, rule.bottom),
        Point(rule.left, rule.bottom),
      ].map(place)
      rules.append(corners.map { Vector($0, scale: 1) })
      if let box = Path(polyline: corners).controlBounds { add(box.expanded(by: halo + 1)) }
    }
    if bounds.map({ !$0.isFinite }) ?? true { return nil }
  }

  private mutating func add(_ r: Rect) { bounds = bounds?.union(r) ?? r }
}
