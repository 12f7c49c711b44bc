/// A picture of few colours: a byte a pixel.
struct Palette {
  /// The colours in the order in which they were met, red in the lowest byte.
  private(set) var colors: [UInt32] = []
  /// The number of each pixel's colour.
  private(set) var indices: [UInt8] = []
  /// An open hash table of colours' numbers plus one.
  private var table = [UInt16](repeating: 0, count: 1024)

  init(capacity: Int) { indices.reserveCapacity(min(capacity, 1 << 22)) }

  /// Takes pixels, or none of them if they would be too many colours.
  mutating func take(_ pixels: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = indices.count
    var last: UInt32 = 0
    var lastIndex: UInt8 = 0
    var hasLast = false
    for i in 0..<pixels.count / 4 {
      let c =
        UInt32(pixels[4 * i]) | UInt32(pixels[4 * i + 1]) << 8 | UInt32(pixels[4 * i + 2]) << 16
        | UInt32(pixels[4 * i + 3]) << 24
      if !hasLast || c != last {
        guard let index = index(of: c) else {
          indices.removeSubrange(before...)
          return false
        }
        (last, lastIndex, hasLast) = (c, index, true)
      }
      indices.append(lastIndex)
    }
    return true
  }

  private mutating func index(of color: UInt32) -> UInt8? {
    var slot = Int((color &* 2_654_435_761) >> 22)
    while table[slot] != 0 {
      let i = Int(table[slot]) - 1
      if colors[i] == color { return UInt8(i) }
      slot = (slot + 1) & 1023
    }
    if colors.count == 256 { return nil }
    colors.append(color)
    table[slot] = UInt16(colors.count)
    return UInt8(colors.count - 1)
  }

  /// The colours, translucent ones first so that PNG need not list the alphas of the others, and
  /// the place of each in that order.
  func ordered() -> (colors: [UInt32], ranks: [UInt8]) {
    let order =
      colors.indices.filter { colors[$0] >> 24 != 255 }
      + colors.indices.filter { colors[$0] >> 24 == 255 }
    var ranks = [UInt8](repeating: 0, count: 256)
    for (rank, i) in order.enumerated() { ranks[i] = UInt8(rank) }
    return (order.map { colors[$0] }, ranks)
  }
}
