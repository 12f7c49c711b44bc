import Drawing

/// Writes an animated PNG, a frame at a time.
///
/// - Of a frame only what differs from the one before is stored: the rectangle around it, and in
///   it, where new pixels are opaque, those alone.
/// - No more is kept than the frame before and the compressed new one, however many there are.
/// - The first frame is also what viewers show that do not know animations.
/// - Frames are colours of 8 bits with alpha; the pixels come back exactly. There is no date in the
///   file, so the same frames give the same bytes (`small`: with the same zlib).
///
/// ```swift
/// let writer = try AnimatedPNGWriter(width: 800, height: 500, frames: 100) { file.write($0) }
/// for frame in frames { try writer.add(frame, delay: (1, 25)) }
/// try writer.finish()
/// ```
///
/// The format is that of the third edition of the PNG specification (W3C, 2025), sections 4.9 and
/// 11.3.6.
public final class AnimatedPNGWriter {
  /// How long a frame is shown, as a fraction of seconds. Browsers show frames of less than about
  /// 1/50 s for longer, 1/10 s.
  public typealias Delay = (numerator: UInt16, denominator: UInt16)

  /// The size of every frame, in pixels.
  public let width, height: Int
  /// The number of frames that the file will have.
  public let frames: Int
  /// The number of frames so far.
  public private(set) var framesWritten = 0

  private let loops: Int
  private let metadata: PNGFile.Metadata
  private let encoder: FrameEncoder
  private let sink: ([UInt8]) throws -> Void
  private var previous: Image?
  /// fcTL and fdAT chunks are numbered together.
  private var sequence: UInt32 = 0
  private var state = State.open

  private enum State { case open, broken, finished }

  /// Sets up for frames of one size; nothing is written yet.
  /// - Parameters:
  ///   - width: of every frame, in pixels.
  ///   - height: of every frame, in pixels.
  ///   - frames: how many there will be; the file says so at its start.
  ///   - loops: how often they are shown; 0 for ever. Viewers stop at the last frame.
  ///   - metadata: what the file says about the animation.
  ///   - compression: how much time is given to making the file small.
  ///   - sink: takes the file's bytes in order, a chunk at a time.
  /// - Throws: `PNGError` if there are no frames, or more or larger ones than the format allows.
  public init(
    width: Int, height: Int, frames: Int, loops: Int = 0,
    metadata: PNGFile.Metadata = PNGFile.Metadata(), compression: PNGFile.Compression = .standard,
    sink: @escaping (_ bytes: [UInt8]) throws -> Void
  ) throws(PNGError) {
    let extent = PNGFile.maximumExtent
    let pixels = PNGFile.maximumPixels
    guard 1...extent ~= width, 1...extent ~= height, width * height <= pixels else {
      throw PNGError(
        "frames of \(width) × \(height) pixels are not possible; choose 1 to \(extent) in a row or "
          + "column and at most \(pixels) in all")
    }
    // Every frame but the first takes two numbers, of which there are 2³¹.
    let most = 1 << 30
    guard 1...most ~= frames else {
      throw PNGError(
        "an animation of \(frames) frames is not possible; choose a number from 1 to \(most)")
    }
    guard 0...Int(Int32.max) ~= loops else {
      throw PNGError(
        "an animation cannot be shown \(loops) times; choose 0 for ever, or a number up to "
          + "\(Int32.max)")
    }
    self.width = width
    self.height = height
    self.frames = frames
    self.loops = loops
    self.metadata = metadata
    self.sink = sink
    encoder = try FrameEncoder(width: width, compression: compression)
  }

  /// Adds a frame.
  ///
  /// A frame of the wrong size or with an impossible delay is refused and leaves the file as it was;
  /// after an error of the sink, the file cannot be continued.
  /// - Parameters:
  ///   - frame: the picture, of the size of all.
  ///   - delay: how long it is shown; 0 for as short as the viewer can.
  /// - Throws: `PNGError`, or what the sink throws.
  public func add(_ frame: Image, delay: Delay) throws {
    try checkOpen()
    guard framesWritten < frames else {
      throw PNGError(
        "all \(frames) frames that the animation was announced with are there; announce more, or "
          + "add fewer")
    }
    guard frame.width == width, frame.height == height else {
      throw PNGError(
        "frame \(framesWritten + 1) has \(frame.width) × \(frame.height) pixels and the animation "
          + "\(width) × \(height); draw all frames at the same size")
    }
    guard delay.denominator > 0 else {
      // The format reads 0 as 100, which nobody means who writes it.
      throw PNGError(
        "a delay of \(delay.numerator)/0 s is not possible; choose a denominator of 1 to 65535, "
          + "such as 100")
    }
    // Until all of it is written; the compressor cannot go on after an error either.
    state = .broken
    let region: FrameRegion
    let data: [UInt8]
    if let previous {
      if let changed = FrameRegion(of: frame, after: previous) {
        region = changed
        data = try encoder.encode(frame, region, over: previous)
      } else {
        region = .nothing
        data = try encoder.encodeNothing()
      }
    } else {
      region = FrameRegion(whole: frame)
      data = try encoder.encode(frame, region, over: nil)
    }
    if previous == nil { try writeHeader() }
    try write(region, delay)
    if previous == nil {
      try sink(Chunk.bytes("IDAT", data))
    } else {
      try sink(Chunk.bytes("fdAT", nextNumber(), data))
    }
    state = .open
    previous = frame
    framesWritten += 1
  }

  /// Ends the file.
  /// - Throws: `PNGError` if frames are missing, or what the sink throws.
  public func finish() throws {
    try checkOpen()
    guard framesWritten == frames else {
      throw PNGError(
        "the animation was announced with \(frames) \(frames == 1 ? "frame" : "frames") and has \(framesWritten); add the others, "
          + "or announce \(framesWritten)")
    }
    state = .broken
    try sink(Chunk.bytes("IEND"))
    state = .finished
    previous = nil
  }

  // MARK: Chunks

  private func checkOpen() throws(PNGError) {
    switch state {
    case .open: return
    case .broken:
      throw PNGError(
        "the animation could not be written as far as it is and cannot be continued; begin anew")
    case .finished:
      throw PNGError("the animation is finished; begin another one")
    }
  }

  /// What stands before the first frame, in the order of still pictures.
  private func writeHeader() throws {
    // 8 bits a sample, red, green, blue and alpha, not interlaced.
    let size = Chunk.bigEndian(UInt32(width)) + Chunk.bigEndian(UInt32(height))
    try sink(Chunk.signature + Chunk.bytes("IHDR", size, [8, 6, 0, 0, 0]))
    try sink(
      Chunk.bytes("acTL", Chunk.bigEndian(UInt32(frames)), Chunk.bigEndian(UInt32(loops))))
    try sink(Chunk.bytes("sRGB", [0]))
    if let density = metadata.pixelsPerMeter.map(Chunk.bigEndian) {
      try sink(Chunk.bytes("pHYs", density, density, [1]))
    }
    for text in metadata.texts { try sink(text.bytes) }
  }

  /// Says where the next data go, and for how long.
  private func write(_ region: FrameRegion, _ delay: Delay) throws {
    let rectangle = [region.width, region.height, region.x, region.y]
      .flatMap { Chunk.bigEndian(UInt32($0)) }
    // After its time a frame stays, as what the next one is laid over.
    let dispose: UInt8 = 0
    try sink(
      Chunk.bytes(
        "fcTL", nextNumber(), rectangle, Chunk.bigEndian(delay.numerator),
        Chunk.bigEndian(delay.denominator), [dispose, region.blend.rawValue]))
  }

  private func nextNumber() -> [UInt8] {
    defer { sequence += 1 }
    return Chunk.bigEndian(sequence)
  }
}
