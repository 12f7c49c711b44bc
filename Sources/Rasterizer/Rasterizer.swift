import Basics
import Dispatch
import Drawing
import PNG

/// Turns drawings into pixels.
///
/// - Coverage is the exact area of a shape within a pixel, to 1/65536, of an outline whose points
///   are rounded to 1/256 pixel; curves are flattened to within 1/64 pixel. One exception: where
///   pieces of a stroke with many sharp corners, such as a noisy curve, meet in one pixel without
///   filling it, they count by their sum, up to the whole, even as far as they overlap.
/// - Colours blend in encoded sRGB with bytes as results, because browsers and viewers of SVG do so
///   and a page must look the same in both.
/// - The same drawing gives the same pixels on every machine, for any number of threads and any
///   height of bands. (Text turned by other than quarter turns depends on the C library's sine.)
/// - Elements with a coordinate that is infinite or not a number are left out.
public struct Rasterizer: Hashable, Sendable {
  /// Pixels per point; any positive number.
  public var scale: Double
  /// How many threads draw; the pixels do not depend on it.
  public var threads: Int
  /// How many rows are drawn at a time; nil for as many as fit the cache. The pixels do not depend on
  /// it.
  var bandHeight: Int?

  /// The most pixels that a page may have: 2³⁰ if it is streamed to a PNG, 2²⁸ (1 GiB) as an image.
  public static let maximumPixels = (streamed: 1 << 30, image: PNGFile.maximumPixels)
  /// The most pixels that a page may have in a row or column, which is libpng's limit, too.
  public static let maximumExtent = PNGFile.maximumExtent

  /// Sets up for a scale.
  /// - Parameters:
  ///   - scale: pixels per point.
  ///   - threads: how many threads draw; at least 1.
  public init(scale: Double = 2, threads: Int = 1) {
    self.scale = scale
    self.threads = threads
  }

  /// The size of a drawing in pixels: its size times the scale, rounded, at least 1.
  /// - Throws: `RasterizerError` if the scale is not a positive number, or the page is empty or too
  ///   large.
  public func pixelSize(of drawing: Drawing) throws(RasterizerError) -> (width: Int, height: Int) {
    guard scale > 0, scale.isFinite else { throw .invalidScale(scale) }
    let size = drawing.size
    guard size.width > 0, size.height > 0, size.width.isFinite, size.height.isFinite else {
      throw .emptyPage(size)
    }
    let width = max((size.width * scale).rounded(), 1)
    let height = max((size.height * scale).rounded(), 1)
    let limit = Double(Rasterizer.maximumExtent)
    guard width <= limit, height <= limit,
      width * height <= Double(Rasterizer.maximumPixels.streamed)
    else { throw .tooLarge(width: width, height: height, limit: Rasterizer.maximumPixels.streamed) }
    return (Int(width), Int(height))
  }

  /// Draws a page.
  /// - Throws: `RasterizerError` if there is no page, or it has more than 2²⁸ pixels.
  public func render(_ drawing: Drawing) throws(RasterizerError) -> Image {
    let (width, height) = try pixelSize(of: drawing)
    guard width * height <= Rasterizer.maximumPixels.image else {
      throw .tooLarge(
        width: Double(width), height: Double(height), limit: Rasterizer.maximumPixels.image)
    }
    return image(of: Scene(drawing, scale: scale, width: width, height: height))
  }

  func image(of scene: Scene) -> Image {
    let (width, height) = (scene.width, scene.height)
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { buffer, count in
      count = 4 * width * height
      let isOpaque = scene.isOpaque
      let words = UnsafeMutableRawPointer(buffer.baseAddress!)
        .bindMemory(to: UInt32.self, capacity: width * height)
      forEachBand(scene, into: Unchecked(words)) { RowFormat.convert($0, isOpaque: isOpaque) }
    }
    return Image(width: width, height: height, pixels: pixels)
  }

  /// A page's pixels before they are taken apart into bytes.
  func underlay(of scene: Scene) -> Underlay {
    let count = scene.width * scene.height
    let words = [UInt32](unsafeUninitializedCapacity: count) { buffer, used in
      used = count
      forEachBand(scene, into: Unchecked(buffer.baseAddress!)) { _ in }
    }
    return Underlay(words: words, width: scene.width, isOpaque: scene.isOpaque)
  }

  // MARK: Bands

  /// The rows of a band: enough to make up for starting one, few enough to stay in the cache.
  func bandRows(_ scene: Scene) -> Int {
    max(1, min(bandHeight ?? min(64, max(1, (1 << 20) / scene.width)), scene.height))
  }

  /// Draws every band into its rows, several at a time and in no order if there are threads.
  private func forEachBand(
    _ scene: Scene, into pixels: Unchecked<UnsafeMutablePointer<UInt32>>,
    _ body: @Sendable (Canvas) -> Void
  ) {
    let rows = bandRows(scene)
    let bands = (scene.height + rows - 1) / rows
    let workers = max(1, min(threads, bands))
    @Sendable func work(_ worker: Int) {
      let renderer = BandRenderer(scene, rows: rows)
      for band in Swift.stride(from: worker, to: bands, by: workers) {
        let top = band * rows
        body(
          renderer.render(
            top: top, bottom: min(top + rows, scene.height), into: pixels.value + top * scene.width)
        )
      }
    }
    if workers == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: workers, execute: work)
    }
  }
}

/// What is wrong with a page, and what to do about it.
public enum RasterizerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The scale is not a positive number.
  case invalidScale(Double)
  /// The page has no area, or its size is not a number.
  case emptyPage(Size)
  /// The page has too many pixels.
  case tooLarge(width: Double, height: Double, limit: Int)

  /// What is wrong, and the remedy.
  public var description: String {
    switch self {
    case .invalidScale(let scale):
      "a scale of \(scale) pixels per point is not possible; choose a positive number such as 2"
    case .emptyPage(let size):
      "a page of \(size.width) × \(size.height) pt has no pixels; give it a positive width and height"
    case .tooLarge(let width, let height, let limit):
      "a page of \(width) × \(height) pixels is too large (at most \(limit) in all and "
        + "\(Rasterizer.maximumExtent) in a row or column); choose a smaller scale or size"
    }
  }
}
