/// Pixels as PNG and `Image` hold them: bytes of red, green, blue and alpha, not premultiplied.
enum RowFormat {
  /// Turns all pixels of a canvas into such bytes, in their place.
  static func convert(_ canvas: Canvas, isOpaque: Bool) {
    // Nothing to divide by, and the bytes stand in order already.
    if isOpaque && UInt32(1).littleEndian == 1 { return }
    for i in 0..<canvas.width * (canvas.bottom - canvas.top) {
      let (r, g, b, a) = Pixel.unpacked(canvas.pixels[i])
      canvas.pixels[i] =
        (UInt32(r) | UInt32(g) << 8 | UInt32(b) << 16 | UInt32(a) << 24).littleEndian
    }
  }
}
