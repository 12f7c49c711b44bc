#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Drawing.Text {
  /// The map from the line's own coordinates to the page.
  public var transform: Transform {
    let turn =
      rotation == 0
      ? Transform.identity : Transform.rotation(cosine: cos(rotation), sine: sin(rotation))
    return turn.then(.translation(origin.x, origin.y))
  }

  /// All glyphs and rules as one path in page coordinates, to be filled with the non-zero rule.
  public var outline: Path {
    var path = Path()
    let place = transform
    for run in line.runs {
      let size = run.font.size
      for glyph in run.glyphs {
        let at = run.origin + glyph.offset
        let map = Transform(a: size, b: 0, c: 0, d: size, tx: at.x, ty: at.y).then(place)
        path.append(run.font.face.outline(of: glyph.id).transformed(by: map))
      }
    }
    for rule in line.rules { path.append(Path(rule).transformed(by: place)) }
    return path
  }
}
