/// Sends the outlines of a text's glyphs and rules to a sink.
struct TextPainter {
  private let text: PlacedText
  private let store: GlyphStore

  init(_ text: PlacedText, _ store: GlyphStore) {
    self.text = text
    self.store = store
  }

  /// Fills all of them as one figure. Fonts do not let outlines cross, so areas may be summed.
  func fill(_ sink: CoverageAccumulator) {
    store.points.withUnsafeBufferPointer { points in
      for placed in text.glyphs {
        let glyph = store.glyphs[placed.glyph]
        for c in store.contours[glyph.firstContour..<glyph.endContour] {
          var last = points[c.end - 1].position + placed.origin
          for i in c.first..<c.end {
            let next = points[i].position + placed.origin
            if glyph.isReversed { sink.edge(next, last) } else { sink.edge(last, next) }
            last = next
          }
        }
      }
    }
    for rule in text.rules {
      for i in 0..<4 { sink.edge(rule[i], rule[(i + 1) & 3]) }
    }
  }

  /// Strokes all of them.
  func stroke(with stroker: Stroker<CoverageAccumulator>) {
    var stroker = stroker
    for placed in text.glyphs {
      let glyph = store.glyphs[placed.glyph]
      for c in store.contours[glyph.firstContour..<glyph.endContour] {
        stroker.move(store.points[c.first].position + placed.origin)
        for i in c.first + 1..<c.end {
          stroker.line(
            store.points[i].position + placed.origin, smooth: store.points[i - 1].isSmooth)
        }
        stroker.finish(closed: true)
      }
    }
    for rule in text.rules {
      stroker.move(rule[0])
      for p in rule.dropFirst() { stroker.line(p, smooth: false) }
      stroker.finish(closed: true)
    }
  }
}
