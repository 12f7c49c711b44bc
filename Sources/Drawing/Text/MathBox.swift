/// A laid-out piece of a formula: runs and rules about a baseline that starts at the origin.
struct MathBox {
  var runs: [GlyphRun] = []
  var rules: [Rect] = []
  /// The advance, in points.
  var width = 0.0
  /// How far the ink reaches above the baseline, in points.
  var height = 0.0
  /// How far the ink reaches below the baseline, in points.
  var depth = 0.0
  /// How far the ink leans out beyond the advance, in points.
  var overhang = 0.0
  /// Whether the box is a single sign, whose scripts stand at fixed heights.
  var isSign = false
  /// Characters for which no glyph was found.
  var missing: [Character] = []

  /// Adds another box with its baseline's start at a point about this one's, y down.
  mutating func add(_ other: MathBox, x: Double, y: Double = 0) {
    for run in other.runs {
      var run = run
      run.origin = run.origin + Point(x, y)
      runs.append(run)
    }
    rules += other.rules.map { $0.offset(by: Point(x, y)) }
    height = max(height, other.height - y)
    depth = max(depth, other.depth + y)
    missing += other.missing
  }
}

extension FontSet {
  /// Which of the set's faces text is meant for.
  enum Role {
    case text, bold, math, mathItalic
  }

  /// The face for a character: that of the role if it has the glyph, else another that has.
  func face(for character: Character, role: Role) -> FontFace? {
    let first =
      switch role {
      case .text: text
      case .bold: bold
      case .math: math
      case .mathItalic: mathItalic
      }
    if first.covers(character) { return first }
    return ([math, text, mathItalic] + fallbacks).first { $0.covers(character) }
  }

  /// Text as a box: one run for each stretch of one face.
  func box(_ string: String, role: Role, size: Double) -> MathBox {
    var box = MathBox()
    var stretch = ""
    var face: FontFace?
    func finish() {
      guard let face, !stretch.isEmpty else { return }
      let em = size
      var glyphs: [GlyphRun.Glyph] = []
      var x = 0.0
      for glyph in face.shape(stretch) {
        glyphs.append(
          .init(id: glyph.id, offset: Point((x + glyph.offset.x) * em, glyph.offset.y * em)))
        if let ink = face.inkBox(of: glyph.id) {
          box.height = max(box.height, -(ink.top + glyph.offset.y) * em)
          box.depth = max(box.depth, (ink.bottom + glyph.offset.y) * em)
          box.overhang = max(0, (ink.right - glyph.advance) * em)
        } else {
          box.overhang = 0
        }
        x += glyph.advance
      }
      box.runs.append(
        GlyphRun(
          font: Font(face, size: size), text: stretch, origin: Point(box.width, 0), glyphs: glyphs,
          width: x * em))
      box.width += x * em
      stretch = ""
    }
    for character in string {
      var found = self.face(for: character, role: role)
      var shown = character
      if character.isNewline || character == "\t" { shown = " " }
      if found == nil || shown != character { found = self.face(for: shown, role: role) }
      if found == nil {
        box.missing.append(character)
        // The sign for a character that cannot be shown, or at least a question mark.
        shown = "\u{FFFD}"
        found = self.face(for: shown, role: role)
        if found == nil {
          shown = "?"
          found = self.face(for: shown, role: role)
        }
      }
      if found != face { finish() }
      face = found
      stretch.append(shown)
    }
    finish()
    return box
  }
}
