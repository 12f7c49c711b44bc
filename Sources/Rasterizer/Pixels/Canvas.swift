import Drawing

/// The pixels of a band: red, green, blue and alpha in the bytes of a word from the lowest,
/// premultiplied, gamma-encoded.
struct Canvas {
  let pixels: UnsafeMutablePointer<UInt32>
  let width: Int
  /// The first row, and the one after the last.
  let top, bottom: Int

  @inline(__always) func row(_ y: Int) -> UnsafeMutablePointer<UInt32> {
    pixels + (y - top) * width
  }

  /// Sets every pixel.
  func clear(_ value: UInt32) {
    pixels.update(repeating: value, count: width * (bottom - top))
  }
}

/// Arithmetic on pixels.
///
/// Colours blend as they are encoded, not in linear light, and every result is a byte: so do
/// browsers and viewers of SVG, and a PNG must show what they show. The price is known: thin light
/// lines on dark ground look a little heavier than dark lines on light ground.
enum Pixel {
  /// `source` over `under` as much as `a` of 255; both premultiplied. Exact to the nearest byte.
  @inline(__always) static func mix(_ source: UInt32, _ under: UInt32, _ a: UInt32) -> UInt32 {
    let mask: UInt32 = 0x00FF_00FF
    let b = 255 &- a
    // Two channels a word, 16 bits each: sums stay below 65 536. (t + t/256 + ½)/256 is t/255.
    var even = (source & mask) &* a &+ (under & mask) &* b &+ 0x0080_0080
    var odd = ((source >> 8) & mask) &* a &+ ((under >> 8) & mask) &* b &+ 0x0080_0080
    even = ((even &+ ((even >> 8) & mask)) >> 8) & mask
    odd = (odd &+ ((odd >> 8) & mask)) & 0xFF00_FF00
    return even | odd
  }

  /// The same for four pixels, each with an `a` of its own.
  @inline(__always)
  static func mix(_ source: SIMD4<UInt32>, _ under: SIMD4<UInt32>, _ a: SIMD4<UInt32>)
    -> SIMD4<UInt32>
  {
    // Two channels a pixel in lanes of 16 bits, which all processors multiply at once.
    typealias Channels = SIMD8<UInt16>
    func channels(_ v: SIMD4<UInt32>) -> Channels { unsafeBitCast(v, to: Channels.self) }
    let mask = SIMD4<UInt32>(repeating: 0x00FF_00FF)
    let weight = channels(a | a &<< 16)
    // under · (255 − a) + source · a, as under · 255 + (source − under) · a modulo 2¹⁶.
    @inline(__always) func mix(_ source: Channels, _ under: Channels) -> Channels {
      let sum = (source &- under) &* weight &+ (under &<< 8) &- under &+ 0x80
      return sum &+ sum &>> 8
    }
    let even = mix(channels(source & mask), channels(under & mask)) &>> 8
    let odd = mix(channels((source &>> 8) & mask), channels(under) &>> 8) & 0xFF00
    return unsafeBitCast(even | odd, to: SIMD4<UInt32>.self)
  }

  /// All channels times `a` of 255.
  @inline(__always) static func scale(_ source: UInt32, _ a: UInt32) -> UInt32 {
    mix(source, 0, a)
  }

  /// A premultiplied pixel over another.
  @inline(__always) static func over(_ source: UInt32, _ under: UInt32) -> UInt32 {
    let a = source >> 24
    if a == 255 { return source }
    return source &+ scale(under, 255 &- a)
  }

  /// The product of two fractions of 255.
  @inline(__always) static func product(_ a: UInt32, _ b: UInt32) -> UInt32 {
    let t = a &* b &+ 128
    return (t &+ (t >> 8)) >> 8
  }

  /// A colour, premultiplied.
  static func premultiplied(_ c: Color) -> UInt32 {
    pack(c.red, c.green, c.blue, UInt8((c.alpha * 255).rounded()))
  }

  /// Channels that are not premultiplied, packed and premultiplied.
  @inline(__always)
  static func pack(_ r: UInt8, _ g: UInt8, _ b: UInt8, _ a: UInt8) -> UInt32 {
    let opaque = UInt32(r) | UInt32(g) << 8 | UInt32(b) << 16 | 0xFF00_0000
    return a == 255 ? opaque : scale(opaque, UInt32(a))
  }

  /// The channels of a premultiplied pixel, not premultiplied any more.
  @inline(__always)
  static func unpacked(_ p: UInt32) -> (UInt8, UInt8, UInt8, UInt8) {
    let a = p >> 24
    if a == 255 {
      return (
        UInt8(truncatingIfNeeded: p), UInt8(truncatingIfNeeded: p >> 8),
        UInt8(truncatingIfNeeded: p >> 16), 255
      )
    }
    if a == 0 { return (0, 0, 0, 0) }
    func channel(_ v: UInt32) -> UInt8 { UInt8(min(((v & 255) &* 255 &+ a / 2) / a, 255)) }
    return (channel(p), channel(p >> 8), channel(p >> 16), UInt8(a))
  }
}

/// What is laid onto covered pixels.
struct Paint {
  /// The colour as an opaque pixel.
  let pixel: UInt32
  /// The opacity, of 65 280: 255 with 8 bits behind the point.
  let opacity: Int

  init(_ c: Color) {
    pixel = UInt32(c.red) | UInt32(c.green) << 8 | UInt32(c.blue) << 16 | 0xFF00_0000
    opacity = Int((min(max(0, c.alpha), 1) * 65280).rounded())
  }

  /// The weight, of 255, of the paint at a coverage of 0…65536; rounded once.
  @inline(__always) func weight(_ coverage: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: (coverage &* opacity &+ (1 << 23)) >> 24)
  }

  /// The weights at four coverages of 0…65536. The largest sum is 2³² − 8 388 608.
  @inline(__always) func weights(_ coverages: SIMD4<UInt32>) -> SIMD4<UInt32> {
    // Processors without a product of 32 bits are common, opaque paints more so: 255 · 2⁸ is 2¹⁶ − 2⁸.
    let product =
      opacity == 65280
      ? (coverages &<< 16) &- (coverages &<< 8)
      : coverages &* UInt32(truncatingIfNeeded: opacity)
    return (product &+ (1 << 23)) &>> 24
  }
}
