import Drawing
import Foundation
import Rasterizer
import SVGWriter

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes the frames of one picture in the forms that its figure asks for.
///
/// Frames are drawn a few at a time and handed on in their order: the memory that this takes does not
/// grow with their number.
struct SequenceWriter {
  let renderer: Renderer
  let picture: Renderer.Picture
  let spec: FramesSpec
  /// The digest of everything that the frames depend on.
  let input: String
  /// Called with each finished file.
  let report: @Sendable (_ path: String, _ bytes: Int?) -> Void

  // MARK: Numbered files

  /// Where a frame's numbered file stands.
  func path(of frame: Int, _ format: FigureFile.Format) -> String {
    let number = String(frame)
    let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
    return FilePath.join(folder, "\(padded).\(format.rawValue)")
  }

  private var folder: String { FilePath.join(renderer.folder, picture.stem) }

  /// What tells from which input a folder's frames are: written before the first of them, so that frames
  /// of an interrupted run are known to be good.
  private var mark: String { FilePath.join(folder, ".rho-frames") }

  /// Whether all numbered files of this run's part are there, drawn from the same input.
  var isComplete: Bool {
    guard let text = try? AtomicFile.read(mark, limit: 1000) else { return false }
    let parts = String(decoding: text, as: UTF8.self).split(separator: " ")
    guard parts.count == 2, parts[0] == input, let count = Int(parts[1]) else { return false }
    return frames(of: count).allSatisfy(isThere)
  }

  /// The frames of this run's part.
  func frames(of count: Int) -> [Int] {
    let shard = renderer.options.shard
    return (0..<count).filter { $0 % shard.of == shard.part - 1 }
  }

  private func isThere(_ frame: Int) -> Bool {
    renderer.formats.allSatisfy { AtomicFile.stamp(path(of: frame, $0)) != nil }
  }

  /// Draws the numbered files that are not there yet.
  /// - Returns: how many files were written.
  func writeFiles(_ sequence: FrameSequence) throws -> Int {
    try AtomicFile.makeFolder(folder)
    let said = Array("\(input) \(sequence.frames.count)".utf8)
    let isSame = (try? AtomicFile.read(mark, limit: 1000)) == said
    // Parts that run side by side must not take each other's frames away: only the first is forced.
    if !isSame || (renderer.options.isForced && renderer.options.shard.part == 1) {
      removeFrames()
      try AtomicFile.write(said, to: mark, pending: renderer.pending)
    }
    let work = frames(of: sequence.frames.count).filter { frame in
      guard isThere(frame) else { return true }
      for format in renderer.formats { report(path(of: frame, format), nil) }
      return false
    }
    let rasterizer = SequenceRasterizer(Rasterizer(scale: renderer.scale))
    let errors = Parallel.map(work.count, jobs: renderer.options.jobs) { n -> (any Error)? in
      do {
        let drawing = try sequence.drawing(work[n])
        for format in renderer.formats {
          let path = path(of: work[n], format)
          let bytes =
            switch format {
            case .svg: try renderer.bytes(of: drawing, as: .svg)
            // Frames are many, and mostly on their way to another program.
            case .png: try rasterizer.png(drawing, compression: .fast)
            }
          try AtomicFile.write(bytes, to: path, pending: renderer.pending)
          report(path, bytes.count)
        }
        return nil
      } catch {
        return error
      }
    }
    if let failure = Renderer.failure(among: errors.compactMap { $0 }) { throw failure }
    return work.count * renderer.formats.count
  }

  /// Takes away the numbered frames of another input; other files in the folder stay.
  private func removeFrames() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names {
      let parts = name.split(separator: ".")
      guard parts.count == 2, parts[0].count >= 4, parts[0].allSatisfy(\.isNumber),
        FigureFile.Format(rawValue: String(parts[1])) != nil
      else { continue }
      unlink(FilePath.join(folder, name))
    }
  }

  // MARK: One file of all frames

  /// The name of an animation's file.
  func name(of output: FramesSpec.Output) -> String {
    switch output {
    case .files: picture.stem
    case .apng: picture.stem + "-animated.png"
    case .svg: picture.stem + "-animated.svg"
    case .mp4, .webm, .gif: "\(picture.stem).\(output.rawValue)"
    }
  }

  /// Writes an animation, in its usual place unless a path is given.
  func write(
    _ output: FramesSpec.Output, _ sequence: FrameSequence, to path: String? = nil
  ) throws {
    let path = path ?? FilePath.join(renderer.folder, name(of: output))
    switch output {
    case .files: return
    case .apng:
      let file = try AtomicFile.Stream(to: path, pending: renderer.pending)
      try apng(sequence) { try file.write($0) }
      try file.finish()
    case .svg: try AtomicFile.write(svg(sequence), to: path, pending: renderer.pending)
    case .mp4, .webm, .gif: try writeVideo(output, sequence, to: path)
    }
    report(path, AtomicFile.size(path))
  }

  /// The bytes of an animation that is the same wherever it is made; nil for a video.
  func bytes(of output: FramesSpec.Output, _ sequence: FrameSequence) throws -> [UInt8]? {
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
    _ sequence: FrameSequence, to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    let rasterizer = Rasterizer(scale: renderer.scale)
    let first = try sequence.drawing(0)
    let size = try rasterizer.pixelSize(of: first)
    let writer = try AnimatedPNGWriter(
      width: size.width, height: size.height, frames: sequence.frames.count,
      metadata: PNG.Metadata(
        title: first.title, description: first.description, scale: renderer.scale)
    ) { try sink($0) }
    let delay = try AnimatedPNGWriter.delay(seconds: 1 / spec.rate)
    let last = try AnimatedPNGWriter.delay(seconds: 1 / spec.rate + spec.hold)
    try forEachImage(sequence) { i, image in
      try writer.add(image, delay: i == sequence.frames.count - 1 ? last : delay)
    }
    try writer.finish()
  }

  private func svg(_ sequence: FrameSequence) throws -> [UInt8] {
    var writer = AnimatedSVGWriter(
      writer: renderer.svgWriter(), secondsPerFrame: 1 / spec.rate, holdingLast: spec.hold)
    for i in sequence.frames.indices { try writer.add(try sequence.drawing(i)) }
    return try writer.finish()
  }

  private func writeVideo(
    _ output: FramesSpec.Output, _ sequence: FrameSequence, to path: String
  ) throws {
    let file = try AtomicFile.Stream(to: path, pending: renderer.pending)
    let size = try Rasterizer(scale: renderer.scale).pixelSize(of: try sequence.drawing(0))
    let video = try VideoEncoder(
      output, width: size.width, height: size.height, rate: spec.rate, to: file.target)
    let repeats = Int((spec.hold * spec.rate).rounded())
    do {
      try forEachImage(sequence) { i, image in
        let isLast = i == sequence.frames.count - 1
        for _ in 0...(isLast ? repeats : 0) { try video.add(image) }
      }
      try video.finish()
    } catch {
      video.cancel()
      throw error
    }
    try file.finish()
  }

  /// Draws the frames as pixels, several at once, and hands them on in their order.
  private func forEachImage(
    _ sequence: FrameSequence, _ body: (Int, Image) throws -> Void
  ) throws {
    let rasterizer = SequenceRasterizer(Rasterizer(scale: renderer.scale))
    try Parallel.inOrder(sequence.frames.count, jobs: renderer.options.jobs) { i in
      Result { try rasterizer.render(sequence.drawing(i)) }
    } _: { i, image in
      try body(i, image.get())
    }
  }
}
