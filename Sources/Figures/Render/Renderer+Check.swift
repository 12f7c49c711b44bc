import Config
import Drawing
import PNG
import Rasterizer

extension Renderer {
  /// A file that is not what the config gives.
  public struct Difference: Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// How it differs.
    public var what: String

    /// The file and how it differs.
    public var description: String { "\(path): \(what)" }

    static func missing(_ path: String) -> Difference {
      Difference(path: path, what: "there is no such file")
    }

    static func unreadable(_ path: String) -> Difference {
      Difference(path: path, what: "is no file that can be read")
    }
  }

  /// Draws every picture in memory and compares it with its file, byte by byte. A video that is as it was written,
  /// from the same input, is not encoded again.
  /// - Parameter diff: a folder for each picture that changed as it is now (`name-changed.png`) and for
  ///   a picture of the difference (`name-diff.png`); nil writes nothing.
  /// - Returns: the files that differ, in the order of the config, and how many were compared.
  /// - Throws: as `run(report:)`.
  public func check(diff: String? = nil) throws -> (differences: [Difference], count: Int) {
    if let diff { Leftovers.clear(in: diff) }
    let evaluation = try evaluation()
    let inputs = try inputDigests()
    let state = RenderState(folder: folder)
    let stills = Parallel.map(pictures.count, jobs: options.jobs) { n in
      Result { try check(pictures[n], evaluation, diff: diff) }
    }
    // Frames are drawn several at once; figures that move, one after the other.
    let moving = pictures.indices.map { n in
      Result { try checkMoving(pictures[n], inputs[n], state, evaluation, diff: diff) }
    }
    let errors = (stills + moving).compactMap { outcome -> (any Error)? in
      if case .failure(let error) = outcome { return error }
      return nil
    }
    if let failure = Self.failure(among: errors) { throw failure }
    let found = try zip(stills, moving).flatMap { try $0.get() + $1.get() }
    return (found.compactMap(\.self), found.count)
  }

  /// A difference or nil for each file of a still picture.
  private func check(
    _ picture: Picture, _ evaluation: Evaluation, diff: String?
  ) throws -> [Difference?] {
    let drawing = try drawing(of: picture, evaluation)
    return try formats.map { format in
      try difference(picture.name(format), try bytes(of: drawing, as: format), diff: diff)
    }
  }

  /// A difference or nil for each file of a moving picture.
  private func checkMoving(
    _ picture: Picture, _ input: String, _ state: RenderState, _ evaluation: Evaluation,
    diff: String?
  ) throws -> [Difference?] {
    guard let writer = sequenceWriter(of: picture) else { return [] }
    let sequence = try FrameSequence(picture, writer.spec, self, evaluation)
    try checkSize(of: sequence.drawing(0), picture)
    return try writer.spec.outputs.flatMap { output -> [Difference?] in
      let name = picture.name(of: output)
      switch output {
      case .files: return try checkFrames(writer, sequence, diff: diff)
      case .mp4, .webm, .gif:
        return [try checkVideo(output, name, writer, sequence, input, state, diff: diff)]
      case .svg, .apng:
        // Not by pixels: the still picture is only one frame of them.
        let now = try writer.bytes(of: output, sequence) ?? []
        return [try difference(name, now, isByBytes: true, diff: diff)]
      }
    }
  }

  private func checkFrames(
    _ writer: SequenceWriter, _ sequence: FrameSequence, diff: String?
  ) throws -> [Difference?] {
    let encoders = formats.map { ($0, $0.sequenceEncoder(settings())) }
    let outcomes = Parallel.map(sequence.frames.count, jobs: options.jobs) { frame in
      Result {
        let drawing = try sequence.drawing(frame)
        return try encoders.map { format, encode in
          let name = FilePath.join(writer.picture.stem, writer.picture.name(ofFrame: frame, format))
          return try difference(name, try encode(drawing), diff: diff)
        }
      }
    }
    return try outcomes.flatMap { try $0.get() }
  }

  private func checkVideo(
    _ output: FramesSpec.Output, _ name: String, _ writer: SequenceWriter,
    _ sequence: FrameSequence, _ input: String, _ state: RenderState, diff: String?
  ) throws -> Difference? {
    let path = FilePath.join(folder, name)
    guard ConfigFile.exists(path) else { return .missing(path) }
    guard let digest = Digest.text(ofFile: path) else { return .unreadable(path) }
    if let entry = state.entries[name], entry.input == input {
      return digest == entry.output
        ? nil : Difference(path: path, what: "is not as it was written")
    }
    // Beside nothing of the user's: whoever checks may not be allowed to write there.
    Leftovers.clear(in: FilePath.temporaryFolder)
    let scratch = try AtomicFile.Stream(
      to: FilePath.join(FilePath.temporaryFolder, "rho-check-\(name)"), pending: pending)
    _ = try writer.encoder.encode(output, sequence.figures, to: scratch.target)
    return try difference(
      name, try AtomicFile.readWritten(scratch.target), isByBytes: true, diff: diff)
  }

  /// How a file differs from what it should be.
  private func difference(
    _ name: String, _ now: [UInt8], isByBytes: Bool = false, diff: String?
  ) throws -> Difference? {
    let path = FilePath.join(folder, name)
    guard ConfigFile.exists(path) else { return .missing(path) }
    guard let there = try? AtomicFile.readWritten(path) else { return .unreadable(path) }
    if there == now { return nil }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    func save(_ bytes: [UInt8], _ kind: String) throws {
      // Frames of one number stand in folders of different names.
      let stem = name[..<dot].replacing("/", with: "-")
      if let diff { try self.save(bytes, "\(stem)-\(kind)\(name[dot...])", in: diff) }
    }
    if isByBytes || !name.hasSuffix(".png") {
      try save(now, "changed")
      return Difference(path: path, what: Self.firstDifference(there, now))
    }
    let image = try PNGFile.decode(now)
    guard let old = try? PNGFile.decode(there) else {
      return Difference(path: path, what: "this is not a PNG file")
    }
    guard old != image else {
      let what = "has the same pixels, but \(Self.firstDifference(there, now))"
      return Difference(path: path, what: what)
    }
    let (what, map) = Self.compare(old, image)
    try save(now, "changed")
    if let map { try save(try PNGFile.encode(map), "diff") }
    return Difference(path: path, what: what)
  }

  private func save(_ bytes: [UInt8], _ name: String, in folder: String) throws {
    try AtomicFile.makeFolder(folder)
    try AtomicFile.write(bytes, to: FilePath.join(folder, name), pending: pending)
  }

  /// Where two texts part, in words.
  private static func firstDifference(_ a: [UInt8], _ b: [UInt8]) -> String {
    let same = zip(a, b).prefix { $0 == $1 }.count
    return "differs from byte \(same + 1) on (\(a.count) bytes, now \(b.count))"
  }

  /// How many pixels differ, and a picture of where: red on a pale copy of the new one.
  private static func compare(_ old: Image, _ new: Image) -> (String, Image?) {
    guard old.width == new.width, old.height == new.height else {
      return ("is \(old.width) × \(old.height) pixels, now \(new.width) × \(new.height)", nil)
    }
    var count = 0
    var worst = 0
    var marks = new.pixels
    for at in stride(from: 0, to: marks.count, by: 4) {
      let change = (0..<4).map { abs(Int(old.pixels[at + $0]) - Int(new.pixels[at + $0])) }.max()!
      if change > 0 {
        count += 1
        worst = max(worst, change)
        (marks[at], marks[at + 1], marks[at + 2]) = (220, 0, 0)
      } else {
        let grey = (Int(marks[at]) + 2 * Int(marks[at + 1]) + Int(marks[at + 2])) / 4
        let pale = UInt8(200 + grey / 5)
        (marks[at], marks[at + 1], marks[at + 2]) = (pale, pale, pale)
      }
      marks[at + 3] = 255
    }
    return (
      "\(count) \(count == 1 ? "pixel differs" : "pixels differ"), by up to \(worst) of 255",
      Image(width: new.width, height: new.height, pixels: marks)
    )
  }

  /// Refuses a page that would be a larger picture than any screen or printer takes, before memory is
  /// asked for.
  func checkSize(of drawing: Drawing, _ picture: Picture) throws {
    do {
      _ = try Rasterizer(scale: scale).pixelSize(of: drawing)
    } catch {
      throw ConfigError([
        file.source.diagnostic(
          picture.figure.place, "the figure '\(picture.figure.name)' cannot become a PNG: \(error)")
      ])
    }
  }
}
