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
      let i = Int(min(max(u.rounded(.down), 0), Double(count - 1)))
      return Tap(first: i, second: i, weight: 0)
    case .linear:
      let v = min(max(u - 0.5, 0), Double(count - 1))
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
    let taps = columns.map { tap($0, rect.x, rect.width, image.width) }
    image.pixels.withUnsafeBufferPointer { pixels in
      for y in rows {
        let row = tap(y, rect.y, rect.height, image.height)
        let height = min(bottom, (y + 1) << 8) - max(top, y << 8)
        let isPlain = clip.isPlain(row: y) && height == 256
        let target = out.canvas.row(y)
        for x in columns {
          let color = sample(pixels, taps[x - columns.lowerBound], row)
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

  @inline(__always)
  private func sample(_ pixels: UnsafeBufferPointer<UInt8>, _ x: Tap, _ y: Tap) -> UInt32 {
    func at(_ x: Int, _ y: Int) -> UInt32 {
      let i = 4 * (y * image.width + x)
      return Pixel.pack(pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3])
    }
    if x.weight == 0 && y.weight == 0 { return at(x.first, y.first) }
    let a = at(x.first, y.first)
    let b = at(x.second, y.first)
    let c = at(x.first, y.second)
    let d = at(x.second, y.second)
    var result: UInt32 = 0
    for shift: UInt32 in [0, 8, 16, 24] {
      func channel(_ p: UInt32) -> Int { Int((p >> shift) & 255) }
      let upper = channel(a) * (256 - x.weight) + channel(b) * x.weight
      let lower = channel(c) * (256 - x.weight) + channel(d) * x.weight
      let value = (upper * (256 - y.weight) + lower * y.weight + 32768) >> 16
      result |= UInt32(value) << shift
    }
    return result
  }
}
