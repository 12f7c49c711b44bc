/// Compresses pages in parts, several at once.
///
/// Every part knows what stands before it, so that little is lost; where parts begin depends on the stream
/// alone, so the bytes do not depend on the number of threads.
final class PageDeflater: Deflater {
  private let pixel: Int
  private let effort: PageCompressor.Effort
  private let threads: Int
  private var stride: Int
  /// The part that rows are written to.
  private var part: PagePart
  /// Parts that are being compressed, in their order.
  private var running: [PagePart] = []
  /// Parts that can be used again.
  private var idle: [PagePart] = []
  private var stream: [UInt8] = []
  private var sum: UInt32 = 1

  /// About how many bytes a part has; it is a whole number of rows.
  private let partBytes: Int

  /// - Parameters:
  ///   - stride: the bytes of a row, with its filter's.
  ///   - pixel: the bytes of a pixel.
  ///   - partBytes: about how many bytes a part has, on which the stream's bytes depend.
  ///   - threads: how many parts are compressed at once.
  init(
    stride: Int, pixel: Int, effort: PageCompressor.Effort, partBytes: Int = 1 << 18, threads: Int
  ) {
    self.pixel = pixel
    self.effort = effort
    self.stride = stride
    self.partBytes = partBytes
    self.threads = threads
    part = PagePart(pixel: pixel, effort: effort)
    begin(stride: stride)
  }

  func begin(stride: Int) {
    self.stride = stride
    part.begin(after: nil, rows: rows, stride: stride)
  }

  func write(row fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    if part.isFull { next() }
    part.write(fill)
  }

  func finish() -> [UInt8] {
    part.compress(isLast: true)
    while !running.isEmpty { takeFirst() }
    take(part)
    stream += withUnsafeBytes(of: sum.bigEndian, Array.init)
    let result = stream
    (stream, sum) = ([], 1)
    begin(stride: stride)
    return result
  }

  /// The rows of a part.
  private var rows: Int { max(1, partBytes / stride) }

  /// Has the part compressed and begins another.
  private func next() {
    let full = part
    if threads > 1 {
      if running.count >= threads { takeFirst() }
      part = idle.popLast() ?? PagePart(pixel: pixel, effort: effort)
      part.begin(after: full, rows: rows, stride: stride)
      full.compressAside()
      running.append(full)
    } else {
      full.compress(isLast: false)
      part = idle.popLast() ?? PagePart(pixel: pixel, effort: effort)
      part.begin(after: full, rows: rows, stride: stride)
      take(full)
      idle.append(full)
    }
  }

  private func takeFirst() {
    let first = running.removeFirst()
    first.wait()
    take(first)
    idle.append(first)
  }

  /// Adds a compressed part to the stream.
  private func take(_ part: PagePart) {
    // zlib's header (RFC 1950): a window of 32 KB, no dictionary.
    if stream.isEmpty { stream = [0x78, 0x9C] }
    sum = Adler32.joined(sum, part.sum, secondCount: part.count)
    stream += part.takeResult()
  }
}
