import Basics
import CHarfBuzz

/// One face of a font file: its glyphs, metrics and shaping rules.
///
/// Immutable, so it may be used from several threads at once. Two values are equal if they were read
/// from the same path.
public final class FontFace: Hashable, Sendable {
  /// The file it was read from.
  public let path: String
  /// The family name, such as `Inter`.
  public let family: String
  /// The weight, 1…1000; 400 is regular, 600 semi-bold.
  public let weight: Int
  /// Whether it slants.
  public let isItalic: Bool
  /// How many units of the font's own grid make an em.
  public let unitsPerEm: Int
  /// The height of capitals above the baseline, in ems.
  public let capHeight: Double
  /// The height of a small x above the baseline, in ems.
  public let xHeight: Double
  /// How far lines of text reach above the baseline, in ems.
  public let ascent: Double
  /// How far lines of text reach below the baseline, in ems; positive.
  public let descent: Double

  /// HarfBuzz's face, for those who subset it. It is never changed after `init`.
  package nonisolated(unsafe) let face: OpaquePointer
  /// HarfBuzz's font, scaled to units of the font's own grid; made immutable in `init`.
  nonisolated(unsafe) let font: OpaquePointer
  /// Outlines that have been asked for: pages repeat their letters, and animations their pages.
  let outlines = Locked<[UInt32: Path]>([:])

  /// Reads the first face of a font file (OpenType or TrueType). The file is mapped, not copied.
  /// - Throws: `FontError` if there is no such file or it holds no font.
  public init(path: String) throws(FontError) {
    // A pipe would be waited for, and a device has no end.
    if let fault = FontLocator.fault(ofFile: path) {
      throw FontError("cannot read the font file '\(path)': \(fault)")
    }
    guard let blob = hb_blob_create_from_file_or_fail(path) else {
      throw FontError("cannot read the font file '\(path)'")
    }
    defer { hb_blob_destroy(blob) }
    let face = hb_face_create(blob, 0)!
    guard hb_face_get_glyph_count(face) > 0, hb_face_get_upem(face) > 0 else {
      hb_face_destroy(face)
      throw FontError("'\(path)' is not an OpenType or TrueType font")
    }
    hb_face_make_immutable(face)
    let font = hb_font_create(face)!
    let em = Int32(hb_face_get_upem(face))
    hb_font_set_scale(font, em, em)
    hb_font_make_immutable(font)
    self.path = path
    self.face = face
    self.font = font
    unitsPerEm = Int(em)
    // The name table's numbers: 16 is the typographic family, 1 the family of older systems.
    family =
      Self.name(face, 16)
      ?? Self.name(face, 1) ?? "Unnamed"
    weight = Int(hb_style_get_value(font, HB_STYLE_TAG_WEIGHT).rounded())
    isItalic =
      hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0.5
      || hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE) < -2
    func metric(_ tag: hb_ot_metrics_tag_t, _ fallback: Double) -> Double {
      var value: hb_position_t = 0
      guard hb_ot_metrics_get_position(font, tag, &value) != 0, value != 0 else { return fallback }
      return Double(value) / Double(em)
    }
    capHeight = metric(HB_OT_METRICS_TAG_CAP_HEIGHT, 0.7)
    xHeight = metric(HB_OT_METRICS_TAG_X_HEIGHT, 0.5)
    ascent = metric(HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 0.9)
    descent = abs(metric(HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -0.25))
  }

  deinit {
    hb_font_destroy(font)
    hb_face_destroy(face)
  }

  private static func name(_ face: OpaquePointer, _ id: UInt32) -> String? {
    var buffer = [CChar](repeating: 0, count: 128)
    var size = UInt32(buffer.count)
    // The language is a null pointer: any.
    guard hb_ot_name_get_utf8(face, id, nil, &size, &buffer) > 0 else {
      return nil
    }
    let bytes = buffer.prefix(Int(size)).map { UInt8(bitPattern: $0) }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Whether two values are the same face.
  public static func == (a: FontFace, b: FontFace) -> Bool { a === b || a.path == b.path }
  /// Hashes the file's path.
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }

  /// Whether the face has a glyph for a character.
  public func covers(_ scalar: Unicode.Scalar) -> Bool {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 && glyph != 0
  }

  /// Whether the face has glyphs for all of a character.
  func covers(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy {
      covers($0) || $0.properties.isVariationSelector || $0.properties.isDefaultIgnorableCodePoint
    }
  }

  /// The box around a glyph's ink in ems, y down, about its origin; nil for a blank glyph.
  func inkBox(of glyph: UInt32) -> Rect? {
    var extents = hb_glyph_extents_t()
    guard hb_font_get_glyph_extents(font, glyph, &extents) != 0, extents.width != 0 else {
      return nil
    }
    let em = Double(unitsPerEm)
    return Rect(
      x: Double(extents.x_bearing) / em, y: -Double(extents.y_bearing) / em,
      width: Double(extents.width) / em, height: -Double(extents.height) / em)
  }
}
