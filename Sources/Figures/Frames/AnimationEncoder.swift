import Basics
import Drawing
import PNG
import Rasterizer
import SVGWriter

/// Makes one file of all figures of a sequence.
///
/// Frames are drawn a few at a time and handed on in their order: the memory that this takes does not
/// grow with their number, except for SVG.
package struct AnimationEncoder {
  /// Frames a second.
  package var rate: Double
  /// How long the last frame stands, in seconds.
  package var hold: Double
  /// What pages are written with.
  package var settings = PictureFormat.Settings()
  /// How many frames are drawn at once.
  package var jobs = 1
  /// Knows of temporary files, so that an interrupted run can take them away.
  var pending = PendingFiles()

  package init(rate: Double, hold: Double) {
    (self.rate, self.hold) = (rate, hold)
  }

  /// Writes an animation.
  /// - Throws: what drawing throws; `FigureError` if it cannot be written, or ffmpeg is missing.
  package func write(
    _ output: FramesSpec.Output, _ sequence: FigureSequence, to path: String
  ) throws {
    switch output {
    case .files: return
    case .apng:
      let file = try AtomicFile.Stream(to: path, pending: pending)
      try apng(sequence) { try file.write($0) }
      try file.finish()
    case .svg: try AtomicFile.write(svg(sequence), to: path, pending: pending)
    case .mp4, .webm, .gif: try writeVideo(output, sequence, to: path)
    }
  }

  /// The bytes of an animation that is the same wherever it is made; nil for a video.
  func bytes(of output: FramesSpec.Output, _ sequence: FigureSequence) throws -> [UInt8]? {
    switch output {
    case .svg: return try svg(sequence)
    case .apng:
      var bytes: [UInt8] = []
      try apng(sequence) { bytes += $0 }
      return bytes
    case .files, .mp4, .webm, .gif: return nil
    }
  }

  private func apng(
    _ sequence: FigureSequence, to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    let rasterizer = Rasterizer(scale: settings.scale)
    let first = try sequence.drawing(0)
    let size = try rasterizer.pixelSize(of: first)
    let writer = try AnimatedPNGWriter(
      width: size.width, height: size.height, frames: sequence.count,
      metadata: PNGFile.Metadata(
        title: first.title, description: first.description, scale: settings.scale)
    ) { try sink($0) }
    let delay = try AnimatedPNGWriter.delay(seconds: 1 / rate)
    let last = try AnimatedPNGWriter.delay(seconds: 1 / rate + hold)
    try forEachImage(sequence) { i, image in
      try writer.add(image, delay: i == sequence.count - 1 ? last : delay)
    }
    try writer.finish()
  }

  private func svg(_ sequence: FigureSequence) throws -> [UInt8] {
    var writer = AnimatedSVGWriter(
      writer: PictureFormat.svgWriter(settings), secondsPerFrame: 1 / rate, holdingLast: hold)
    for i in 0..<sequence.count { try writer.add(try sequence.drawing(i)) }
    return try writer.finish()
  }

  private func writeVideo(
    _ output: FramesSpec.Output, _ sequence: FigureSequence, to path: String
  ) throws {
    let file = try AtomicFile.Stream(to: path, pending: pending)
    let frames = try encode(output, sequence, to: file.target)
    // Nothing can be read back from a pipe.
    if let written = file.temporary {
      do {
        try VideoContainer.check(written, output, frames: frames)
      } catch {
        throw FigureError(
          "cannot write '\(path)': what ffmpeg wrote is not whole: \(error.message)")
      }
    }
    try file.finish()
  }

  /// Has ffmpeg write a video.
  /// - Returns: how many frames it was given.
  func encode(
    _ output: FramesSpec.Output, _ sequence: FigureSequence, to target: String
  ) throws -> Int {
    guard output == .gif else { return try encode(.video(output), sequence, to: target) }
    let palette = try AtomicFile.Stream(
      to: FilePath.join(FilePath.temporaryFolder, "rho-palette.png"), pending: pending)
    // Its file is there as long as it is.
    defer { withExtendedLifetime(palette) {} }
    _ = try encode(.palette, sequence, to: palette.target)
    return try encode(.gif(palette: palette.target), sequence, to: target)
  }

  private func encode(
    _ product: VideoEncoder.Product, _ sequence: FigureSequence, to target: String
  ) throws -> Int {
    let size = try Rasterizer(scale: settings.scale).pixelSize(of: try sequence.drawing(0))
    let video = try VideoEncoder(
      product, width: size.width, height: size.height, rate: rate, to: target, pending: pending)
    let repeats = Int((hold * rate).rounded())
    do {
      try forEachImage(sequence) { i, image in
        let isLast = i == sequence.count - 1
        for _ in 0...(isLast ? repeats : 0) { try video.add(image) }
      }
      try video.finish()
    } catch {
      video.cancel()
      throw error
    }
    return sequence.count + repeats
  }

  /// Draws the frames as pixels, several at once, and hands them on in their order.
  private func forEachImage(
    _ sequence: FigureSequence, _ body: (Int, Image) throws -> Void
  ) throws {
    let rasterizer = SequenceRasterizer(Rasterizer(scale: settings.scale))
    try Parallel.inOrder(sequence.count, jobs: jobs) { i in
      Result { try rasterizer.render(sequence.drawing(i)) }
    } _: { i, image in
      try body(i, image.get())
    }
  }
}
