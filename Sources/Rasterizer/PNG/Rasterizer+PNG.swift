import Drawing

extension Rasterizer {
  /// Draws a page and writes it as a PNG, a band at a time: the memory is that of a band and of the
  /// file, and of a byte a pixel while the page has no more than 256 colours.
  /// - Throws: `RasterizerError` for a page that is empty or too large, `PNGError` if libpng fails.
  public func png(_ drawing: Drawing, compression: PNG.Compression = .standard) throws -> [UInt8] {
    let (width, height) = try pixelSize(of: drawing)
    let scene = Scene(drawing, scale: scale, width: width, height: height)
    var stream = PixelStream(
      width: width, height: height, isOpaque: scene.isOpaque,
      metadata: PNG.Metadata(
        title: drawing.title, description: drawing.description, scale: scale),
      compression: compression)
    let rows = bandRows(scene)
    let renderer = BandRenderer(scene, rows: rows)
    var bytes = [UInt8](repeating: 0, count: 4 * width * rows)
    for top in Swift.stride(from: 0, to: height, by: rows) {
      let bottom = min(top + rows, height)
      let canvas = renderer.render(top: top, bottom: bottom)
      try bytes.withUnsafeMutableBufferPointer { buffer in
        RowFormat.write(canvas, to: buffer.baseAddress!, isOpaque: scene.isOpaque)
        try stream.write(
          UnsafeBufferPointer(rebasing: buffer[..<(4 * width * (bottom - top))]), rows: bottom - top
        )
      }
    }
    return try stream.finish()
  }
}
