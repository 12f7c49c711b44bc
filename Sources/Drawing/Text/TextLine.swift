/// A line of text laid out: glyph runs and rules about a baseline that starts at the origin.
///
/// It is what text has become when a `Drawing` holds it: nothing is left to be decided by a writer.
public struct TextLine: Hashable, Sendable {
  /// The runs, in reading order.
  public var runs: [GlyphRun]
  /// Filled rectangles such as fraction bars, in points about the line's origin, y down.
  public var rules: [Rect]
  /// The advance of the whole line, in points.
  public var width: Double
  /// How far the highest ink may rise above the baseline, in points; positive.
  public var ascent: Double
  /// How far the lowest ink may fall below the baseline, in points; positive.
  public var descent: Double
  /// The text without its markup, as it would be read aloud: `∂ρ/∂x`.
  public var plainText: String
  /// Characters that no font at hand has a glyph for.
  public var missing: [Character]

  /// Describes a laid-out line.
  public init(
    runs: [GlyphRun] = [], rules: [Rect] = [], width: Double = 0, ascent: Double = 0,
    descent: Double = 0, plainText: String = "", missing: [Character] = []
  ) {
    self.runs = runs
    self.rules = rules
    self.width = width
    self.ascent = ascent
    self.descent = descent
    self.plainText = plainText
    self.missing = missing
  }
}

/// Glyphs of one font on one baseline.
public struct GlyphRun: Hashable, Sendable {
  /// The font.
  public var font: Font
  /// The characters that were shaped, in logical order.
  public var text: String
  /// Where the run's own baseline starts, in points about the line's origin, y down.
  public var origin: Point
  /// The glyphs, in visual order.
  public var glyphs: [Glyph]
  /// The run's advance, in points.
  public var width: Double

  /// One glyph, placed.
  public struct Glyph: Hashable, Sendable {
    /// The glyph's number in its font.
    public var id: UInt32
    /// The glyph's origin in points about the run's origin, y down.
    public var offset: Point

    /// Places a glyph.
    public init(id: UInt32, offset: Point) {
      self.id = id
      self.offset = offset
    }
  }

  /// Describes a run.
  public init(font: Font, text: String, origin: Point, glyphs: [Glyph], width: Double) {
    self.font = font
    self.text = text
    self.origin = origin
    self.glyphs = glyphs
    self.width = width
  }
}

/// A face at a size.
public struct Font: Hashable, Sendable {
  /// The face.
  public var face: FontFace
  /// The size of the em, in points.
  public var size: Double

  /// Describes a font.
  public init(_ face: FontFace, size: Double) {
    self.face = face
    self.size = size
  }
}
