/// Makes zlib streams of rows of bytes, one stream after the other.
protocol Deflater: AnyObject {
  /// Says how many bytes the rows of the next stream have, that of their filter included.
  func begin(stride: Int)

  /// Takes a row, which `fill` writes where it is told to. It may write up to 8 bytes beyond the row's end.
  func write(row fill: (UnsafeMutablePointer<UInt8>) -> Void) throws(PNGError)

  /// Ends the stream, hands it over and is ready for another.
  func finish() throws(PNGError) -> [UInt8]
}

extension Deflater {
  /// Takes a row that is at hand.
  func write(row bytes: UnsafePointer<UInt8>, count: Int) throws(PNGError) {
    try write { $0.update(from: bytes, count: count) }
  }
}

extension PNGFile.Compression {
  /// A compressor for rows of so many bytes, that of their filter included, and pixels of so many.
  /// - Parameters:
  ///   - partBytes: about how many bytes are compressed as one part.
  ///   - threads: how many parts are compressed at once; the bytes do not depend on it.
  func deflater(
    stride: Int, pixel: Int, partBytes: Int = 1 << 18, threads: Int
  ) throws(PNGError) -> any Deflater {
    let effort: PageCompressor.Effort
    switch self {
    case .fast: effort = .fast
    case .standard: effort = .standard
    case .small: return try ZlibDeflater(stride: stride, level: 9)
    }
    return PageDeflater(
      stride: stride, pixel: pixel, effort: effort, partBytes: partBytes, threads: threads)
  }
}
