import Drawing

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
        let isNear = glyph.bounds.offset(by: placed.origin).isWithin(Fixed.reach)
        for c in store.contours[glyph.firstContour..<glyph.endContour] {
          let contour = UnsafeBufferPointer(rebasing: points[c.first..<c.end])
          if isNear {
            fill(contour, at: placed.origin, glyph.isReversed, sink)
          } else {
            fillFar(contour, at: placed.origin, glyph.isReversed, sink)
          }
        }
      }
    }
    for rule in text.rules {
      for i in 0..<4 { sink.edge(rule[i], rule[(i + 1) & 3]) }
    }
  }

  private func fill(
    _ contour: UnsafeBufferPointer<StrokePoint>, at origin: Vector, _ isReversed: Bool,
    _ sink: CoverageAccumulator
  ) {
    @inline(__always) func quantized(_ point: StrokePoint) -> (x: Int, y: Int) {
      let p = point.position + origin
      return (Fixed.quantize(p.x), Fixed.quantize(p.y))
    }
    var last = quantized(contour[contour.count - 1])
    for point in contour {
      let next = quantized(point)
      if isReversed {
        sink.edge(next.x, next.y, last.x, last.y)
      } else {
        sink.edge(last.x, last.y, next.x, next.y)
      }
      last = next
    }
  }

  /// The same for outlines that reach beyond what can be quantised.
  private func fillFar(
    _ contour: UnsafeBufferPointer<StrokePoint>, at origin: Vector, _ isReversed: Bool,
    _ sink: CoverageAccumulator
  ) {
    var last = contour[contour.count - 1].position + origin
    for point in contour {
      let next = point.position + origin
      if isReversed { sink.edge(next, last) } else { sink.edge(last, next) }
      last = next
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

extension Rect {
  fileprivate func offset(by v: Vector) -> Rect { offset(by: Point(v.x, v.y)) }

  /// Whether no coordinate is farther from 0 than that.
  fileprivate func isWithin(_ reach: Double) -> Bool {
    max(max(abs(left), abs(right)), max(abs(top), abs(bottom))) <= reach
  }
}
