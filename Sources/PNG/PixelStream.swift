import Drawing

/// Takes a picture's rows from the top, and makes a file of them.
///
/// While no more than 256 colours have been seen, rows are kept as a byte a pixel; with the 257th
/// colour all of them go out as colours, and those that follow do so at once.
package struct PixelStream: ~Copyable {
  private let width, height: Int
  private let isOpaque: Bool
  private let metadata: PNGFile.Metadata
  private let compression: PNGFile.Compression
  private let threads: Int
  private var palette: Palette?
  private var writer: FileWriter?

  package init(
    width: Int, height: Int, isOpaque: Bool, metadata: PNGFile.Metadata,
    compression: PNGFile.Compression,
    threads: Int
  ) {
    self.width = width
    self.height = height
    self.isOpaque = isOpaque
    self.metadata = metadata
    self.compression = compression
    self.threads = threads
    // A page that is too large to be kept is streamed as it is.
    palette = width * height <= 1 << 26 ? Palette(capacity: width * height) : nil
  }

  /// Takes rows of RGBA that is not premultiplied.
  package mutating func write(_ pixels: UnsafeBufferPointer<UInt8>, rows: Int) throws(PNGError) {
    if palette != nil {
      if palette!.take(pixels) { return }
      try unfold()
    }
    try writeColors(pixels, rows: rows)
  }

  /// Ends the file.
  package mutating func finish() throws(PNGError) -> [UInt8] {
    if let palette {
      let (order, ranks) = palette.ordered()
      let depth =
        palette.colors.count <= 2
        ? 1 : palette.colors.count <= 4 ? 2 : palette.colors.count <= 16 ? 4 : 8
      var out = try FileWriter(
        width: width, height: height, kind: .palette(order, depth: depth), metadata: metadata,
        compression: compression, threads: threads)
      var row = [UInt8](repeating: 0, count: width)
      for y in 0..<height {
        for x in 0..<width { row[x] = ranks[Int(palette.indices[y * width + x])] }
        try row.withUnsafeBufferPointer { (row) throws(PNGError) in try out.write(places: row) }
      }
      return try out.finish()
    }
    guard writer != nil else { throw PNGError("a picture without rows cannot be written") }
    return try writer!.finish()
  }

  /// Turns what the palette has kept into colours.
  private mutating func unfold() throws(PNGError) {
    guard let kept = palette else { return }
    palette = nil
    var row = [UInt32](repeating: 0, count: width)
    try kept.indices.withUnsafeBufferPointer { (indices) throws(PNGError) in
      for y in 0..<indices.count / width {
        for x in 0..<width { row[x] = kept.colors[Int(indices[y &* width &+ x])].littleEndian }
        try row.withUnsafeBufferPointer { (row) throws(PNGError) in
          let bytes = UnsafeRawBufferPointer(row).assumingMemoryBound(to: UInt8.self)
          try writeColors(bytes, rows: 1)
        }
      }
    }
  }

  private mutating func writeColors(_ pixels: UnsafeBufferPointer<UInt8>, rows: Int)
    throws(PNGError)
  {
    if writer == nil {
      writer = try FileWriter(
        width: width, height: height, kind: isOpaque ? .rgb : .rgba, metadata: metadata,
        compression: compression, threads: threads)
    }
    try writer!.write(pixels: pixels.baseAddress!, rows: rows)
  }
}
