import Drawing

/// Compresses the rectangles of frames. It remembers nothing from one to the next.
final class FrameEncoder {
  /// How the rows of a rectangle are stored.
  private enum Style {
    /// Without filters, and transparent where nothing has changed: what compresses is runs and
    /// repetitions.
    case plain
    /// Rows through gradients whole, and filtered; the others plain. Holes would break a gradient.
    case gradient
  }

  private let deflater: any Deflater
  /// Rows as they are stored, one behind the other, each after a byte for its filter.
  private var line, above: UnsafeMutableBufferPointer<UInt8>
  /// A row after filtering.
  private let filtered: UnsafeMutableBufferPointer<UInt8>

  /// - Parameter width: of the widest rectangle.
  init(width: Int, compression: PNGFile.Compression) throws(PNGError) {
    let bytes = 4 * width + 1
    // A frame has little that is new: codes of their own for parts of it would cost more than they save.
    deflater = try compression.deflater(stride: bytes, pixel: 4, partBytes: 1 << 22, threads: 1)
    line = .allocate(capacity: bytes)
    above = .allocate(capacity: bytes)
    filtered = .allocate(capacity: bytes)
    line.initialize(repeating: 0)
    above.initialize(repeating: 0)
    filtered.initialize(repeating: 0)
  }

  deinit {
    line.deallocate()
    above.deallocate()
    filtered.deallocate()
  }

  /// The zlib stream of a rectangle of a frame.
  /// - Parameter previous: what the frame is laid over; nil for a first frame.
  func encode(_ frame: Image, _ region: FrameRegion, over previous: Image?) throws(PNGError)
    -> [UInt8]
  {
    try frame.pixels.withUnsafeBufferPointer { (new) throws(PNGError) in
      guard region.blend == .over, let previous else {
        return try encode(Source(new: new.baseAddress!, old: nil, region, frame.width))
      }
      return try previous.pixels.withUnsafeBufferPointer { (old) throws(PNGError) in
        try encode(Source(new: new.baseAddress!, old: old.baseAddress!, region, frame.width))
      }
    }
  }

  /// One transparent pixel: a frame in which nothing changes.
  func encodeNothing() throws(PNGError) -> [UInt8] {
    deflater.begin(stride: 5)
    try deflater.write { $0.update(repeating: 0, count: 5) }
    return try deflater.finish()
  }

  // MARK: Rows

  /// Where the rows of a rectangle come from.
  private struct Source {
    let new: UnsafePointer<UInt8>
    /// What they are laid over; nil if they take its place.
    let old: UnsafePointer<UInt8>?
    let region: FrameRegion
    let stride: Int

    init(
      new: UnsafePointer<UInt8>, old: UnsafePointer<UInt8>?, _ region: FrameRegion, _ width: Int
    ) {
      self.new = new
      self.old = old
      self.region = region
      stride = 4 * width
    }

    func offset(_ y: Int) -> Int { (region.y + y) * stride + 4 * region.x }

    /// Whether a row goes through a gradient that has changed enough to be stored whole.
    func isGradient(_ y: Int) -> Bool {
      let row = new + offset(y)
      if let old {
        // A whole row laid over another must hide it.
        guard 16 * Row.changes(row, old + offset(y), width: region.width) > region.width,
          Row.isOpaque(row, width: region.width)
        else { return false }
      }
      return Row.isSmooth(row, width: region.width)
    }
  }

  private func encode(_ source: Source) throws(PNGError) -> [UInt8] {
    let height = source.region.height
    deflater.begin(stride: 4 * source.region.width + 1)
    let style = try style(for: source)
    try write(source, rows: 0..<height, style)
    return try deflater.finish()
  }

  /// The better style, tried on some of the rows.
  ///
  /// A gradient of few colours, such as a colour map of one quantity, repeats itself and is up to
  /// 40 % smaller without filters; one of many colours is up to ten times smaller with them. No
  /// look at single rows tells which is which.
  private func style(for source: Source) throws(PNGError) -> Style {
    let height = source.region.height
    let bands = 8
    let rows = 8
    let samples =
      height <= bands * rows
      ? [0..<height]
      : (0..<bands).map { band in
        let top = (height - rows) * band / (bands - 1)
        return top..<top + rows
      }
    guard samples.contains(where: { $0.contains(where: source.isGradient) }) else { return .plain }
    var sizes: [Int] = []
    for style in [Style.plain, .gradient] {
      for rows in samples { try write(source, rows: rows, style) }
      sizes.append(try deflater.finish().count)
    }
    return sizes[0] <= sizes[1] ? .plain : .gradient
  }

  private func write(_ source: Source, rows: Range<Int>, _ style: Style) throws(PNGError) {
    let count = 4 * source.region.width
    above.update(repeating: 0)
    for y in rows {
      let at = source.offset(y)
      let stored = line.baseAddress! + 1
      let isFiltered = style == .gradient && source.isGradient(y)
      if let old = source.old, !isFiltered {
        Row.mask(source.new + at, where: old + at, to: stored, width: source.region.width)
      } else {
        stored.update(from: source.new + at, count: count)
      }
      line[0] = 0
      if isFiltered {
        filtered[0] = 4
        Row.paeth(
          stored, above: above.baseAddress! + 1, to: filtered.baseAddress! + 1, count: count,
          pixel: 4)
      }
      try deflater.write(row: (isFiltered ? filtered : line).baseAddress!, count: count + 1)
      swap(&line, &above)
    }
  }
}
