/// Writes pixels as PNG and `Image` hold them: red, green, blue, alpha, not premultiplied.
enum RowFormat {
  /// Writes all rows of a canvas, four bytes a pixel.
  static func write(_ canvas: Canvas, to target: UnsafeMutablePointer<UInt8>, isOpaque: Bool) {
    let count = canvas.width * (canvas.bottom - canvas.top)
    let pixels = canvas.pixels
    if isOpaque && UInt32(1).littleEndian == 1 {
      // Nothing to divide by, and the bytes stand in order already.
      UnsafeMutableRawPointer(target).copyMemory(from: pixels, byteCount: 4 * count)
      return
    }
    var out = target
    for i in 0..<count {
      (out[0], out[1], out[2], out[3]) = Pixel.unpacked(pixels[i])
      out += 4
    }
  }
}
