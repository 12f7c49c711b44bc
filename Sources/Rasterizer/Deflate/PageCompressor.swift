import CZlib

/// `PageCompressor` for those who need not know which compressor it is.
final class PageDeflater: Deflater {
  private var compressor: PageCompressor

  init(stride: Int, pixel: Int, effort: PageCompressor.Effort) {
    compressor = PageCompressor(stride: stride, pixel: pixel, effort: effort)
  }

  func begin(stride: Int) { compressor.begin(stride: stride) }
  func write(_ bytes: UnsafeBufferPointer<UInt8>) { compressor.write(bytes) }
  func finish() -> [UInt8] { compressor.finish() }
}

/// A compressor for pages: rows of pixels, most of them like the one beside or above.
///
/// It writes what zlib writes, DEFLATE in zlib's frame (RFC 1950, 1951), and looks for repetitions where
/// pages have them: at the pixel before, in the row above, and then wherever the next four bytes were seen
/// last. Inside of a long match nothing new begins, so almost none of its places are remembered; zlib
/// remembers all of them, which on a page is most of its time.
///
/// Medians on seven figures of 1600 pixels across (3.1 to 4.1 MB as RGB without filters), in ms and KB,
/// on one core:
///
///     zlib, level 1         7.2   135        fast        2.6   121
///     zlib, level 6        17.2   117        standard    4.8   119
///     zlib, level 9        86.6   109
///
/// and on a surface with 19 thousand facets 22 ms and 317 KB (level 6), 6.2 and 326, 11.8 and 317.
struct PageCompressor: ~Copyable {
  /// How hard to look.
  struct Effort {
    /// How many earlier places are looked at.
    var depth: Int
    /// Whether a match waits for a longer one that begins a byte later.
    var isLazy: Bool

    static let fast = Effort(depth: 2, isLazy: false)
    static let standard = Effort(depth: 48, isLazy: true)
  }

  private let effort: Effort
  /// Bytes from a place in a row to the same place in the next; 0 if that is out of reach.
  private var stride = 0
  /// The bytes of a pixel.
  private let pixel: Int
  /// What was written last, with up to `reach` bytes behind what is to be compressed next.
  private let window: UnsafeMutablePointer<UInt8>
  private var filled = 0
  private var done = 0
  /// Where in the stream, modulo 2³², the window begins. A stream begins one place beyond the reach.
  private var origin: UInt32 = 0
  /// For every hash of four bytes where in the stream they stood last; 0 at first, which is out of reach.
  private let heads: UnsafeMutablePointer<UInt32>
  /// For every place, modulo the reach, where bytes of the same hash stood before.
  private let chain: UnsafeMutablePointer<UInt32>
  private var block = DeflateBlock()
  private var sum: UInt = 1

  private static let reach = 1 << 15
  private static let capacity = 1 << 18
  private static let hashBits: UInt32 = 14

  /// - Parameters:
  ///   - stride: the bytes of a row, with its filter's.
  ///   - pixel: the bytes of a pixel.
  init(stride: Int, pixel: Int, effort: Effort) {
    self.effort = effort
    self.pixel = pixel
    // Words are read from the last bytes on, and beyond.
    window = .allocate(capacity: Self.capacity + 16)
    window.initialize(repeating: 0, count: Self.capacity + 16)
    heads = .allocate(capacity: 1 << Int(Self.hashBits))
    heads.initialize(repeating: 0, count: 1 << Int(Self.hashBits))
    chain = .allocate(capacity: Self.reach)
    chain.initialize(repeating: 0, count: Self.reach)
    reset()
    block.begin()
    begin(stride: stride)
  }

  mutating func begin(stride: Int) { self.stride = stride <= Self.reach ? stride : 0 }

  deinit {
    window.deallocate()
    heads.deallocate()
    chain.deallocate()
  }

  mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    sum = adler32_z(sum, bytes.baseAddress, bytes.count)
    var at = 0
    while at < bytes.count {
      let part = min(bytes.count - at, Self.capacity - filled)
      (window + filled).update(from: bytes.baseAddress! + at, count: part)
      filled += part
      at += part
      if filled == Self.capacity {
        compress(to: filled - MatchCode.longest)
        slide()
      }
    }
  }

  mutating func finish() -> [UInt8] {
    compress(to: filled)
    let result = block.end(UInt32(truncatingIfNeeded: sum))
    reset()
    block.begin()
    return result
  }

  private mutating func reset() {
    (filled, done, sum) = (0, 0, 1)
    origin = UInt32(Self.reach) + 1
    heads.update(repeating: 0, count: 1 << Int(Self.hashBits))
    chain.update(repeating: 0, count: Self.reach)
  }

  /// Moves what matches can still reach to the window's beginning.
  private mutating func slide() {
    let away = done - Self.reach
    guard away > 0 else { return }
    window.update(from: window + away, count: filled - away)
    filled -= away
    done -= away
    origin &+= UInt32(truncatingIfNeeded: away)
  }

  private mutating func compress(to end: Int) {
    var p = done
    while p < end {
      var found = best(at: p, most: min(MatchCode.longest, filled &- p), above: 2)
      remember(p)
      if found.distance == 0 {
        // Who is in haste does not look within pixels.
        let stop = effort.isLazy ? p &+ 1 : min(p &+ pixel, end)
        while p < stop {
          block.literal(window[p])
          p &+= 1
        }
        continue
      }
      while effort.isLazy, found.length < 32, p &+ 1 < end {
        let most = min(MatchCode.longest, filled &- p &- 1)
        let next = best(at: p &+ 1, most: most, above: found.length)
        if next.distance == 0 { break }
        block.literal(window[p])
        p &+= 1
        remember(p)
        found = next
      }
      block.match(length: found.length, distance: found.distance)
      let stop = p &+ found.length
      // Of a long match, only what stands before what comes next.
      p = found.length > 128 ? stop &- 32 : p &+ 1
      while p < stop {
        remember(p)
        p &+= 1
      }
    }
    done = p
  }

  /// The longest match that is longer than so many bytes, the nearest of its length; a distance of 0 if
  /// there is none.
  @inline(__always)
  private func best(at p: Int, most: Int, above least: Int) -> (length: Int, distance: Int) {
    var result = (length: least, distance: 0)
    if p >= pixel {
      let n = length(p, pixel, most)
      if n > result.length { result = (n, pixel) }
    }
    if stride > 0, p >= stride, result.length < most {
      let n = length(p, stride, most)
      if n > result.length { result = (n, stride) }
    }
    let here = origin &+ UInt32(truncatingIfNeeded: p)
    // What is older has been written over, in the chain too.
    let farthest = min(p, Self.reach)
    var candidate = heads[hash(p)]
    var before = 0
    // Who has a match already needs no better one as much.
    var left = result.length < 8 ? effort.depth : effort.depth / 4
    while left > 0, result.length < most {
      let distance = Int(here &- candidate)
      guard distance > before, distance <= farthest else { break }
      if window[p &- distance &+ result.length] == window[p &+ result.length] {
        let n = length(p, distance, most)
        // A short match far away costs more than its bytes.
        if n > result.length, n > 4 || distance < 4096 { result = (n, distance) }
      }
      before = distance
      candidate = chain[Int(candidate) & (Self.reach &- 1)]
      left &-= 1
    }
    return result
  }

  /// How many bytes from a place on are those a distance before, up to `most`.
  @inline(__always)
  private func length(_ p: Int, _ distance: Int, _ most: Int) -> Int {
    let here = UnsafeRawPointer(window + p)
    let there = here - distance
    var n = 0
    while n < most {
      let difference =
        here.loadUnaligned(fromByteOffset: n, as: UInt64.self).littleEndian
        ^ there.loadUnaligned(fromByteOffset: n, as: UInt64.self).littleEndian
      if difference != 0 {
        n &+= difference.trailingZeroBitCount &>> 3
        break
      }
      n &+= 8
    }
    return min(n, most)
  }

  @inline(__always)
  private func hash(_ p: Int) -> Int {
    let word = UnsafeRawPointer(window + p).loadUnaligned(as: UInt32.self).littleEndian
    return Int(truncatingIfNeeded: (word &* 2_654_435_761) &>> (32 &- Self.hashBits))
  }

  @inline(__always)
  private func remember(_ p: Int) {
    let h = hash(p)
    let here = origin &+ UInt32(truncatingIfNeeded: p)
    chain[Int(here) & (Self.reach &- 1)] = heads[h]
    heads[h] = here
  }
}
