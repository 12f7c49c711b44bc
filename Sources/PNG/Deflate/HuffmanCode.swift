/// A prefix code for the symbols of a block, no longer than DEFLATE allows.
struct HuffmanCode {
  /// The length of every symbol's code in bits; 0 for one that does not occur.
  private(set) var lengths: [UInt8]
  /// The codes, their first bit lowest.
  private(set) var codes: [UInt16]

  /// The best code for how often symbols occur (D. Huffman, "A method for the construction of
  /// minimum-redundancy codes", 1952), cut to a length.
  init(_ counts: [UInt32], longest: Int) {
    lengths = [UInt8](repeating: 0, count: counts.count)
    codes = [UInt16](repeating: 0, count: counts.count)
    // Each symbol behind its count, so that numbers are sorted.
    var order: [UInt64] = []
    order.reserveCapacity(counts.count)
    for (symbol, count) in counts.enumerated() where count > 0 {
      order.append(UInt64(count) << 16 | UInt64(symbol))
    }
    // A decoder wants a code even where there is nothing to tell apart.
    for symbol in 0..<2 where order.count < 2 && counts[symbol] == 0 {
      order.append(1 << 16 | UInt64(symbol))
    }
    order.sort()
    let perLength = Self.perLength(order.map { UInt32($0 >> 16) }, longest: longest)
    // The rarest symbols have the longest codes.
    var next = 0
    for length in stride(from: longest, to: 0, by: -1) {
      for _ in 0..<perLength[length] {
        lengths[Int(order[next] & 0xFFFF)] = UInt8(length)
        next += 1
      }
    }
    assignCodes(perLength, longest: longest)
  }

  /// The code of given lengths.
  init(lengths: [UInt8]) {
    self.lengths = lengths
    codes = [UInt16](repeating: 0, count: lengths.count)
    var perLength = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { perLength[Int(length)] += 1 }
    assignCodes(perLength, longest: 15)
  }

  /// How many symbols have a code of each length, for counts that grow.
  private static func perLength(_ counts: [UInt32], longest: Int) -> [Int] {
    // Two queues: leaves in order, and pairs, which come into being in order.
    let n = counts.count
    var weights = counts.map(UInt64.init)
    var parents = [Int](repeating: 0, count: 2 * n - 1)
    var leaf = 0
    var pair = n
    func lightest() -> Int {
      if leaf < n, pair >= weights.count || weights[leaf] <= weights[pair] {
        leaf += 1
        return leaf - 1
      }
      pair += 1
      return pair - 1
    }
    while weights.count < 2 * n - 1 {
      let a = lightest()
      let b = lightest()
      parents[a] = weights.count
      parents[b] = weights.count
      weights.append(weights[a] + weights[b])
    }
    var depths = [Int](repeating: 0, count: 2 * n - 1)
    var perLength = [Int](repeating: 0, count: longest + 1)
    for node in stride(from: 2 * n - 3, through: 0, by: -1) {
      depths[node] = depths[parents[node]] + 1
      if node < n { perLength[min(depths[node], longest)] += 1 }
    }
    // Where codes have been cut there are too many: lengthen shorter ones until the code is a code
    // (Σ 2^−length = 1).
    var excess = (1...longest).reduce(0) { $0 + perLength[$1] << (longest - $1) } - 1 << longest
    while excess > 0 {
      var length = longest - 1
      while perLength[length] == 0 { length -= 1 }
      perLength[length] -= 1
      perLength[length + 1] += 2
      perLength[longest] -= 1
      excess -= 1
    }
    return perLength
  }

  /// RFC 1951, section 3.2.2.
  private mutating func assignCodes(_ perLength: [Int], longest: Int) {
    var next = [UInt16](repeating: 0, count: longest + 1)
    var code = 0
    for length in 1...longest {
      code = (code + (length > 1 ? perLength[length - 1] : 0)) << 1
      next[length] = UInt16(truncatingIfNeeded: code)
    }
    for symbol in lengths.indices where lengths[symbol] > 0 {
      let length = Int(lengths[symbol])
      codes[symbol] = Self.reversed(next[length]) >> UInt16(16 - length)
      next[length] += 1
    }
  }

  /// The bits in the opposite order: neighbours change places, then pairs, then fours, then bytes.
  private static func reversed(_ code: UInt16) -> UInt16 {
    var v = code
    v = (v >> 1) & 0x5555 | (v & 0x5555) << 1
    v = (v >> 2) & 0x3333 | (v & 0x3333) << 2
    v = (v >> 4) & 0x0F0F | (v & 0x0F0F) << 4
    return v.byteSwapped
  }
}
