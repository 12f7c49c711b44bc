import CPNG
import CZlib

/// A PNG file in the making.
final class FileWriter {
  /// How pixels are stored.
  enum Kind {
    case rgb
    case rgba
    /// Colours with red in the lowest byte, and the bits of a pixel.
    case palette([UInt32], depth: Int)
  }

  private let writer: OpaquePointer

  init(
    width: Int, height: Int, kind: Kind, metadata: PNG.Metadata, compression: PNG.Compression
  ) throws(PNGError) {
    guard let writer = cpng_writer_create() else { throw PNGError("out of memory") }
    self.writer = writer
    var header = cpng_header()
    header.width = UInt32(clamping: width)
    header.height = UInt32(clamping: height)
    header.bit_depth = 8
    header.level = compression.level
    header.strategy = Z_DEFAULT_STRATEGY
    header.pixels_per_meter = metadata.pixelsPerMeter ?? 0
    var colors: [UInt8] = []
    var alphas: [UInt8] = []
    switch kind {
    case .rgb:
      header.color_type = 2
      header.filters_smooth_rows = 1
    case .rgba:
      header.color_type = 6
      header.filters_smooth_rows = 1
    case .palette(let palette, let depth):
      header.color_type = 3
      header.bit_depth = Int32(depth)
      for c in palette {
        for shift in [UInt32(0), 8, 16] { colors.append(UInt8(truncatingIfNeeded: c >> shift)) }
        if c >> 24 != 255 { alphas.append(UInt8(c >> 24)) }
      }
    }
    let texts = metadata.texts
    let status = colors.withUnsafeBufferPointer { colors in
      alphas.withUnsafeBufferPointer { alphas in
        TextChunk.withChunks(texts) { chunks in
          header.palette = colors.baseAddress
          header.palette_count = Int32(colors.count / 3)
          header.alphas = alphas.baseAddress
          header.alpha_count = Int32(alphas.count)
          header.texts = chunks.baseAddress
          header.text_count = Int32(chunks.count)
          return cpng_writer_begin(writer, &header)
        }
      }
    }
    try check(status)
  }

  deinit { cpng_writer_destroy(writer) }

  func write(_ bytes: UnsafeBufferPointer<UInt8>, stride: Int, rows: Int) throws(PNGError) {
    precondition(bytes.count >= stride * rows)
    try check(cpng_writer_rows(writer, bytes.baseAddress, stride, UInt32(rows)))
  }

  func write(_ bytes: [UInt8], stride: Int, rows: Int) throws(PNGError) {
    try bytes.withUnsafeBufferPointer { (p) throws(PNGError) in
      try write(p, stride: stride, rows: rows)
    }
  }

  func finish() throws(PNGError) -> [UInt8] {
    try check(cpng_writer_end(writer))
    var count = 0
    let bytes = cpng_writer_bytes(writer, &count)
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  private func check(_ status: Int32) throws(PNGError) {
    if status != 1 {
      throw PNGError(
        "the PNG file cannot be written: \(String(cString: cpng_writer_message(writer)))")
    }
  }
}
