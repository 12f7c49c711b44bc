/// The lengths of a block's two codes, which come before it: runs of them, in a code of their own
/// (RFC 1951, section 3.2.7).
struct CodeHeader {
  private struct Entry {
    var symbol: Int
    /// How long the run is, and in how many bits that is told.
    var rest: UInt64 = 0
    var bits: UInt64 = 0
  }

  private let literalCount, distanceCount, lengthCount: Int
  private let entries: [Entry]
  private let code: HuffmanCode
  /// The header's size in bits.
  let size: Int

  init(_ literals: HuffmanCode, _ distances: HuffmanCode) {
    func used(_ code: HuffmanCode, _ least: Int) -> Int {
      max(least, (code.lengths.lastIndex { $0 > 0 } ?? 0) + 1)
    }
    literalCount = used(literals, 257)
    distanceCount = used(distances, 1)
    entries = Self.runs(
      Array(literals.lengths[..<literalCount] + distances.lengths[..<distanceCount]))
    var counts = [UInt32](repeating: 0, count: 19)
    for entry in entries { counts[entry.symbol] += 1 }
    let code = HuffmanCode(counts, longest: 7)
    self.code = code
    lengthCount = max(4, (Self.order.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1)
    size = entries.reduce(14 + 3 * lengthCount) {
      $0 + Int(code.lengths[$1.symbol]) + Int($1.bits)
    }
  }

  func write(to bits: inout BitWriter) {
    bits.put(
      UInt64(literalCount - 257) | UInt64(distanceCount - 1) << 5 | UInt64(lengthCount - 4) << 10,
      14)
    for symbol in Self.order[..<lengthCount] { bits.put(UInt64(code.lengths[symbol]), 3) }
    for entry in entries {
      bits.put(UInt64(code.codes[entry.symbol]), UInt64(code.lengths[entry.symbol]))
      bits.put(entry.rest, entry.bits)
    }
  }

  /// Lengths, with runs told as such: of zeros by 17 and 18, of the length before by 16.
  private static func runs(_ lengths: [UInt8]) -> [Entry] {
    var entries: [Entry] = []
    var i = 0
    while i < lengths.count {
      let value = lengths[i]
      var run = 1
      while i + run < lengths.count, lengths[i + run] == value { run += 1 }
      i += run
      if value == 0 {
        while run >= 3 {
          let part = min(run, 138)
          entries.append(
            part > 10
              ? Entry(symbol: 18, rest: UInt64(part - 11), bits: 7)
              : Entry(symbol: 17, rest: UInt64(part - 3), bits: 3))
          run -= part
        }
      } else {
        entries.append(Entry(symbol: Int(value)))
        run -= 1
        while run >= 3 {
          let part = min(run, 6)
          entries.append(Entry(symbol: 16, rest: UInt64(part - 3), bits: 2))
          run -= part
        }
      }
      for _ in 0..<run { entries.append(Entry(symbol: Int(value))) }
    }
    return entries
  }

  /// The order in which the lengths of the code of lengths are told: rare ones last.
  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
}

extension HuffmanCode {
  /// The codes that need no header, for short blocks (RFC 1951, section 3.2.6).
  static let fixedLiterals = HuffmanCode(
    lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })

  static let fixedDistances = HuffmanCode(lengths: [UInt8](repeating: 5, count: 30))
}
