import Drawing
import PNG

extension Rasterizer {
  /// Draws a page and writes it as a PNG, a band at a time: the memory is that of a band and of the
  /// file, and of a byte a pixel while the page has no more than 256 colours.
  /// - Throws: `RasterizerError` for a page that is empty or too large, `PNGError` if libpng fails.
  public func png(_ drawing: Drawing, compression: PNGFile.Compression = .standard) throws
    -> [UInt8]
  {
    let (width, height) = try pixelSize(of: drawing)
    return try png(
      of: Scene(drawing, scale: scale, width: width, height: height), compression: compression)
  }

  func png(of scene: Scene, compression: PNGFile.Compression) throws -> [UInt8] {
    let (width, height) = (scene.width, scene.height)
    let drawing = scene.drawing
    var stream = PixelStream(
      width: width, height: height, isOpaque: scene.isOpaque,
      metadata: PNGFile.Metadata(
        title: drawing.title, description: drawing.description, scale: scale),
      compression: compression, threads: threads)
    let rows = bandRows(scene)
    let renderer = BandRenderer(scene, rows: rows)
    for top in Swift.stride(from: 0, to: height, by: rows) {
      let canvas = renderer.render(top: top, bottom: min(top + rows, height))
      RowFormat.convert(canvas, isOpaque: scene.isOpaque)
      let bytes = UnsafeRawBufferPointer(
        start: canvas.pixels, count: 4 * width * (canvas.bottom - top))
      try stream.write(bytes.assumingMemoryBound(to: UInt8.self), rows: canvas.bottom - top)
    }
    return try stream.finish()
  }
}
