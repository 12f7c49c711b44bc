/// Makes zlib streams of bytes, one after the other.
protocol Deflater: AnyObject {
  /// Says how many bytes the rows of the next stream have, with that of their filter.
  func begin(stride: Int)

  /// Takes bytes.
  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(PNGError)

  /// Ends the stream, hands it over and is ready for another.
  func finish() throws(PNGError) -> [UInt8]
}

extension PNG.Compression {
  /// A compressor for rows of so many bytes, with that of their filter, and pixels of so many.
  func deflater(stride: Int, pixel: Int) throws(PNGError) -> any Deflater {
    switch self {
    case .fast: PageDeflater(stride: stride, pixel: pixel, effort: .fast)
    case .standard: PageDeflater(stride: stride, pixel: pixel, effort: .standard)
    case .small: try ZlibDeflater(level: 9)
    }
  }
}
