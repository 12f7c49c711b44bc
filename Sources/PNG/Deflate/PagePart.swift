import Dispatch

/// Some rows of a page: what is compressed by one thread, with what stands before it.
///
/// It belongs to whoever fills it; between `compressAside` and `wait`, to the thread that compresses it.
final class PagePart: @unchecked Sendable {
  private var compressor: PageCompressor
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 0
  private var stride = 1
  /// How many bytes there are, and how many of them stand before the part.
  private var filled = 0
  private var known = 0
  private var end = 0
  private let done = DispatchSemaphore(value: 0)
  private var result: [UInt8] = []
  /// The checksum of the part alone.
  private(set) var sum: UInt32 = 1

  init(pixel: Int, effort: PageCompressor.Effort) {
    compressor = PageCompressor(pixel: pixel, effort: effort)
    buffer = .allocate(capacity: 1)
  }

  deinit { buffer.deallocate() }

  /// How many bytes the part has.
  var count: Int { filled - known }

  /// Whether no row more fits.
  var isFull: Bool { filled == end }

  /// Begins anew.
  /// - Parameters:
  ///   - before: the part before this one; nil at the beginning of a stream.
  ///   - rows: how many rows there will be at most.
  func begin(after before: PagePart?, rows: Int, stride: Int) {
    self.stride = stride
    known = min(before?.filled ?? 0, PageCompressor.reach)
    let needed = PageCompressor.reach + rows * stride + PageCompressor.slack
    if needed > capacity {
      buffer.deallocate()
      // Only what is written to becomes memory.
      buffer = .allocate(capacity: needed)
      capacity = needed
    }
    if let before { buffer.update(from: before.buffer + (before.filled - known), count: known) }
    filled = known
    end = known + rows * stride
  }

  @inline(__always)
  func write(_ fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    fill(buffer + filled)
    filled += stride
  }

  func compress(isLast: Bool) {
    (buffer + filled).initialize(repeating: 0, count: PageCompressor.slack)
    let bytes = UnsafeBufferPointer(start: buffer, count: filled)
    sum = Adler32.sum(UnsafeBufferPointer(rebasing: bytes[known...]))
    result = compressor.compress(bytes, from: known, stride: stride, isLast: isLast)
  }

  /// Compresses on another thread.
  func compressAside() {
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      compress(isLast: false)
      done.signal()
    }
  }

  /// Waits for the other thread.
  func wait() { done.wait() }

  /// The part of a DEFLATE stream, which is taken away.
  func takeResult() -> [UInt8] {
    defer { result = [] }
    return result
  }
}
