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
  private let metadata: PNGFile.Metadata
  private let deflater: any Deflater
  /// Bytes of a pixel, and of a row without that of its filter.
  private let pixel, rowBytes: Int
  /// The last row of pixels, which the next may be filtered by.
  private var last: UnsafeMutablePointer<UInt8>?
  /// A row and the one above, as they are stored, while one is filtered.
  private var lines: UnsafeMutablePointer<UInt8>?

  init(
    width: Int, height: Int, kind: Kind, metadata: PNGFile.Metadata,
    compression: PNGFile.Compression,
    threads: Int
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
    deflater = try compression.deflater(stride: rowBytes + 1, pixel: pixel, threads: threads)
  }

  deinit {
    last?.deallocate()
    lines?.deallocate()
  }

  /// Takes rows of pixels of four bytes, which are colours.
  mutating func write(pixels: UnsafePointer<UInt8>, rows: Int) throws(PNGError) {
    let stride = 4 * width
    for y in 0..<rows {
      let row = pixels + stride * y
      if Row.isSmooth(row, width: width) {
        try writeFiltered(row, above: y > 0 ? row - stride : last.map { UnsafePointer($0) })
      } else {
        try deflater.write { out in
          out[0] = 0
          if pixel == 4 {
            (out + 1).update(from: row, count: rowBytes)
          } else {
            Row.dropAlpha(row, to: out + 1, width: width)
          }
        }
      }
    }
    guard rows > 0 else { return }
    last = last ?? .allocate(capacity: stride)
    last!.update(from: pixels + stride * (rows - 1), count: stride)
  }

  /// Takes a row, less the best guess from its neighbours.
  private mutating func writeFiltered(
    _ row: UnsafePointer<UInt8>, above: UnsafePointer<UInt8>?
  ) throws(PNGError) {
    lines = lines ?? .allocate(capacity: 2 * (rowBytes + 8))
    let (line, lineAbove) = (lines!, lines! + (rowBytes + 8))
    func store(_ row: UnsafePointer<UInt8>, to out: UnsafeMutablePointer<UInt8>) {
      if pixel == 4 {
        out.update(from: row, count: rowBytes)
      } else {
        Row.dropAlpha(row, to: out, width: width)
      }
    }
    store(row, to: line)
    if let above {
      store(above, to: lineAbove)
    } else {
      lineAbove.update(repeating: 0, count: rowBytes)
    }
    try deflater.write { out in
      out[0] = 4
      if pixel == 3 {
        Row.paeth(line, above: lineAbove, to: out + 1, count: rowBytes, pixel: 3)
      } else {
        Row.paeth(line, above: lineAbove, to: out + 1, count: rowBytes, pixel: 4)
      }
    }
  }

  /// Takes a row of places in the palette.
  mutating func write(places: UnsafeBufferPointer<UInt8>) throws(PNGError) {
    guard case .palette(_, let depth) = kind else { return }
    let perByte = 8 / depth
    try deflater.write { out in
      out[0] = 0
      for i in 0..<rowBytes {
        var byte: UInt8 = 0
        // The first pixel in the highest bits.
        for j in 0..<perByte {
          let x = i * perByte + j
          byte = byte << UInt8(depth & 7) | (x < width ? places[x] : 0)
        }
        out[i + 1] = byte
      }
    }
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
}
