import Drawing

/// How far two pictures of the same size differ beyond anti-aliasing.
///
/// A renderer may place an edge up to a fraction of a pixel elsewhere, which changes the pixels on it
/// to values between those of their neighbours. So a pixel agrees if each of its channels lies within
/// the range of the other picture's 3 × 3 neighbourhood, give or take `tolerance`.
public struct Comparison: Sendable {
  /// The number of pixels that do not agree.
  public let disagreeing: Int
  /// The number of pixels in all.
  public let total: Int
  /// The largest amount by which a channel leaves the other's range.
  public let worst: Int
  /// A picture of the disagreement: red where pixels disagree, pale grey elsewhere.
  public let picture: Image

  /// The share of pixels that do not agree.
  public var share: Double { Double(disagreeing) / Double(max(total, 1)) }

  /// Compares two pictures; nil if their sizes differ.
  public init?(_ a: Image, _ b: Image, tolerance: Int = 24, radius: Int = 1) {
    guard a.width == b.width, a.height == b.height else { return nil }
    let (w, h) = (a.width, a.height)
    var count = 0
    var worst = 0
    var marks = [UInt8](repeating: 0, count: 4 * w * h)
    a.pixels.withUnsafeBufferPointer { pa in
      b.pixels.withUnsafeBufferPointer { pb in
        func excess(
          _ p: UnsafeBufferPointer<UInt8>, _ q: UnsafeBufferPointer<UInt8>, _ x: Int, _ y: Int
        ) -> Int {
          var worst = 0
          for channel in 0..<3 {
            var (low, high) = (255, 0)
            for dy in -radius...radius {
              let yy = min(max(y + dy, 0), h - 1)
              for dx in -radius...radius {
                let xx = min(max(x + dx, 0), w - 1)
                let v = Int(q[4 * (yy * w + xx) + channel])
                low = min(low, v)
                high = max(high, v)
              }
            }
            let v = Int(p[4 * (y * w + x) + channel])
            worst = max(worst, low - v, v - high)
          }
          return worst
        }
        for y in 0..<h {
          for x in 0..<w {
            let at = 4 * (y * w + x)
            marks[at + 3] = 255
            var shade = 200 + Int(pa[at + 1]) / 5
            var isBad = false
            if pa[at] != pb[at] || pa[at + 1] != pb[at + 1] || pa[at + 2] != pb[at + 2] {
              let e = max(excess(pa, pb, x, y), excess(pb, pa, x, y))
              worst = max(worst, e)
              if e > tolerance {
                count += 1
                isBad = true
                shade = 0
              }
            }
            marks[at] = isBad ? 220 : UInt8(shade)
            marks[at + 1] = UInt8(shade)
            marks[at + 2] = UInt8(shade)
          }
        }
      }
    }
    disagreeing = count
    total = w * h
    self.worst = worst
    picture = Image(width: w, height: h, pixels: marks)
  }
}
