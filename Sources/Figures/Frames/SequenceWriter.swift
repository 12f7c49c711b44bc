import Drawing
import Foundation
import PNG
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
    FilePath.join(folder, picture.name(ofFrame: frame, format))
  }

  private var folder: String { FilePath.join(renderer.folder, picture.stem) }

  private var record: FrameRecord {
    let shard = renderer.options.shard
    return FrameRecord(folder: folder, input: input, part: (shard.part, shard.of))
  }

  /// Whether all numbered files of this run's part are there as they were written, from the same input.
  var isComplete: Bool {
    let record = record
    guard let count = record.count else { return false }
    return frames(of: count).allSatisfy { isFresh($0, record) }
  }

  /// The frames of this run's part.
  func frames(of count: Int) -> StrideTo<Int> {
    stride(from: renderer.options.shard.part - 1, to: count, by: renderer.options.shard.of)
  }

  private func isFresh(_ frame: Int, _ record: FrameRecord) -> Bool {
    renderer.formats.allSatisfy { record.isFresh(picture.name(ofFrame: frame, $0)) }
  }

  /// Takes away what killed runs have left among the numbered files.
  func clearLeftovers() { Leftovers.clear(in: folder) }

  /// Gives the numbered files of this run's part a time that is not before `least`.
  func touchFiles(ifBefore least: timespec) throws {
    let record = record
    guard let count = record.count else { return }
    let names = frames(of: count).flatMap { frame in
      renderer.formats.map { picture.name(ofFrame: frame, $0) }
    }
    var isTouched = false
    for path in names.map({ FilePath.join(folder, $0) }) {
      isTouched = AtomicFile.touch(path, ifBefore: least) || isTouched
    }
    if isTouched { try record.begin(count: count, good: names, renderer.pending) }
  }

  /// Draws the numbered files that are not there yet.
  /// - Returns: how many files were written.
  func writeFiles(_ sequence: FrameSequence) throws -> Int {
    try AtomicFile.makeFolder(folder)
    let record = record
    let all = sequence.frames.count
    var good: [String] = []
    var work: [Int] = []
    for frame in frames(of: all) {
      if !renderer.options.isForced, record.count == all, isFresh(frame, record) {
        for format in renderer.formats {
          good.append(picture.name(ofFrame: frame, format))
          report(path(of: frame, format), nil)
        }
      } else {
        work.append(frame)
      }
    }
    removeFrames(from: all, record)
    try record.begin(count: all, good: good, renderer.pending)
    let rasterizer = SequenceRasterizer(Rasterizer(scale: renderer.scale))
    let errors = Parallel.map(work.count, jobs: renderer.options.jobs) { [work] n -> (any Error)? in
      do {
        let drawing = try sequence.drawing(work[n])
        for format in renderer.formats {
          let path = path(of: work[n], format)
          let bytes = try bytes(of: drawing, as: format, rasterizer)
          try AtomicFile.write(bytes, to: path, pending: renderer.pending)
          try record.add(picture.name(ofFrame: work[n], format), bytes)
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

  /// The bytes of a frame's numbered file.
  func bytes(
    of drawing: Drawing, as format: FigureFile.Format, _ rasterizer: SequenceRasterizer
  ) throws -> [UInt8] {
    switch format {
    case .svg: try renderer.bytes(of: drawing, as: .svg)
    // Frames are many, and mostly on their way to another program.
    case .png: try rasterizer.png(drawing, compression: .fast)
    }
  }

  /// Takes away numbered files that are no longer frames: those beyond the last, and those of a form that is
  /// not written and from another input. Other files in the folder stay.
  private func removeFrames(from count: Int, _ record: FrameRecord) {
    for file in AtomicFile.names(in: folder) {
      let parts = file.split(separator: ".")
      guard parts.count == 2, let frame = Int(parts[0]), frame >= 0,
        let format = FigureFile.Format(rawValue: String(parts[1])),
        file == picture.name(ofFrame: frame, format)
      else { continue }
      let isOther = !renderer.formats.contains(format) && !record.isFresh(file)
      if frame >= count || isOther { unlink(FilePath.join(folder, file)) }
    }
  }

  // MARK: One file of all frames

  /// Writes an animation, in its usual place unless a path is given.
  func write(
    _ output: FramesSpec.Output, _ sequence: FrameSequence, to path: String? = nil
  ) throws {
    let path = path ?? FilePath.join(renderer.folder, picture.name(of: output))
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
      metadata: PNGFile.Metadata(
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
    _ output: FramesSpec.Output, _ sequence: FrameSequence, to target: String
  ) throws -> Int {
    let size = try Rasterizer(scale: renderer.scale).pixelSize(of: try sequence.drawing(0))
    let video = try VideoEncoder(
      output, width: size.width, height: size.height, rate: spec.rate, to: target,
      pending: renderer.pending)
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
    return sequence.frames.count + repeats
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
