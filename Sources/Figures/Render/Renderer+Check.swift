import Config
import Drawing
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
  }

  /// Draws every picture in memory and compares it with its file: SVG by bytes, PNG by pixels.
  /// - Parameter diff: a folder for each picture that changed as it is now (`name-changed.png`) and for
  ///   a picture of the difference (`name-diff.png`); nil writes nothing.
  /// - Returns: the files that differ, in the order of the config.
  /// - Throws: as `run(report:)`.
  public func check(diff: String? = nil) throws -> [Difference] {
    let evaluation = try Evaluation(file)
    let outcomes = Parallel.map(pictures.count, jobs: options.jobs) { n in
      Result { try check(pictures[n], evaluation, diff: diff) }
    }
    let errors = outcomes.compactMap { outcome -> (any Error)? in
      if case .failure(let error) = outcome { return error }
      return nil
    }
    if let failure = Self.failure(among: errors) { throw failure }
    return try outcomes.flatMap { try $0.get() }
  }

  /// How many files `check` compares.
  public var checkedCount: Int {
    pictures.reduce(0) { count, picture in
      let moving = picture.figure.frames?.outputs ?? []
      return count + formats.count + moving.count { $0 == .svg || $0 == .apng }
    }
  }

  private func check(
    _ picture: Picture, _ evaluation: Evaluation, diff: String?
  ) throws -> [Difference] {
    let drawing = try drawing(of: picture, evaluation)
    var result: [Difference] = []
    for format in formats {
      let path = FilePath.join(folder, "\(picture.stem).\(format.rawValue)")
      guard ConfigFile.exists(path) else {
        result.append(Difference(path: path, what: "there is no such file"))
        continue
      }
      let there = try AtomicFile.read(path)
      let now = try bytes(of: drawing, as: format)
      if there == now { continue }
      switch format {
      case .svg:
        result.append(Difference(path: path, what: Self.firstDifference(there, now)))
        if let diff { try save(now, "\(picture.stem)-changed.svg", in: diff) }
      case .png:
        let image = try PNG.decode(now)
        guard let old = try? PNG.decode(there) else {
          result.append(Difference(path: path, what: "this is not a PNG file"))
          continue
        }
        if old == image { continue }
        let (what, map) = Self.compare(old, image)
        result.append(Difference(path: path, what: what))
        if let diff {
          try save(now, "\(picture.stem)-changed.png", in: diff)
          if let map { try save(try PNG.encode(map), "\(picture.stem)-diff.png", in: diff) }
        }
      }
    }
    return result + (try checkMoving(picture, evaluation, diff: diff))
  }

  /// Animations are compared by bytes; numbered frames and videos, which nobody commits, are not.
  private func checkMoving(
    _ picture: Picture, _ evaluation: Evaluation, diff: String?
  ) throws -> [Difference] {
    guard let spec = picture.figure.frames,
      spec.outputs.contains(where: { $0 == .svg || $0 == .apng })
    else { return [] }
    let sequence = try FrameSequence(picture, spec, self, evaluation)
    let writer = SequenceWriter(
      renderer: self, picture: picture, spec: spec, input: "", report: { _, _ in })
    var result: [Difference] = []
    for output in spec.outputs {
      guard let now = try writer.bytes(of: output, sequence) else { continue }
      let name = writer.name(of: output)
      let path = FilePath.join(folder, name)
      guard let there = try? AtomicFile.read(path) else {
        result.append(Difference(path: path, what: "there is no such file"))
        continue
      }
      if there == now { continue }
      result.append(Difference(path: path, what: Self.firstDifference(there, now)))
      if let diff {
        try save(now, name.replacing("-animated", with: "-animated-changed"), in: diff)
      }
    }
    return result
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
      "\(count) pixels differ, by up to \(worst) of 255",
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
        file.diagnostic(
          picture.figure.place, "the figure '\(picture.figure.name)' cannot become a PNG: \(error)")
      ])
    }
  }
}
