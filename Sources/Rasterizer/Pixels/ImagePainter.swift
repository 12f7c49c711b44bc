import Drawing

/// Scales an image into a rectangle of the page.
///
/// A pixel of the page takes the image's colour at its centre, found between the centres of the
/// image's pixels; beyond the outermost centres the border is repeated. Colours are mixed
/// premultiplied and as they are encoded, as browsers do. The rectangle is not moved: a pixel that
/// its edge crosses is covered as far as its area lies inside.
struct ImagePainter {
  private let image: Image
  private let sampling: Image.Sampling
  // The rectangle, in device pixels and in 1/256 of them.
  private let rect: Rect
  private let left, top, right, bottom: Int

  /// Places an image; nil if nothing of it can be seen.
  init?(_ image: Image, in rect: Rect, scale: Double, sampling: Image.Sampling) {
    self.image = image
    self.sampling = sampling
    self.rect = Rect(
      x: rect.x * scale, y: rect.y * scale, width: rect.width * scale, height: rect.height * scale)
    func fixed(_ v: Double) -> Int {
      Fixed.quantize(min(max(v, -Fixed.reach / 2), Fixed.reach / 2))
    }
    left = fixed(self.rect.left)
    top = fixed(self.rect.top)
    right = fixed(self.rect.right)
    bottom = fixed(self.rect.bottom)
    if left >= right || top >= bottom { return nil }
  }

  /// Where a device pixel's centre lies among an image's pixel centres: the two around it, and the
  /// weight of the second, of 256.
  private struct Tap {
    var first, second, weight: Int
  }

  private func tap(_ at: Int, _ origin: Double, _ extent: Double, _ count: Int) -> Tap {
    let u = (Double(at) + 0.5 - origin) / extent * Double(count)
    switch sampling {
    case .nearest:
      let i = Int(min(max(0, u.rounded(.down)), Double(count - 1)))
      return Tap(first: i, second: i, weight: 0)
    case .linear:
      let v = min(max(0, u - 0.5), Double(count - 1))
      let i = min(Int(v), count - 1)
      return Tap(
        first: i, second: min(i + 1, count - 1),
        weight: Int(((v - Double(i)) * 256).rounded()))
    }
  }

  /// Paints the rows of a band.
  func paint(_ out: Compositor) {
    let clip = out.clip
    let columns =
      max(left >> 8, clip.x0)..<max(min((right + 255) >> 8, clip.x1), left >> 8, clip.x0)
    let rows = max(top >> 8, clip.y0)..<max(min((bottom + 255) >> 8, clip.y1), top >> 8, clip.y0)
    if columns.isEmpty || rows.isEmpty { return }
    var taps = columns.map { tap($0, rect.x, rect.width, image.width) }
    // Only what lies between the first and the last of them is looked at.
    let first = taps[0].first
    let count = taps[taps.count - 1].second - first + 1
    for i in taps.indices {
      taps[i].first -= first
      taps[i].second -= first
    }
    withUnsafeTemporaryAllocation(of: Channels.self, capacity: count) { mixed in
      for y in rows {
        mix(tap(y, rect.y, rect.height, image.height), from: first, into: mixed)
        let height = min(bottom, (y + 1) << 8) - max(top, y << 8)
        let isPlain = clip.isPlain(row: y) && height == 256
        let target = out.canvas.row(y)
        for x in columns {
          let tap = taps[x &- columns.lowerBound]
          let color = Channels.between(mixed[tap.first], mixed[tap.second], tap.weight)
          if isPlain, x > columns.lowerBound, x < columns.upperBound - 1 {
            target[x] = Pixel.over(color, target[x])
            continue
          }
          let width = min(right, (x + 1) << 8) - max(left, x << 8)
          let area = UInt32((width * height * 255 + 32768) >> 16)
          let weight = Pixel.product(area, clip.factor(x, y))
          target[x] = Pixel.over(Pixel.scale(color, weight), target[x])
        }
      }
    }
  }

  /// Mixes two rows of the image, from a column on.
  private func mix(
    _ y: Tap, from first: Int, into mixed: UnsafeMutableBufferPointer<Channels>
  ) {
    image.pixels.withUnsafeBytes { bytes in
      let upper = bytes.baseAddress! + 4 * (y.first * image.width + first)
      let lower = bytes.baseAddress! + 4 * (y.second * image.width + first)
      func pixel(_ row: UnsafeRawPointer, _ i: Int) -> UInt32 {
        let p = UInt32(littleEndian: row.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self))
        let a = p >> 24
        return a == 255 ? p : Pixel.scale(p | 0xFF00_0000, a)
      }
      let weight = UInt64(y.weight)
      for i in mixed.indices {
        let a = Channels(pixel(upper, i))
        if weight == 0 {
          mixed.initializeElement(at: i, to: a.times(256))
        } else {
          let b = Channels(pixel(lower, i))
          mixed.initializeElement(at: i, to: a.times(256 - weight) + b.times(weight))
        }
      }
    }
  }
}

/// The channels of a pixel with 32 bits for each: two in a word, of which a product needs but one.
private struct Channels {
  /// Red and blue; green and alpha.
  var even, odd: UInt64

  /// The channels of a packed pixel.
  @inline(__always) init(_ pixel: UInt32) {
    let p = UInt64(pixel)
    even = p & 0xFF | (p & 0xFF_0000) << 16
    odd = p >> 8 & 0xFF | (p & 0xFF00_0000) << 8
  }

  @inline(__always) func times(_ factor: UInt64) -> Channels {
    var result = self
    result.even &*= factor
    result.odd &*= factor
    return result
  }

  @inline(__always) static func + (a: Channels, b: Channels) -> Channels {
    var result = a
    result.even &+= b.even
    result.odd &+= b.odd
    return result
  }

  /// The pixel between two that have been multiplied by 256, rounded once; the second's weight is of 256.
  @inline(__always)
  static func between(_ a: Channels, _ b: Channels, _ weight: Int) -> UInt32 {
    let weight = UInt64(truncatingIfNeeded: weight)
    let half: UInt64 = 0x8000_0000_8000
    let mask: UInt64 = 0xFF_0000_00FF
    let sum = a.times(256 &- weight) + b.times(weight)
    let even = (sum.even &+ half) >> 16 & mask
    let odd = (sum.odd &+ half) >> 16 & mask
    let both = even | odd << 8
    return UInt32(truncatingIfNeeded: both) | UInt32(truncatingIfNeeded: both >> 16)
  }
}
