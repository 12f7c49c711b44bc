/// What is done with the bytes of one row, four a pixel.
enum Row {
  /// A pixel's four bytes.
  static func pixel(_ row: UnsafePointer<UInt8>, _ x: Int) -> UInt32 {
    UnsafeRawPointer(row).loadUnaligned(fromByteOffset: 4 * x, as: UInt32.self)
  }

  /// The bytes of two pixels.
  @inline(__always)
  static func pixels(_ row: UnsafePointer<UInt8>, _ x: Int) -> UInt64 {
    UnsafeRawPointer(row).loadUnaligned(fromByteOffset: 4 &* x, as: UInt64.self)
  }

  /// Whether two rows are the same.
  static func isEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, width: Int) -> Bool {
    // Without a way out of the loop, many pixels are compared at a time.
    var difference: UInt32 = 0
    for x in 0..<width { difference |= pixel(a, x) ^ pixel(b, x) }
    return difference == 0
  }

  /// Writes the pixels that differ, and transparent ones where they are the same.
  static func mask(
    _ new: UnsafePointer<UInt8>, where old: UnsafePointer<UInt8>,
    to out: UnsafeMutablePointer<UInt8>, width: Int
  ) {
    let out = UnsafeMutableRawPointer(out)
    for x in 0..<width {
      let isNew = pixel(new, x) != pixel(old, x)
      out.storeBytes(of: isNew ? pixel(new, x) : 0, toByteOffset: 4 * x, as: UInt32.self)
    }
  }

  /// Writes three bytes of each pixel, without the alpha, and up to two bytes behind them.
  static func dropAlpha(
    _ row: UnsafePointer<UInt8>, to out: UnsafeMutablePointer<UInt8>, width: Int
  ) {
    let source = UnsafeRawPointer(row)
    let target = UnsafeMutableRawPointer(out)
    // Two pixels at a time, behind which the next are written over what is too much.
    var x = 0
    @inline(__always) func packed(_ x: Int) -> UInt64 {
      let two = source.loadUnaligned(fromByteOffset: 4 &* x, as: UInt64.self).littleEndian
      return (two & 0xFF_FFFF | (two &>> 8) & 0xFFFF_FF00_0000).littleEndian
    }
    while x &+ 4 <= width {
      target.storeBytes(of: packed(x), toByteOffset: 3 &* x, as: UInt64.self)
      target.storeBytes(of: packed(x &+ 2), toByteOffset: 3 &* x &+ 6, as: UInt64.self)
      x &+= 4
    }
    if x &+ 2 <= width {
      target.storeBytes(of: packed(x), toByteOffset: 3 &* x, as: UInt64.self)
      x &+= 2
    }
    if x < width { target.storeBytes(of: pixel(row, x), toByteOffset: 3 &* x, as: UInt32.self) }
  }

  /// How many pixels differ.
  static func changes(
    _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, width: Int
  ) -> Int {
    // Eight at a time.
    typealias Pixels = SIMD8<UInt32>
    let (a, b) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
    var counts = Pixels.zero
    var x = 0
    while x &+ 8 <= width {
      let differ =
        a.loadUnaligned(fromByteOffset: 4 &* x, as: Pixels.self)
        .!= b.loadUnaligned(fromByteOffset: 4 &* x, as: Pixels.self)
      counts &+= Pixels.zero.replacing(with: 1, where: differ)
      x &+= 8
    }
    var count = Int(counts.wrappedSum())
    while x < width {
      count &+=
        a.loadUnaligned(fromByteOffset: 4 &* x, as: UInt32.self)
          != b.loadUnaligned(fromByteOffset: 4 &* x, as: UInt32.self) ? 1 : 0
      x &+= 1
    }
    return count
  }

  /// Whether no pixel lets through what is behind it.
  static func isOpaque(_ row: UnsafePointer<UInt8>, width: Int) -> Bool {
    // Eight at a time; what is left over, one by one.
    typealias Pixels = SIMD8<UInt32>
    let raw = UnsafeRawPointer(row)
    var all = Pixels(repeating: .max)
    var x = 0
    while x &+ 8 <= width {
      all &= raw.loadUnaligned(fromByteOffset: 4 &* x, as: Pixels.self)
      x &+= 8
    }
    var alpha = (0..<8).reduce(UInt8.max) { $0 & UInt8(all[$1].littleEndian >> 24) }
    while x < width {
      alpha &= row[4 &* x &+ 3]
      x &+= 1
    }
    return alpha == 255
  }

  /// Whether a row goes through a gradient or a photograph: it changes often, and mostly by little.
  /// There a filter saves most of the file; elsewhere runs of equal pixels are what compresses, and
  /// filters only break them.
  static func isSmooth(_ row: UnsafePointer<UInt8>, width: Int) -> Bool {
    guard width > 1 else { return false }
    // Most rows of a page change too seldom, which is found out many pixels at a time.
    guard 16 * changes(row + 4, row, width: width - 1) > width else { return false }
    // Every fourth pixel tells as well: the first of four that are loaded at once.
    typealias Bytes = SIMD16<UInt8>
    let raw = UnsafeRawPointer(row)
    let first = Bytes(255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    var (small, large) = (0, 0)
    var x = 1
    while x &+ 4 <= width {
      // No lane counts beyond 255.
      let end = min(width, x &+ 4 &* 255)
      var (near, same) = (Bytes.zero, Bytes.zero)
      let start = x
      while x &+ 4 <= end {
        let change =
          raw.loadUnaligned(fromByteOffset: 4 &* x, as: Bytes.self)
          &- raw.loadUnaligned(fromByteOffset: 4 &* x &- 4, as: Bytes.self)
        let shifted = change &+ Bytes(repeating: 8)
        // A lane that holds is −1.
        let isNear = pointwiseMin(shifted, Bytes(repeating: 16)) .== shifted
        near &-= unsafeBitCast(isNear, to: Bytes.self) & first
        same &-= unsafeBitCast(change .== Bytes.zero, to: Bytes.self) & first
        x &+= 4
      }
      small &+= total(near) &- total(same)
      large &+= (x &- start) &- total(near)
    }
    return 16 * small > width && small > 4 * large
  }

  /// The sum of all lanes.
  private static func total(_ lanes: SIMD16<UInt8>) -> Int {
    let pairs = unsafeBitCast(lanes, to: SIMD8<UInt16>.self)
    return Int((pairs & 0xFF &+ pairs &>> 8).wrappedSum())
  }

  /// PNG's fourth filter: what is left after the best guess from the pixels left, above and between.
  /// - Parameters:
  ///   - count: the bytes of the row.
  ///   - pixel: the bytes of a pixel.
  @inline(__always)
  static func paeth(
    _ row: UnsafePointer<UInt8>, above: UnsafePointer<UInt8>, to out: UnsafeMutablePointer<UInt8>,
    count: Int, pixel: Int
  ) {
    // Left of the row everything is 0, so the best guess is what is above.
    for i in 0..<min(pixel, count) { out[i] = row[i] &- above[i] }
    for i in pixel..<max(count, pixel) {
      let a = Int32(row[i - pixel])
      let b = Int32(above[i])
      let c = Int32(above[i - pixel])
      let pa = abs(b &- c)
      let pb = abs(a &- c)
      let pc = abs(a &+ b &- 2 &* c)
      let guess = pa <= pb && pa <= pc ? a : pb <= pc ? b : c
      out[i] = row[i] &- UInt8(truncatingIfNeeded: guess)
    }
  }
}
