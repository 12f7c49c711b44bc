import CHarfBuzz
import Drawing

/// The part of a font that a page uses, as a font file of its own.
struct FontSubset {
  /// The bytes of the font file.
  let bytes: [UInt8]
  /// A family name that no other subset has: two pages in one document may not mix up their fonts.
  let family: String

  /// Whether the outlines are of PostScript's kind, which decides the media type.
  var isCFF: Bool { bytes.starts(with: Array("OTTO".utf8)) }

  /// Reduces a face to the glyphs of some characters. Kerning and marks are kept; hinting, names and
  /// other substitutions, which the writer's styles turn off, are not.
  init(_ face: FontFace, characters: Set<Unicode.Scalar>) throws(SVGError) {
    let failure = SVGError(
      "the font '\(face.path)' cannot be reduced to the characters in use; "
        + "choose another font or write text as outlines")
    guard let input = hb_subset_input_create_or_fail() else { throw failure }
    defer { hb_subset_input_destroy(input) }
    let unicodes = hb_subset_input_unicode_set(input)
    for scalar in characters { hb_set_add(unicodes, scalar.value) }
    hb_subset_input_set_flags(input, UInt32(HB_SUBSET_FLAGS_NO_HINTING.rawValue))
    let features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG)
    hb_set_clear(features)
    for tag in [
      rho_hb_tag(0x6B, 0x65, 0x72, 0x6E),  // kern
      rho_hb_tag(0x6D, 0x61, 0x72, 0x6B),  // mark
      rho_hb_tag(0x6D, 0x6B, 0x6D, 0x6B),  // mkmk
      rho_hb_tag(0x63, 0x63, 0x6D, 0x70),  // ccmp
      rho_hb_tag(0x74, 0x6E, 0x75, 0x6D),  // tnum
    ] { hb_set_add(features, tag) }
    let names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID)
    hb_set_clear(names)
    guard let subset = hb_subset_or_fail(face.face, input) else { throw failure }
    defer { hb_face_destroy(subset) }
    let blob = hb_face_reference_blob(subset)
    defer { hb_blob_destroy(blob) }
    var length: UInt32 = 0
    guard let data = hb_blob_get_data(blob, &length), length > 0 else { throw failure }
    bytes = data.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
      Array(UnsafeBufferPointer(start: $0, count: Int(length)))
    }
    var hash = ContentHash()
    hash.add(bytes)
    family = face.family.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } + "-" + hash.name
  }

  /// The rule that makes the subset known to a viewer. `traits` are those of the styles that use it: a
  /// viewer would embolden or slant a face that is not declared to be bold or slanted.
  func rule(traits: String) -> [UInt8] {
    let (type, format) = isCFF ? ("otf", "opentype") : ("ttf", "truetype")
    let head = "@font-face{font-family:\(family);\(traits)src:url(data:font/\(type);base64,"
    return Array(head.utf8)
      + Base64.encode(bytes) + Array(")format(\"\(format)\")}\n".utf8)
  }
}
