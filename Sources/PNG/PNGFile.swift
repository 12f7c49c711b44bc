import CPNG
import Drawing

/// Reading and writing PNG files (ISO/IEC 15948, and the third edition of W3C, 2025) through libpng.
///
/// The files' pixels are compressed by `PageCompressor`, not by zlib, unless `Compression.small` is asked for:
/// so that the same picture is the same bytes with every release of every library. What that costs and saves
/// beside zlib and libdeflate is in its header.
public enum PNGFile {
  /// The most pixels in a row or column, which is libpng's limit, too.
  public static let maximumExtent = 1_000_000
  /// The most pixels of an image that is held in memory: 2²⁸, 1 GiB.
  public static let maximumPixels = 1 << 28

  /// What a file says about its picture.
  public struct Metadata: Hashable, Sendable {
    /// The Title text; empty for none.
    public var title: String
    /// The Description text; empty for none.
    public var description: String
    /// The resolution, in pixels per point (1/72 in); nil for none.
    public var scale: Double?

    /// Describes a picture.
    public init(title: String = "", description: String = "", scale: Double? = nil) {
      self.title = title
      self.description = description
      self.scale = scale
    }
  }

  /// How much time is given to making a file small; the pixels are the same.
  ///
  /// Only rows through gradients are filtered, which makes a heatmap a tenth as large: on pages of
  /// lines and text filters cost time and make files larger.
  public enum Compression: Hashable, Sendable, CaseIterable {
    /// For files that are looked at once, and the many frames of a sequence: half the time of `standard`,
    /// and files 10 to 25 % larger.
    case fast
    /// For most files: as small as zlib's default makes them, in a third of its time.
    case standard
    /// For files that are kept, by zlib's level 9: 2 to 5 % smaller than `standard`, in fifteen times the
    /// time.
    case small
  }

  /// Writes an image: with a palette if it has at most 256 colours, without alpha if it is opaque.
  ///
  /// Files hold no date and no version, so the same image gives the same bytes (`small`: with the same zlib).
  /// - Parameters:
  ///   - image: the pixels.
  ///   - metadata: what the file says about them.
  ///   - compression: how much time is given to making the file small.
  ///   - threads: how many threads compress; the bytes do not depend on it.
  /// - Throws: `PNGError` with libpng's message.
  public static func encode(
    _ image: Image, metadata: Metadata = Metadata(), compression: Compression = .standard,
    threads: Int = 1
  ) throws(PNGError) -> [UInt8] {
    let isOpaque = image.pixels.withUnsafeBufferPointer {
      Row.isOpaque($0.baseAddress!, width: image.width * image.height)
    }
    var encoder = PixelStream(
      width: image.width, height: image.height, isOpaque: isOpaque, metadata: metadata,
      compression: compression, threads: threads)
    let rows = max(1, 65536 / image.width)
    var y = 0
    while y < image.height {
      let n = min(rows, image.height - y)
      let part = 4 * image.width * y..<4 * image.width * (y + n)
      try image.pixels.withUnsafeBufferPointer { (pixels) throws(PNGError) in
        try encoder.write(UnsafeBufferPointer(rebasing: pixels[part]), rows: n)
      }
      y += n
    }
    return try encoder.finish()
  }

  /// Reads a file of any kind of PNG as RGBA of 8 bits.
  /// - Parameters:
  ///   - bytes: the file.
  ///   - maximumPixels: the largest image to accept; a small file can claim to be a huge one.
  /// - Throws: `PNGError` if it is not a PNG, is damaged, cut off or too large.
  public static func decode(_ bytes: [UInt8], maximumPixels: Int = PNGFile.maximumPixels)
    throws(PNGError)
    -> Image
  {
    try bytes.withUnsafeBufferPointer { (file) throws(PNGError) -> Image in
      guard let base = file.baseAddress, file.count >= 8,
        file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      else { throw PNGError("this is not a PNG file: its first bytes are not PNG's signature") }
      guard let reader = cpng_reader_create(base, file.count) else {
        throw PNGError("out of memory")
      }
      defer { cpng_reader_destroy(reader) }
      var width: UInt32 = 0
      var height: UInt32 = 0
      guard cpng_reader_header(reader, UInt64(max(maximumPixels, 0)), &width, &height) == 1 else {
        throw PNGError(
          "the PNG file cannot be read: \(String(cString: cpng_reader_message(reader)))")
      }
      var status: Int32 = 0
      let pixels = [UInt8](unsafeUninitializedCapacity: 4 * Int(width) * Int(height)) {
        buffer, count in
        // libpng leaves rows untouched that a damaged file does not reach.
        buffer.initialize(repeating: 0)
        status = cpng_reader_pixels(reader, buffer.baseAddress)
        count = buffer.count
      }
      guard status == 1 else {
        throw PNGError(
          "the PNG file cannot be read: \(String(cString: cpng_reader_message(reader)))")
      }
      return Image(
        width: Int(width), height: Int(height),
        pixels: pixels.count == 4 * Int(width) * Int(height)
          ? pixels : Array(pixels.prefix(4 * Int(width) * Int(height))))
    }
  }
}

/// What is wrong with a picture or a file: in libpng's words, or with what to do about it.
public struct PNGError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public var message: String

  /// Wraps a message.
  public init(_ message: String) { self.message = message }

  /// What is wrong.
  public var description: String { message }
}
