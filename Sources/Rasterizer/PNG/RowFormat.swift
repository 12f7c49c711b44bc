/// How the pixels of a band are laid out in bytes.
enum RowFormat {
  /// Red, green, blue, of opaque pixels.
  case rgb
  /// Red, green, blue and alpha, not premultiplied.
  case rgba

  /// Bytes per pixel.
  var stride: Int { self == .rgb ? 3 : 4 }

  /// Writes all rows of a canvas.
  func write(_ canvas: Canvas, to target: UnsafeMutablePointer<UInt8>) {
    let count = canvas.width * (canvas.bottom - canvas.top)
    let pixels = canvas.pixels
    var out = target
    switch self {
    case .rgb:
      for i in 0..<count {
        let p = pixels[i]
        out[0] = UInt8(truncatingIfNeeded: p)
        out[1] = UInt8(truncatingIfNeeded: p >> 8)
        out[2] = UInt8(truncatingIfNeeded: p >> 16)
        out += 3
      }
    case .rgba:
      for i in 0..<count {
        (out[0], out[1], out[2], out[3]) = Pixel.unpacked(pixels[i])
        out += 4
      }
    }
  }
}
