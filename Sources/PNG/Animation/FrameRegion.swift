import Drawing

/// The rectangle of a frame that is stored, and how it meets the frame before.
struct FrameRegion: Hashable {
  /// APNG's blend operations.
  enum Blend: UInt8 {
    /// The rectangle takes the place of what was there.
    case source = 0
    /// Transparent pixels leave what was there.
    case over = 1
  }

  var x, y, width, height: Int
  var blend: Blend

  /// A frame must have at least a pixel, even if it is the same as the one before.
  static let nothing = FrameRegion(x: 0, y: 0, width: 1, height: 1, blend: .over)

  private init(x: Int, y: Int, width: Int, height: Int, blend: Blend) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
    self.blend = blend
  }

  /// All of an image, as a first frame must be.
  init(whole image: Image) {
    (x, y, width, height, blend) = (0, 0, image.width, image.height, .source)
  }

  /// The smallest rectangle with all that is new; nil if nothing is.
  ///
  /// Where all new pixels are opaque, the others within the rectangle can be left out. A
  /// translucent one would mix with what was there, so then all of them are stored.
  init?(of frame: Image, after previous: Image) {
    let width = frame.width
    var left = width
    var right = 0
    var top: Int?
    var bottom = 0
    var isOpaque = true
    frame.pixels.withUnsafeBufferPointer { new in
      previous.pixels.withUnsafeBufferPointer { old in
        for y in 0..<frame.height {
          let new = new.baseAddress! + 4 * width * y
          let old = old.baseAddress! + 4 * width * y
          // Most rows are the same, and this finds it out fastest.
          if Row.isEqual(new, old, width: width) { continue }
          if top == nil { top = y }
          bottom = y + 1
          func isNew(_ x: Int) -> Bool { Row.pixel(new, x) != Row.pixel(old, x) }
          // Only what lies outside of what is known already can make it larger.
          left = (0..<left).first(where: isNew) ?? left
          right = (right..<width).last(where: isNew).map { $0 + 1 } ?? right
          if isOpaque, !Row.isOpaque(new, width: width) {
            isOpaque = (left..<right).allSatisfy { !isNew($0) || new[4 * $0 + 3] == 255 }
          }
        }
      }
    }
    guard let top else { return nil }
    (self.x, self.y, self.width, self.height) = (left, top, right - left, bottom - top)
    blend = isOpaque ? .over : .source
  }
}
