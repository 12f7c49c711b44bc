/// Reads back what an encoder wrote: whether the file is closed, and how many frames it holds.
///
/// Only the containers' own tables are read, not the coded pictures: a file that was cut short or never finished
/// does not have them whole.
enum VideoContainer {
  /// - Parameter frames: how many frames the encoder was given.
  /// - Throws: `FigureError` that says what is wrong.
  static func check(_ path: String, _ output: FramesSpec.Output, frames: Int) throws(FigureError) {
    var file = try FileCursor(path)
    let count =
      switch output {
      case .mp4: try frameCountOfMP4(&file)
      case .webm: try frameCountOfWebM(&file)
      default: try frameCountOfGIF(&file)
      }
    guard count == frames else {
      throw FigureError("it has \(count) frames, not \(frames)")
    }
  }

  // MARK: MP4 (ISO/IEC 14496-12): boxes in boxes, each with its length

  private static func frameCountOfMP4(_ file: inout FileCursor) throws(FigureError) -> Int {
    var sizes: [Int]?
    var payload = 0
    try boxes(&file, until: file.size) { (kind, end, file) throws(FigureError) in
      switch kind {
      case "mdat": payload += end - file.position
      case "moov": sizes = try sampleSizes(&file, until: end)
      default: break
      }
    }
    guard let sizes else { throw FigureError("it has no table of frames") }
    guard sizes.allSatisfy({ $0 > 0 }), sizes.reduce(0, +) <= payload else {
      throw FigureError("frames are missing")
    }
    return sizes.count
  }

  /// The lengths of the frames, in the first track.
  private static func sampleSizes(
    _ file: inout FileCursor, until end: Int
  ) throws(FigureError) -> [Int]? {
    var sizes: [Int]?
    try boxes(&file, until: end) { (kind, end, file) throws(FigureError) in
      switch kind {
      case "trak", "mdia", "minf", "stbl":
        if let found = try sampleSizes(&file, until: end) { sizes = sizes ?? found }
      case "stsz":
        try file.skip(4)
        let (all, count) = (try file.integer(4), try file.integer(4))
        // Where all are of one length, that stands for them.
        guard all == 0 else { return sizes = try repeated(all, count) }
        guard count <= (end - file.position) / 4 else { throw cutShort }
        var list: [Int] = []
        for _ in 0..<count { list.append(try file.integer(4)) }
        sizes = list
      default: break
      }
    }
    return sizes
  }

  private static func repeated(_ size: Int, _ count: Int) throws(FigureError) -> [Int] {
    guard count <= 1 << 24 else { throw cutShort }
    return Array(repeating: size, count: count)
  }

  private typealias BoxReader = (String, Int, inout FileCursor) throws(FigureError) -> Void

  /// Goes through boxes that fill the bytes up to `end`.
  private static func boxes(
    _ file: inout FileCursor, until end: Int, _ body: BoxReader
  ) throws(FigureError) {
    while file.position < end {
      let start = file.position
      var length = try file.integer(4)
      let kind = String(decoding: try file.bytes(4), as: UTF8.self)
      if length == 1 { length = try file.integer(8) }
      guard length >= file.position - start, length <= end - start else { throw cutShort }
      try body(kind, start + length, &file)
      guard file.position <= start + length else { throw cutShort }
      try file.skip(start + length - file.position)
    }
  }

  // MARK: WebM (RFC 8794, RFC 9559): elements in elements, each with its length

  private static func frameCountOfWebM(_ file: inout FileCursor) throws(FigureError) -> Int {
    var count = 0
    try elements(&file, until: file.size) { (kind, end, file) throws(FigureError) in
      guard kind == 0x1853_8067 else { return }
      try elements(&file, until: end) { (kind, end, file) throws(FigureError) in
        guard kind == 0x1F43_B675 else { return }
        try elements(&file, until: end) { (kind, end, file) throws(FigureError) in
          // A block alone, or one in a group.
          if kind == 0xA3 || kind == 0xA0, end > file.position { count += 1 }
        }
      }
    }
    return count
  }

  private typealias ElementReader = (Int, Int, inout FileCursor) throws(FigureError) -> Void

  private static func elements(
    _ file: inout FileCursor, until end: Int, _ body: ElementReader
  ) throws(FigureError) {
    while file.position < end {
      let kind = try variableInteger(&file, keepsMarker: true)
      let length = try variableInteger(&file, keepsMarker: false)
      guard length <= end - file.position else { throw cutShort }
      let next = file.position + length
      try body(kind, next, &file)
      guard file.position <= next else { throw cutShort }
      try file.skip(next - file.position)
    }
  }

  /// A number whose first byte tells how long it is. One of all ones stands for a length that is not known, as
  /// in a file that was not closed: it is larger than any file.
  private static func variableInteger(
    _ file: inout FileCursor, keepsMarker: Bool
  ) throws(FigureError) -> Int {
    let first = try file.integer(1)
    guard first > 0 else { throw cutShort }
    let more = UInt8(first).leadingZeroBitCount
    var value = keepsMarker ? first : first - 1 << (7 - more)
    for _ in 0..<more { value = value << 8 | (try file.integer(1)) }
    return value
  }

  // MARK: GIF89a: blocks, each introduced by a byte, up to a trailer

  private static func frameCountOfGIF(_ file: inout FileCursor) throws(FigureError) -> Int {
    guard try file.bytes(6) == Array("GIF89a".utf8) else { throw FigureError("it is no GIF") }
    try file.skip(4)
    let flags = try file.integer(1)
    try file.skip(2)
    try skipPalette(&file, flags)
    var count = 0
    while true {
      switch try file.integer(1) {
      case 0x21:
        try file.skip(1)
        try skipBlocks(&file)
      case 0x2C:
        try file.skip(8)
        try skipPalette(&file, try file.integer(1))
        try file.skip(1)
        try skipBlocks(&file)
        count += 1
      case 0x3B:
        guard file.position == file.size else { throw FigureError("it goes on after its end") }
        return count
      default: throw cutShort
      }
    }
  }

  private static func skipPalette(_ file: inout FileCursor, _ flags: Int) throws(FigureError) {
    if flags & 0x80 != 0 { try file.skip(3 << (flags & 7 + 1)) }
  }

  private static func skipBlocks(_ file: inout FileCursor) throws(FigureError) {
    while true {
      let length = try file.integer(1)
      if length == 0 { return }
      try file.skip(length)
    }
  }

  private static let cutShort = FigureError("it is cut short")
}
