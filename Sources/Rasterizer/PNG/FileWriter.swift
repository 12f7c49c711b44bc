import CPNG

/// A PNG file in the making: rows come in, are filtered or not, and are compressed.
///
/// libpng writes the file; only the pixels' stream is our own.
struct FileWriter: ~Copyable {
  /// How pixels are stored.
  enum Kind {
    case rgb
    case rgba
    /// Colours with red in the lowest byte, and the bits of a pixel.
    case palette([UInt32], depth: Int)
  }

  private let width, height: Int
  private let kind: Kind
  private let metadata: PNG.Metadata
  private let deflater: any Deflater
  /// Bytes of a pixel, and of a row without that of its filter.
  private let pixel, rowBytes: Int
  /// Rows as they are stored, each after a byte for its filter.
  private var line, above: [UInt8]
  /// A row after filtering.
  private var filtered: [UInt8] = []

  init(
    width: Int, height: Int, kind: Kind, metadata: PNG.Metadata, compression: PNG.Compression
  ) throws(PNGError) {
    self.width = width
    self.height = height
    self.kind = kind
    self.metadata = metadata
    switch kind {
    case .rgb: (pixel, rowBytes) = (3, 3 * width)
    case .rgba: (pixel, rowBytes) = (4, 4 * width)
    case .palette(_, let depth): (pixel, rowBytes) = (1, (depth * width + 7) / 8)
    }
    line = [UInt8](repeating: 0, count: rowBytes + 1)
    above = line
    deflater = try compression.deflater(stride: rowBytes + 1, pixel: pixel)
  }

  /// Takes a row of pixels of four bytes, which are colours.
  mutating func write(pixels: UnsafePointer<UInt8>) throws(PNGError) {
    swap(&line, &above)
    line.withUnsafeMutableBufferPointer { line in
      let out = line.baseAddress! + 1
      if pixel == 4 {
        out.update(from: pixels, count: rowBytes)
      } else {
        Row.dropAlpha(pixels, to: out, width: width)
      }
    }
    guard Row.isSmooth(pixels, width: width) else { return try deflate(line) }
    if filtered.isEmpty { filtered = line }
    filtered[0] = 4
    filtered.withUnsafeMutableBufferPointer { out in
      line.withUnsafeBufferPointer { line in
        above.withUnsafeBufferPointer { above in
          let (row, above, out) = (
            line.baseAddress! + 1, above.baseAddress! + 1, out.baseAddress! + 1
          )
          if pixel == 3 {
            Row.paeth(row, above: above, to: out, count: rowBytes, pixel: 3)
          } else {
            Row.paeth(row, above: above, to: out, count: rowBytes, pixel: 4)
          }
        }
      }
    }
    try deflate(filtered)
  }

  /// Takes a row of places in the palette.
  mutating func write(places: UnsafeBufferPointer<UInt8>) throws(PNGError) {
    guard case .palette(_, let depth) = kind else { return }
    let perByte = 8 / depth
    for i in 0..<rowBytes {
      var byte: UInt8 = 0
      // The first pixel in the highest bits.
      for j in 0..<perByte {
        let x = i * perByte + j
        byte = byte << UInt8(depth & 7) | (x < width ? places[x] : 0)
      }
      line[i + 1] = byte
    }
    try deflate(line)
  }

  /// The file.
  mutating func finish() throws(PNGError) -> [UInt8] {
    let data = try deflater.finish()
    var header = cpng_header()
    header.width = UInt32(clamping: width)
    header.height = UInt32(clamping: height)
    header.bit_depth = 8
    header.pixels_per_meter = metadata.pixelsPerMeter ?? 0
    var colors: [UInt8] = []
    var alphas: [UInt8] = []
    switch kind {
    case .rgb: header.color_type = 2
    case .rgba: header.color_type = 6
    case .palette(let palette, let depth):
      header.color_type = 3
      header.bit_depth = Int32(depth)
      for c in palette {
        for shift in [UInt32(0), 8, 16] { colors.append(UInt8(truncatingIfNeeded: c >> shift)) }
        if c >> 24 != 255 { alphas.append(UInt8(c >> 24)) }
      }
    }
    guard let file = cpng_writer_create() else { throw PNGError("out of memory") }
    defer { cpng_writer_destroy(file) }
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
          return cpng_write(file, &header, data, data.count)
        }
      }
    }
    guard status == 1 else {
      throw PNGError(
        "the PNG file cannot be written: \(String(cString: cpng_writer_message(file)))")
    }
    var count = 0
    let bytes = cpng_writer_bytes(file, &count)
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  private func deflate(_ row: [UInt8]) throws(PNGError) {
    try row.withUnsafeBufferPointer { (row) throws(PNGError) in try deflater.write(row) }
  }
}
