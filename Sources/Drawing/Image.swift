/// A raster of pixels, each four bytes: red, green, blue (encoded sRGB) and alpha, not premultiplied.
public struct Image: Hashable, Sendable {
  /// The number of columns; at least 1.
  public let width: Int
  /// The number of rows; at least 1.
  public let height: Int
  /// The pixels, row by row from the top, four bytes each; `4 × width × height` in all.
  public let pixels: [UInt8]

  /// Makes an image of the given pixels.
  /// - Precondition: the extents are positive and `pixels.count == 4 × width × height`.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == 4 * width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Makes an opaque or translucent image from a function of column and row.
  public init(width: Int, height: Int, color: (_ column: Int, _ row: Int) -> Color) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * width * height)
    for row in 0..<height {
      for column in 0..<width {
        let c = color(column, row)
        bytes.append(c.red)
        bytes.append(c.green)
        bytes.append(c.blue)
        bytes.append(UInt8((c.alpha * 255).rounded()))
      }
    }
    self.init(width: width, height: height, pixels: bytes)
  }

  /// How values between pixel centres are found when an image is scaled.
  public enum Sampling: Hashable, Sendable {
    /// The nearest pixel: cells with sharp edges.
    case nearest
    /// Linear interpolation between the four nearest pixel centres, the border repeated outwards.
    case linear
  }
}
