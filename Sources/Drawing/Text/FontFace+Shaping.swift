import CHarfBuzz

extension FontFace {
  /// A glyph as HarfBuzz places it, in ems.
  struct ShapedGlyph {
    var id: UInt32
    var advance: Double
    var offset: Point
  }

  /// Turns text of one direction into glyphs, with kerning.
  ///
  /// Ligatures and contextual alternates are off: a letter keeps the shape that a reader expects in a
  /// formula, and a browser that is told the same (`font-variant-ligatures: none`) places the same
  /// glyphs at the same places. Figures are all of one width, so that numbers do not shift while they
  /// change.
  func shape(_ text: String) -> [ShapedGlyph] {
    let buffer = hb_buffer_create()!
    defer { hb_buffer_destroy(buffer) }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        hb_buffer_add_utf8(buffer, $0.baseAddress, Int32($0.count), 0, Int32($0.count))
      }
    }
    hb_buffer_guess_segment_properties(buffer)
    // Right-to-left scripts keep logical order on the page: figures set single labels, not prose.
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
    func feature(_ tag: hb_tag_t, _ value: UInt32) -> hb_feature_t {
      hb_feature_t(tag: tag, value: value, start: 0, end: UInt32.max)
    }
    let features = [
      feature(rho_hb_tag(0x6C, 0x69, 0x67, 0x61), 0),  // liga
      feature(rho_hb_tag(0x63, 0x6C, 0x69, 0x67), 0),  // clig
      feature(rho_hb_tag(0x63, 0x61, 0x6C, 0x74), 0),  // calt
      feature(rho_hb_tag(0x6B, 0x65, 0x72, 0x6E), 1),  // kern
      feature(rho_hb_tag(0x74, 0x6E, 0x75, 0x6D), 1),  // tnum
    ]
    hb_shape(font, buffer, features, UInt32(features.count))
    var count: UInt32 = 0
    guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
      let positions = hb_buffer_get_glyph_positions(buffer, &count)
    else { return [] }
    let em = Double(unitsPerEm)
    return (0..<Int(count)).map { i in
      ShapedGlyph(
        id: infos[i].codepoint, advance: Double(positions[i].x_advance) / em,
        offset: Point(Double(positions[i].x_offset) / em, -Double(positions[i].y_offset) / em))
    }
  }
}
