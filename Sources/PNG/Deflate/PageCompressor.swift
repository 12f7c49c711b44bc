/// A compressor for pages: rows of pixels, most of them like the one beside or above.
///
/// It writes DEFLATE (RFC 1951) and looks for repetitions where pages have them: in the row above and at the
/// pixel before, as far as they go; `standard` also where the next four bytes were seen last. To `fast` what is
/// new is new by whole pixels. Inside of a long match nothing new begins, so almost none of its places are
/// remembered; zlib remembers all of them, which on a page is most of its time.
///
/// Medians on seven figures of 2000 pixels across (5.5 to 7 MB as RGB without filters), in ms and KB, on one core
/// of a Xeon of 2023; ours with the search for a palette:
///
///     zlib, level 1        14.7   223        fast        5.7   202
///     zlib, level 6        31.4   188        standard   10.6   181
///     zlib, level 9       160     176
///
/// and on a surface of many facets 21 ms and 491 KB (level 1), 42 and 431 (level 6), 9.4 and 527, 22 and 432.
struct PageCompressor: ~Copyable {
  /// How hard to look.
  struct Effort: Hashable {
    /// How many earlier places are looked at; 0 for none but the row above and the pixel before.
    var depth: Int

    static let fast = Effort(depth: 0)
    static let standard = Effort(depth: 48)
  }

  private let effort: Effort
  /// The bytes of a pixel.
  private let pixel: Int
  /// Bytes from a place in a row to the same place in the next.
  private var stride = 0
  /// Whether the row above is within reach.
  private var seesAbove = false
  /// The bytes that are looked through.
  private var window: UnsafePointer<UInt8>
  private var filled = 0
  /// For every hash of four bytes where they stood last, counted from one place beyond the reach; 0 at
  /// first, which is out of reach.
  private let heads: UnsafeMutablePointer<UInt32>
  /// For every place, modulo the reach, where bytes of the same hash stood before.
  private let chain: UnsafeMutablePointer<UInt32>
  private var block = DeflateBlock()

  /// How far back a match may lie.
  static let reach = 1 << 15
  /// How many bytes beyond the last are read, whatever they are.
  static let slack = 16
  private static let origin = UInt32(reach) + 1
  private static let hashBits: UInt32 = 14
  /// A match of so many bytes is taken without looking for a better one.
  private static let enough = 128
  /// How many bytes at the end of a long match are remembered.
  private static let tail = 32

  /// - Parameter pixel: the bytes of a pixel.
  init(pixel: Int, effort: Effort) {
    self.effort = effort
    self.pixel = pixel
    // Only what is written to becomes memory.
    heads = .allocate(capacity: 1 << Int(Self.hashBits))
    chain = .allocate(capacity: Self.reach)
    window = UnsafePointer(heads).withMemoryRebound(to: UInt8.self, capacity: 1) { $0 }
  }

  deinit {
    heads.deallocate()
    chain.deallocate()
  }

  /// Compresses a part of a stream.
  ///
  /// - Parameters:
  ///   - bytes: what the stream has up to the part's end, behind which `slack` bytes can be read.
  ///   - start: where the part begins, which is where a row begins; what lies before it is known already.
  ///   - stride: the bytes of a row, with that of its filter.
  ///   - isLast: whether the stream ends with it.
  /// - Returns: the part of a DEFLATE stream, which ends at a whole byte.
  mutating func compress(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, stride: Int, isLast: Bool
  ) -> [UInt8] {
    guard let base = bytes.baseAddress else { return block.end(isLast: isLast) }
    let known = min(start, Self.reach)
    window = base + (start - known)
    filled = bytes.count - (start - known)
    self.stride = stride
    seesAbove = stride <= Self.reach
    if effort.depth > 0 {
      heads.initialize(repeating: 0, count: 1 << Int(Self.hashBits))
      for p in 0..<known { remember(p) }
      search(from: known)
    } else {
      follow(from: known)
    }
    return block.end(isLast: isLast)
  }

  // MARK: Fast

  private mutating func follow(from start: Int) {
    let end = filled
    var p = start
    var column = 0
    while p < end {
      var (length, distance) = beside(p, end &- p)
      if length >= 3 {
        block.matches(length: length, distance: distance)
      } else {
        length = literals(at: p, column, end)
      }
      p &+= length
      column &+= length
      if column >= stride { column %= stride }
    }
  }

  // MARK: Standard

  private mutating func search(from start: Int) {
    let end = filled
    var p = start
    while p < end {
      var found = best(at: p, end, above: 2)
      remember(p)
      // A match waits for a longer one that begins a byte later.
      while found.length >= 3, found.length < Self.enough / 4, p &+ 1 < end {
        let next = best(at: p &+ 1, end, above: found.length)
        if next.length <= found.length { break }
        block.literal(window[p])
        p &+= 1
        remember(p)
        found = next
      }
      if found.length < 3 {
        block.literal(window[p])
        p &+= 1
        continue
      }
      block.matches(length: found.length, distance: found.distance)
      // Of a long match, only what stands before what comes next.
      let first = p &+ 1
      p &+= found.length
      var q = found.length > 128 ? p &- Self.tail : first
      while q < p {
        remember(q)
        q &+= 1
      }
    }
  }

  /// The best match at a place; one of `least` bytes or fewer if there is none that is longer.
  @inline(__always)
  private func best(at p: Int, _ end: Int, above least: Int) -> (length: Int, distance: Int) {
    let near = beside(p, end &- p)
    if near.length >= Self.enough { return near }
    let far = earlier(
      p, min(MatchCode.longest, end &- p), above: max(near.length, least))
    return far.distance > 0 ? far : near
  }

  /// The longest match of four bytes or more that is longer than so many bytes, the nearest of its length; a
  /// distance of 0 if there is none.
  @inline(__always)
  private func earlier(_ p: Int, _ most: Int, above least: Int) -> (length: Int, distance: Int) {
    var result = (length: least, distance: 0)
    if least >= most { return result }
    let here = Self.origin &+ UInt32(truncatingIfNeeded: p)
    // What is older has been written over, in the chain too.
    let farthest = min(p, Self.reach)
    var candidate = heads[hash(p)]
    var before = 0
    // Who has a match already needs no better one as much.
    var left = least < 8 ? effort.depth : effort.depth / 4
    while left > 0 {
      let distance = Int(here &- candidate)
      guard distance > before, distance <= farthest else { break }
      if window[p &- distance &+ result.length] == window[p &+ result.length] {
        let n = min(length(p, distance, most), most)
        // A short match far away costs more than its bytes.
        if n > result.length, n > 4 || distance < 4096 {
          result = (n, distance)
          if n >= most { break }
        }
      }
      before = distance
      candidate = chain[Int(candidate) & (Self.reach &- 1)]
      left &-= 1
    }
    return result
  }

  // MARK: Bytes

  /// Writes what is new: the bytes up to the end of a pixel, or the filter of a row.
  /// - Returns: how many these are.
  @inline(__always)
  private mutating func literals(at p: Int, _ column: Int, _ end: Int) -> Int {
    if pixel == 3, end &- p >= 3, column > 0 {
      let phase = (column &- 1) % 3
      if phase == 0 {
        block.literals(
          UnsafeRawPointer(window + p).loadUnaligned(as: UInt32.self).littleEndian & 0xFF_FFFF)
        return 3
      }
      block.literal(window[p])
      if phase == 2 { return 1 }
      block.literal(window[p &+ 1])
      return 2
    }
    block.literal(window[p])
    return 1
  }

  /// The longer of the matches with the pixel before and with the row above, in bytes.
  ///
  /// A distance of a row costs eleven bits more than one of a pixel. So as long as what is near serves as far
  /// as a match can tell, it is taken, however far the row above would have gone.
  @inline(__always)
  private func beside(_ p: Int, _ most: Int) -> (length: Int, distance: Int) {
    let near = p >= pixel ? length(p, pixel, most) : 0
    if near >= MatchCode.longest { return (near &- near % MatchCode.longest, pixel) }
    if seesAbove, p >= stride {
      let above = length(p, stride, min(most, MatchCode.longest))
      if above > near { return (above, stride) }
    }
    return (near, pixel)
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
    let here = Self.origin &+ UInt32(truncatingIfNeeded: p)
    chain[Int(here) & (Self.reach &- 1)] = heads[h]
    heads[h] = here
  }
}
