import Basics
import Dispatch

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
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { bytes, count in
      count = 4 * width * height
      for row in 0..<height {
        for column in 0..<width {
          Self.write(color(column, row), to: bytes, at: row * width + column)
        }
      }
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  /// Makes an image from a function of the row that gives the colours of all its columns. Rows of a large
  /// image are asked for in any order, and on all cores.
  /// - Precondition: a row has as many colours as there are columns.
  public init(width: Int, height: Int, row colors: @escaping @Sendable (_ row: Int) -> [Color]) {
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { bytes, count in
      count = 4 * width * height
      let target = Unchecked(bytes)
      // Bands of some 30,000 pixels: threads are worth their start.
      let band = max(1, (1 << 15) / max(width, 1))
      DispatchQueue.concurrentPerform(iterations: (height + band - 1) / band) { i in
        for row in i * band..<min((i + 1) * band, height) {
          let colors = colors(row)
          precondition(colors.count == width, "a row of an image has a colour for every column")
          for (column, color) in colors.enumerated() {
            Self.write(color, to: target.value, at: row * width + column)
          }
        }
      }
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  @inline(__always)
  private static func write(
    _ color: Color, to bytes: UnsafeMutableBufferPointer<UInt8>, at pixel: Int
  ) {
    bytes[4 * pixel] = color.red
    bytes[4 * pixel + 1] = color.green
    bytes[4 * pixel + 2] = color.blue
    // Of what is not negative: rounded() would be a call where processors have no instruction for it.
    bytes[4 * pixel + 3] = UInt8(min(max(0, color.alpha), 1) * 255 + 0.5)
  }

  /// How values between pixel centres are found when an image is scaled.
  public enum Sampling: Hashable, Sendable {
    /// The nearest pixel: cells with sharp edges.
    case nearest
    /// Linear interpolation between the four nearest pixel centres, the border repeated outwards.
    case linear
  }
}
