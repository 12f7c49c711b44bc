/// What lies beneath a page's elements: pixels as a canvas has them.
struct Underlay: Sendable {
  let words: [UInt32]
  let width: Int
  /// Whether every pixel is opaque.
  let isOpaque: Bool

  var height: Int { words.count / width }

  /// Fills a canvas of the same width.
  func copy(to canvas: Canvas) {
    words.withUnsafeBufferPointer {
      canvas.pixels.update(
        from: $0.baseAddress! + canvas.top * width, count: (canvas.bottom - canvas.top) * width)
    }
  }
}
