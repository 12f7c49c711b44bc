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
    guard let base = pixels.baseAddress else { return true }
    let row = UnsafePointer(base)
    let count = pixels.count / 4
    var x = 0
    while x < count {
      let color = Row.pixel(row, x)
      guard let index = index(of: color.littleEndian) else {
        indices.removeSubrange(before...)
        return false
      }
      // Most pixels are like the one before.
      let start = x
      x &+= 1
      let pair = UInt64(color) | UInt64(color) &<< 32
      while x &+ 2 <= count, Row.pixels(row, x) == pair { x &+= 2 }
      while x < count, Row.pixel(row, x) == color { x &+= 1 }
      indices.append(contentsOf: repeatElement(index, count: x &- start))
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
