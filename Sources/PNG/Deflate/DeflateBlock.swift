/// Literals and matches that become a block, with a code of their own.
struct DeflateBlock: ~Copyable {
  private let tokens: UnsafeMutablePointer<UInt32>
  /// How often each symbol occurs: three counts, since a processor waits for a count that it has just
  /// changed, and the bytes of a pixel are often the same.
  private let literalCounts: UnsafeMutablePointer<UInt32>
  private let distanceCounts: UnsafeMutablePointer<UInt32>
  private let classOfLength: UnsafeMutablePointer<UInt8>
  private var count = 0
  private static let capacity = 1 << 15
  private static let symbols = 286
  private var bits = BitWriter()

  init() {
    tokens = .allocate(capacity: Self.capacity)
    literalCounts = .allocate(capacity: 3 * Self.symbols)
    distanceCounts = .allocate(capacity: 30)
    classOfLength = .allocate(capacity: 259)
    literalCounts.initialize(repeating: 0, count: 3 * Self.symbols)
    distanceCounts.initialize(repeating: 0, count: 30)
    for i in 0...258 { classOfLength[i] = MatchCode.classOfLength[i] }
  }

  deinit {
    tokens.deallocate()
    literalCounts.deallocate()
    distanceCounts.deallocate()
    classOfLength.deallocate()
  }

  /// Ends a part of a stream at a whole byte.
  /// - Parameter isLast: whether the stream ends, too.
  /// - Returns: the part.
  mutating func end(isLast: Bool) -> [UInt8] {
    endBlock(isLast: isLast)
    bits.reserve(8)
    if !isLast {
      // An empty block that is stored as it is begins at a whole byte: 0 bytes, and that number's complement.
      bits.put(0, 3)
      bits.align()
      bits.put(0xFFFF_0000, 32)
    }
    bits.align()
    return bits.take()
  }

  @inline(__always)
  mutating func literal(_ byte: UInt8) {
    tokens[count] = UInt32(byte)
    literalCounts[Int(byte)] &+= 1
    count &+= 1
    if count == Self.capacity { endBlock(isLast: false) }
  }

  /// Three bytes, the first the lowest.
  @inline(__always)
  mutating func literals(_ bytes: UInt32) {
    tokens[count] = bytes | Self.isTriple
    literalCounts[Int(bytes & 255)] &+= 1
    literalCounts[Self.symbols &+ Int(bytes &>> 8 & 255)] &+= 1
    literalCounts[2 &* Self.symbols &+ Int(bytes &>> 16 & 255)] &+= 1
    count &+= 1
    if count == Self.capacity { endBlock(isLast: false) }
  }

  private static let isMatch: UInt32 = 1 << 31
  private static let isTriple: UInt32 = 1 << 30

  /// A repetition of at least 3 bytes, however long.
  @inline(__always)
  mutating func matches(length: Int, distance: Int) {
    var rest = length
    while rest > MatchCode.longest {
      // Never so much that what is left is no match.
      let part = rest &- MatchCode.longest < 3 ? MatchCode.longest &- 3 : MatchCode.longest
      match(length: part, distance: distance)
      rest &-= part
    }
    match(length: rest, distance: distance)
  }

  /// - Parameters:
  ///   - length: 3 to 258 bytes.
  ///   - distance: how far back they stand, 1 to 32768.
  @inline(__always)
  mutating func match(length: Int, distance: Int) {
    tokens[count] = UInt32(truncatingIfNeeded: length &<< 16 | distance) | Self.isMatch
    literalCounts[257 &+ Int(classOfLength[length])] &+= 1
    distanceCounts[MatchCode.distanceClass(distance).index] &+= 1
    count &+= 1
    if count == Self.capacity { endBlock(isLast: false) }
  }

  /// Writes the block, of codes made for it.
  private mutating func endBlock(isLast: Bool) {
    for s in 0..<Self.symbols {
      literalCounts[s] += literalCounts[Self.symbols + s] + literalCounts[2 * Self.symbols + s]
    }
    literalCounts[256] = 1
    let literals = HuffmanCode(
      Array(UnsafeBufferPointer(start: literalCounts, count: Self.symbols)), longest: 15)
    let distances = HuffmanCode(
      Array(UnsafeBufferPointer(start: distanceCounts, count: 30)), longest: 15)
    bits.reserve(8 * count + 512)
    let header = CodeHeader(literals, distances)
    // Bit by bit: whether it is the last block, and whether its codes come with it.
    let last: UInt64 = isLast ? 1 : 0
    if header.size + size(literals, distances) <= size(.fixedLiterals, .fixedDistances) {
      bits.put(last | 2 << 1, 3)
      header.write(to: &bits)
      writeTokens(literals, distances)
    } else {
      bits.put(last | 1 << 1, 3)
      writeTokens(.fixedLiterals, .fixedDistances)
    }
    literalCounts.update(repeating: 0, count: 3 * Self.symbols)
    distanceCounts.update(repeating: 0, count: 30)
    count = 0
  }

  /// The bits of all symbols, but for what tells lengths and distances within their classes.
  private func size(_ literals: HuffmanCode, _ distances: HuffmanCode) -> Int {
    var size = 0
    for s in 0..<Self.symbols { size += Int(literalCounts[s]) * Int(literals.lengths[s]) }
    for s in 0..<30 { size += Int(distanceCounts[s]) * Int(distances.lengths[s]) }
    return size
  }

  private mutating func writeTokens(_ literals: HuffmanCode, _ distances: HuffmanCode) {
    // Code and length of a literal in one word; of a length also what its class leaves open.
    var words = [UInt32](repeating: 0, count: Self.symbols)
    for s in words.indices {
      words[s] = UInt32(literals.codes[s]) | UInt32(literals.lengths[s]) << 16
    }
    var lengthWords = [UInt64](repeating: 0, count: 259)
    for length in 3...258 {
      let index = Int(MatchCode.classOfLength[length])
      let entry = MatchCode.lengthClasses[index]
      let size = UInt64(literals.lengths[257 + index])
      let code = UInt64(literals.codes[257 + index]) | UInt64(length - entry.first) << size
      lengthWords[length] = code | (size + UInt64(entry.bits)) << 32
    }
    words.withUnsafeBufferPointer { words in
      lengthWords.withUnsafeBufferPointer { lengthWords in
        distances.codes.withUnsafeBufferPointer { codes in
          distances.lengths.withUnsafeBufferPointer { lengths in
            for i in 0..<count {
              let token = tokens[i]
              if token & Self.isMatch == 0 {
                let first = words[Int(token & 255)]
                if token & Self.isTriple == 0 {
                  bits.put(UInt64(first & 0xFFFF), UInt64(first &>> 16))
                  continue
                }
                let second = words[Int(token &>> 8 & 255)]
                let third = words[Int(token &>> 16 & 255)]
                let (one, two) = (UInt64(first &>> 16), UInt64(second &>> 16))
                bits.put(
                  UInt64(first & 0xFFFF) | UInt64(second & 0xFFFF) &<< one
                    | UInt64(third & 0xFFFF) &<< (one &+ two), one &+ two &+ UInt64(third &>> 16))
                continue
              }
              let distance = Int(token & 0xFFFF)
              let word = lengthWords[Int(token &>> 16 & 0x7FFF)]
              let (index, extra) = MatchCode.distanceClass(distance)
              let rest = UInt64(truncatingIfNeeded: (distance &- 1) & (1 &<< extra &- 1))
              let size = word &>> 32
              let distanceSize = UInt64(lengths[index])
              let tail = UInt64(codes[index]) | rest &<< distanceSize
              bits.put(
                word & 0xFFFF_FFFF | tail &<< size,
                size &+ distanceSize &+ UInt64(truncatingIfNeeded: extra))
            }
          }
        }
      }
    }
    bits.put(UInt64(literals.codes[256]), UInt64(literals.lengths[256]))
  }
}
