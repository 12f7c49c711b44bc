import CZlib
import Dispatch

/// Compresses pages in parts of a quarter of a megabyte, two at once.
///
/// Every part knows what stands before it, so that little is lost; where parts begin depends on the stream
/// alone, so the bytes do not depend on the number of cores.
final class PageDeflater: Deflater {
  private let pixel: Int
  private let effort: PageCompressor.Effort
  private var stride: Int
  /// What is not compressed yet, behind what matches can reach of what is.
  private let buffer: UnsafeMutablePointer<UInt8>
  private var known = 0
  private var filled = 0
  private let workers: Workers
  private var stream: [UInt8] = []
  private var sum: UInt = 1

  private static let part = 1 << 18
  /// Parts that are compressed at once.
  private static let parts = 2
  private static let capacity = PageCompressor.reach + parts * part

  /// - Parameters:
  ///   - stride: the bytes of a row, with its filter's.
  ///   - pixel: the bytes of a pixel.
  init(stride: Int, pixel: Int, effort: PageCompressor.Effort) {
    self.pixel = pixel
    self.effort = effort
    self.stride = stride
    workers = Workers(count: Self.parts)
    // Only what is written to becomes memory; what is read beyond it counts for nothing.
    buffer = .allocate(capacity: Self.capacity + PageCompressor.slack)
  }

  deinit { buffer.deallocate() }

  func begin(stride: Int) { self.stride = stride }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    sum = adler32_z(sum, bytes.baseAddress, bytes.count)
    var at = 0
    while at < bytes.count {
      let count = min(bytes.count - at, known + Self.parts * Self.part - filled)
      (buffer + filled).update(from: bytes.baseAddress! + at, count: count)
      filled += count
      at += count
      if filled == known + Self.parts * Self.part { compress(isLast: false) }
    }
  }

  func finish() -> [UInt8] {
    compress(isLast: true)
    stream += withUnsafeBytes(of: UInt32(truncatingIfNeeded: sum).bigEndian, Array.init)
    let result = stream
    (stream, known, filled, sum) = ([], 0, 0, 1)
    return result
  }

  /// Compresses what there is, and keeps what the next parts can reach.
  private func compress(isLast: Bool) {
    // zlib's header (RFC 1950): a window of 32 KB, no dictionary.
    if stream.isEmpty { stream = [0x78, 0x9C] }
    (buffer + filled).initialize(repeating: 0, count: PageCompressor.slack)
    let count = max(1, (filled - known + Self.part - 1) / Self.part)
    let work = Work(
      bytes: UnsafeBufferPointer(start: buffer, count: filled), known: known, part: Self.part,
      count: count, stride: stride, pixel: pixel, effort: effort, isLast: isLast,
      workers: workers)
    if count == 1 {
      work.compress(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: count) { work.compress($0) }
    }
    for i in 0..<count { stream += workers.take(i) }
    let kept = min(filled, PageCompressor.reach)
    buffer.update(from: buffer + (filled - kept), count: kept)
    (known, filled) = (kept, kept)
  }

  /// A compressor and a result for each of the parts; what a compressor allocates stays.
  private final class Workers: @unchecked Sendable {
    private let compressors: UnsafeMutablePointer<PageCompressor?>
    private let results: UnsafeMutablePointer<[UInt8]>
    private let count: Int

    init(count: Int) {
      self.count = count
      compressors = .allocate(capacity: count)
      for i in 0..<count { (compressors + i).initialize(to: nil) }
      results = .allocate(capacity: count)
      results.initialize(repeating: [], count: count)
    }

    deinit {
      compressors.deinitialize(count: count)
      compressors.deallocate()
      results.deinitialize(count: count)
      results.deallocate()
    }

    /// The result of a part, which is taken away.
    func take(_ i: Int) -> [UInt8] {
      defer { results[i] = [] }
      return results[i]
    }

    /// Each thread has a place of its own.
    func run(_ i: Int, _ work: Work, _ start: Int, _ end: Int, isLast: Bool) {
      if compressors[i] == nil {
        compressors[i] = PageCompressor(pixel: work.pixel, effort: work.effort)
      }
      results[i] = compressors[i]!.compress(
        UnsafeBufferPointer(rebasing: work.bytes[..<end]), from: start, stride: work.stride,
        isLast: isLast)
    }
  }

  /// What is done at once.
  private struct Work: @unchecked Sendable {
    let bytes: UnsafeBufferPointer<UInt8>
    let known, part, count, stride, pixel: Int
    let effort: PageCompressor.Effort
    let isLast: Bool
    let workers: Workers

    func compress(_ i: Int) {
      let start = known + i * part
      workers.run(
        i, self, start, min(start + part, bytes.count), isLast: isLast && i == count - 1)
    }
  }
}
