/// Where a group's elements may show: a range of pixels, what the outermost of them let through,
/// and a mask if the shape is more than a rectangle.
struct Clip {
  /// The columns and rows, in pixels of the page.
  var x0, y0, x1, y1: Int
  /// What the first and last column and row let through, of 255.
  var leftEdge: UInt32 = 255
  var topEdge: UInt32 = 255
  var rightEdge: UInt32 = 255
  var bottomEdge: UInt32 = 255
  /// A byte per pixel of the band, row by row; nil lets everything through.
  var mask: UnsafePointer<UInt8>?
  /// The shape of the mask.
  var maskTop = 0
  var maskWidth = 0

  init(x0: Int, y0: Int, x1: Int, y1: Int) {
    (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
  }

  var isEmpty: Bool { x0 >= x1 || y0 >= y1 }

  /// The range alone: what elements of a layer need to know, since the layer is clipped as a whole.
  var bounds: Clip { Clip(x0: x0, y0: y0, x1: x1, y1: y1) }

  /// Narrows the clip to a rectangle with edges in 1/256 pixel.
  mutating func intersect(left: Int, top: Int, right: Int, bottom: Int) {
    guard left < right, top < bottom else {
      x1 = x0
      return
    }
    // A rectangle within one column or row lets through what its two edges leave between them.
    func narrow(
      _ low: Int, _ high: Int, _ from: inout Int, _ to: inout Int, _ first: inout UInt32,
      _ last: inout UInt32
    ) {
      let start = low >> 8
      let end = (high + 255) >> 8
      var a = UInt32((256 - (low & 255)) * 255 / 256)
      var b = UInt32((high & 255 == 0 ? 256 : high & 255) * 255 / 256)
      if end - start == 1 {
        a = UInt32((high - low) * 255 / 256)
        b = 255
      }
      if start > from {
        from = start
        first = a
      } else if start == from {
        first = min(first, a)
      }
      if end < to {
        to = end
        last = b
      } else if end == to {
        last = min(last, b)
      }
    }
    narrow(left, right, &x0, &x1, &leftEdge, &rightEdge)
    narrow(top, bottom, &y0, &y1, &topEdge, &bottomEdge)
  }

  /// Whether some pixel of a row within the clip's columns is let through in part only, besides the
  /// first and last.
  @inline(__always) func isPlain(row y: Int) -> Bool { mask == nil && rowEdge(y) == 255 }

  @inline(__always) private func rowEdge(_ y: Int) -> UInt32 {
    var f: UInt32 = 255
    if y == y0 { f = topEdge }
    if y == y1 - 1 { f = Pixel.product(f, bottomEdge) }
    return f
  }

  /// What a pixel within the range lets through, of 255.
  func factor(_ x: Int, _ y: Int) -> UInt32 {
    var f = rowEdge(y)
    if x == x0 { f = Pixel.product(f, leftEdge) }
    if x == x1 - 1 { f = Pixel.product(f, rightEdge) }
    if let mask { f = Pixel.product(f, UInt32(mask[(y - maskTop) * maskWidth + x])) }
    return f
  }
}
