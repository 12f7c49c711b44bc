import CHarfBuzz

extension FontFace {
  /// The outline of a glyph in ems (1 = the font's size), y down, about its origin; empty for a blank
  /// or unknown glyph. Filled with the non-zero rule.
  public func outline(of glyph: UInt32) -> Path {
    if let known = outlines.with({ $0[glyph] }) { return known }
    let sink = OutlineSink(unitsPerEm: Double(unitsPerEm))
    rho_hb_draw_glyph(
      font, glyph, OutlineSink.functions, Unmanaged.passUnretained(sink).toOpaque())
    outlines.with { $0[glyph] = sink.path }
    return sink.path
  }
}

/// Collects what HarfBuzz draws.
private final class OutlineSink {
  var path = Path()
  private let scale: Double

  init(unitsPerEm: Double) { scale = 1 / unitsPerEm }

  private func point(_ x: Float, _ y: Float) -> Point {
    Point(Double(x) * scale, -Double(y) * scale)
  }

  private static func sink(_ data: UnsafeMutableRawPointer?) -> OutlineSink {
    Unmanaged<OutlineSink>.fromOpaque(data!).takeUnretainedValue()
  }

  /// HarfBuzz's table of callbacks, made once and immutable.
  nonisolated(unsafe) static let functions: OpaquePointer = {
    let functions = hb_draw_funcs_create()!
    hb_draw_funcs_set_move_to_func(
      functions,
      { _, data, _, x, y, _ in
        let sink = OutlineSink.sink(data)
        sink.path.move(to: sink.point(x, y))
      }, nil, nil)
    hb_draw_funcs_set_line_to_func(
      functions,
      { _, data, _, x, y, _ in
        let sink = OutlineSink.sink(data)
        sink.path.line(to: sink.point(x, y))
      }, nil, nil)
    hb_draw_funcs_set_quadratic_to_func(
      functions,
      { _, data, _, cx, cy, x, y, _ in
        let sink = OutlineSink.sink(data)
        sink.path.quad(sink.point(cx, cy), to: sink.point(x, y))
      }, nil, nil)
    hb_draw_funcs_set_cubic_to_func(
      functions,
      { _, data, _, ax, ay, bx, by, x, y, _ in
        let sink = OutlineSink.sink(data)
        sink.path.cubic(sink.point(ax, ay), sink.point(bx, by), to: sink.point(x, y))
      }, nil, nil)
    hb_draw_funcs_set_close_path_func(
      functions, { _, data, _, _ in OutlineSink.sink(data).path.close() }, nil, nil)
    hb_draw_funcs_make_immutable(functions)
    return functions
  }()
}
