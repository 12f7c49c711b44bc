import Drawing

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

  /// How many numbered files this run's part has, as the record says.
  var fileCount: Int {
    record.count.map { Array(frames(of: $0)).count * renderer.formats.count } ?? 0
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
  /// - Returns: how many files were written, and how many were there as they should be.
  func writeFiles(_ sequence: FrameSequence) throws -> (written: Int, upToDate: Int) {
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
    let encoders = renderer.formats.map { ($0, $0.sequenceEncoder(renderer.settings())) }
    let errors = Parallel.map(work.count, jobs: renderer.options.jobs) { [work] n -> (any Error)? in
      do {
        let drawing = try sequence.drawing(work[n])
        for (format, encode) in encoders {
          let path = path(of: work[n], format)
          let bytes = try encode(drawing)
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
    return (work.count * renderer.formats.count, good.count)
  }

  /// Takes away numbered files that are no longer frames: those beyond the last, and those of a form that is
  /// not written and from another input. Other files in the folder stay.
  private func removeFrames(from count: Int, _ record: FrameRecord) {
    for file in AtomicFile.names(in: folder) {
      guard let (frame, format) = Self.frame(file, of: picture) else { continue }
      let isOther = !renderer.formats.contains(format) && !record.isFresh(file)
      if frame >= count || isOther { unlink(FilePath.join(folder, file)) }
    }
  }

  /// Whether a file is called as a numbered file of a picture is.
  static func isFrame(_ name: String, of picture: Renderer.Picture) -> Bool {
    frame(name, of: picture) != nil
  }

  private static func frame(
    _ name: String, of picture: Renderer.Picture
  ) -> (Int, FigureFile.Format)? {
    let parts = name.split(separator: ".")
    guard parts.count == 2, let frame = Int(parts[0]), frame >= 0,
      let format = FigureFile.Format(rawValue: String(parts[1])),
      name == picture.name(ofFrame: frame, format)
    else { return nil }
    return (frame, format)
  }

  // MARK: One file of all frames

  var encoder: AnimationEncoder {
    var encoder = AnimationEncoder(rate: spec.rate, hold: spec.hold)
    encoder.settings = renderer.settings()
    encoder.jobs = renderer.options.jobs
    encoder.pending = renderer.pending
    return encoder
  }

  /// Writes an animation in its place.
  func write(_ output: FramesSpec.Output, _ sequence: FrameSequence) throws {
    let path = FilePath.join(renderer.folder, picture.name(of: output))
    try encoder.write(output, sequence.figures, to: path)
    if output != .files { report(path, AtomicFile.size(path)) }
  }

  /// The bytes of an animation that is the same wherever it is made; nil for a video.
  func bytes(of output: FramesSpec.Output, _ sequence: FrameSequence) throws -> [UInt8]? {
    try encoder.bytes(of: output, sequence.figures)
  }
}
