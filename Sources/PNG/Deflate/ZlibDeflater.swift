import CZlib

/// zlib's compressor; what it allocates, 256 KB, stays for the next stream.
final class ZlibDeflater: Deflater {
  /// At a fixed place, since zlib remembers where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var output: [UInt8] = []
  private var row: UnsafeMutableBufferPointer<UInt8>
  private var stride: Int

  /// - Parameter stride: the bytes of a row.
  init(stride: Int, level: Int32) throws(PNGError) {
    self.stride = stride
    row = .allocate(capacity: stride + 8)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    buffer = .allocate(capacity: 1 << 16)
    let status = deflateInit2_(
      stream, level, Z_DEFLATED, 15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw failure(status) }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    buffer.deallocate()
    row.deallocate()
  }

  func begin(stride: Int) {
    self.stride = stride
    if row.count < stride + 8 {
      row.deallocate()
      row = .allocate(capacity: stride + 8)
    }
  }

  func write(row fill: (UnsafeMutablePointer<UInt8>) -> Void) throws(PNGError) {
    fill(row.baseAddress!)
    // zlib counts in 32 bits; a row is far shorter.
    stream.pointee.next_in = row.baseAddress
    stream.pointee.avail_in = uInt(stride)
    while stream.pointee.avail_in > 0 { try run(Z_NO_FLUSH) }
  }

  func finish() throws(PNGError) -> [UInt8] {
    stream.pointee.avail_in = 0
    while try run(Z_FINISH) != Z_STREAM_END {}
    let status = deflateReset(stream)
    guard status == Z_OK else { throw failure(status) }
    defer { output = [] }
    return output
  }

  @discardableResult
  private func run(_ flush: Int32) throws(PNGError) -> Int32 {
    stream.pointee.next_out = buffer.baseAddress
    stream.pointee.avail_out = uInt(buffer.count)
    let status = deflate(stream, flush)
    guard status == Z_OK || status == Z_STREAM_END else { throw failure(status) }
    output.append(contentsOf: buffer.prefix(buffer.count - Int(stream.pointee.avail_out)))
    return status
  }

  private func failure(_ status: Int32) -> PNGError {
    PNGError("the PNG file cannot be written: zlib says \(String(cString: zError(status)))")
  }
}
