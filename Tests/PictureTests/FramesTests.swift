import Config
import Drawing
import Foundation
import PNG
import Rasterizer
import TestSupport
import Testing

@testable import Figures

/// A small moving figure in a folder of its own.
private struct Scene {
  let folder: URL
  let config: String

  init(
    _ frames: String,
    marks: String = "{curves: rho, alpha: shape}, {text: \"$\\\\alpha = {shape:.2f}$\", at: [0, 1]}"
  )
    throws
  {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-frames-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    config = """
      formats: [svg, png]
      scale: 1
      data: {toy: {toy: {count: 20, seed: 3}}}
      fits: {line: {data: toy, loss: {alpha: 1, scale: 0.1}, steps: 40}}
      figures:
        sweep:
          width: 240
          frames: \(frames)
          panels: [{x: {domain: [-3, 3]}, y: {domain: [0, 4]}, marks: [\(marks)]}]
      """
  }

  func renderer(_ change: (inout Renderer.Options) -> Void = { _ in }, config: String? = nil) throws
    -> Renderer
  {
    var options = Renderer.Options()
    options.output = folder.path
    change(&options)
    let file = try FigureFile(
      Array((config ?? self.config).utf8), path: folder.appendingPathComponent("f.yaml").path)
    return try Renderer(file, options: options)
  }

  /// The files below the folder, with their bytes; hidden ones left out.
  func files() throws -> [String: Data] {
    var result: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder.path)! {
      let url = folder.appendingPathComponent(name)
      if name.hasSuffix(".svg") || name.hasSuffix(".png") {
        result[name] = try Data(contentsOf: url)
      }
    }
    return result
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

@Suite("Frames")
struct FramesTests {
  private static let sweep = "{over: shape, from: 2, to: -inf, scale: alpha, count: 7}"

  @Test("numbered files, a still of the last frame, and nothing to do the second time")
  func numbered() throws {
    let scene = try Scene(Self.sweep)
    defer { scene.remove() }
    #expect(try scene.renderer().run() == (16, 0))
    let files = try scene.files()
    #expect(
      Set(files.keys)
        == Set(
          ["sweep.svg", "sweep.png"]
            + (0..<7).flatMap { ["sweep/000\($0).svg", "sweep/000\($0).png"] }))
    #expect(files["sweep.svg"] == files["sweep/0006.svg"])
    #expect(String(decoding: files["sweep/0000.svg"]!, as: UTF8.self).contains("2.00"))
    #expect(try scene.renderer().run().written == 0)
  }

  @Test("a surface is walked around")
  func camera() throws {
    let config = """
      formats: [svg]
      figures:
        turn:
          width: 240
          frames: {over: azimuth, from: -120, to: -30, count: 4}
          panels:
            - x: {domain: [-3, 3]}
              y: {domain: [0, 2]}
              z: {domain: [0, 5]}
              camera: {azimuth: azimuth}
              marks: [{surface: rho}]
      """
    let scene = try Scene(Self.sweep)
    defer { scene.remove() }
    _ = try scene.renderer(config: config).run()
    let files = try scene.files()
    let frames = (0..<4).compactMap { files["turn/000\($0).svg"] }
    #expect(Set(frames).count == 4)
    #expect(files["turn.svg"] == frames[3])
    // A quarter turn exchanges the axes: from −120° the corner nearest to us is another than from −30°.
    let still = config.replacingOccurrences(of: "azimuth: azimuth", with: "azimuth: -60")
      .replacingOccurrences(
        of: "frames: {over: azimuth, from: -120, to: -30, count: 4}", with: "aspect: 1.3")
    _ = try scene.renderer(config: still).run()
    let alone = try #require(try scene.files()["turn.svg"])
    #expect(alone.count > 1000 && alone != frames[3])
  }

  @Test("axes stand still: what does not move is the same in every frame")
  func still() throws {
    let scene = try Scene(Self.sweep)
    defer { scene.remove() }
    let renderer = try scene.renderer()
    let picture = renderer.pictures[0]
    let sequence = try FrameSequence(
      picture, try #require(picture.figure.frames), renderer, renderer.file.evaluation())
    #expect(try axes(sequence, 0) == axes(sequence, 3))
    #expect(try axes(sequence, 0) == axes(sequence, 6))
  }

  /// A sequence of a config's only figure.
  private func sequence(_ figure: String) throws -> FrameSequence {
    let yaml = """
      data: {toy: {toy: {count: 20, seed: 3}}}
      fits: {line: {data: toy, loss: {alpha: 1, scale: 0.1}, steps: 200, start: [-3, 1]}}
      figures: {a: {width: 240, \(figure)}}
      """
    let renderer = try Renderer(FigureFile(Array(yaml.utf8), path: "f.yaml"))
    let picture = renderer.pictures[0]
    return try FrameSequence(
      picture, try #require(picture.figure.frames), renderer, renderer.file.evaluation())
  }

  /// Grid and axes of a frame.
  private func axes(_ sequence: FrameSequence, _ i: Int) throws -> [Drawing.Element] {
    let elements = try sequence.drawing(i).elements
    let start = try #require(elements.firstIndex(of: .begin(.init("grid-x"))))
    let end = try #require(
      elements.firstIndex {
        if case .begin(let group) = $0 { group.role.hasPrefix("mark-") } else { false }
      })
    return Array(elements[start..<end])
  }

  @Test("axes have room for what only one frame shows")
  func extent() throws {
    let sequence = try sequence(
      "frames: {over: t, from: 0, to: 200, count: 201}, "
        + "panels: [{marks: [{rule: {y: \"100*max(0, 1 - abs(t - 96))\"}}]}]")
    func rule(_ i: Int) throws -> Double? {
      let elements = try sequence.drawing(i).elements
      let at = try #require(elements.firstIndex { "\($0)".contains("mark-rule") })
      guard case .shape(let shape) = elements[at + 1] else { return nil }
      return shape.path.elements.compactMap {
        if case .move(let point) = $0 { point.y } else { nil }
      }.first
    }
    let (low, high) = (try #require(try rule(95)), try #require(try rule(96)))
    #expect(low - high > 50)
    #expect(try axes(sequence, 0) == axes(sequence, 96))
  }

  @Test("frames keep room for a label that is long in one of them, or at the side in some of them")
  func room() throws {
    let long = try sequence(
      "frames: {over: t, from: 0, to: 200, count: 201}, panels: [{y: {domain: [0, 2]}, marks: "
        + "[{rule: {y: 1}, labels: ['{10^(9*max(0, 1 - abs(t - 97))):.0f}']}]}]")
    #expect(try axes(long, 0) == axes(long, 97))
    #expect(try long.drawing(0) != long.drawing(97))
    // The line leaves the frame below at first, and above in the end; only between does its name stand at
    // the right.
    let side = try sequence(
      "frames: {fit: line, every: 1}, panels: [{x: {domain: [0, 1]}, y: {domain: [0.2, 0.6]}, "
        + "marks: [{line: {fit: line}, label: the line of this step}]}]")
    let first = try axes(side, 0)
    for i in stride(from: 0, to: side.frames.count, by: 7) { #expect(try axes(side, i) == first) }
  }

  @Test("an interrupted sequence goes on where it was; other input starts anew")
  func resume() throws {
    let scene = try Scene(Self.sweep)
    defer { scene.remove() }
    _ = try scene.renderer().run()
    let whole = try scene.files()
    // What a run that was killed leaves: the last frames missing, the state not written.
    for i in 4..<7 {
      for format in ["svg", "png"] {
        try FileManager.default.removeItem(
          at: scene.folder.appendingPathComponent("sweep/000\(i).\(format)"))
      }
    }
    let touched = scene.folder.appendingPathComponent("sweep/0001.svg")
    let time = try touched.resourceValues(forKeys: [.contentModificationDateKey])
      .contentModificationDate
    #expect(try scene.renderer().run().written == 6)
    #expect(try scene.files() == whole)
    let now = try URL(fileURLWithPath: touched.path).resourceValues(forKeys: [
      .contentModificationDateKey
    ])
    #expect(now.contentModificationDate == time)
    let other = scene.config.replacing("count: 7", with: "count: 3")
    _ = try scene.renderer(config: other).run()
    #expect(try scene.files().keys.filter { $0.hasPrefix("sweep/") }.count == 6)
  }

  @Test("parts together are the whole, whatever the number of jobs")
  func shards() throws {
    let (whole, parts) = (try Scene(Self.sweep), try Scene(Self.sweep))
    defer {
      whole.remove()
      parts.remove()
    }
    _ = try whole.renderer { $0.jobs = 4 }.run()
    for part in 1...3 { _ = try parts.renderer { $0.shard = (part, 3) }.run() }
    #expect(try whole.files() == parts.files())
  }

  @Test("a fit's frames: every so many steps, given ones, or where it moves")
  func fits() throws {
    let marks =
      "{line: {fit: line}}, {trace: {fit: line, of: loss}}, {text: \"{step}\", at: [0, 1]}"
    for (frames, count) in [
      ("{fit: line, every: 15}", 4), ("{fit: line, steps: [0, 5, 40]}", 3),
      ("{fit: line, count: 9}", 9),
    ] {
      let scene = try Scene(frames, marks: marks)
      defer { scene.remove() }
      let renderer = try scene.renderer()
      let spec = try #require(renderer.pictures[0].figure.frames)
      let figure = renderer.pictures[0].figure
      let all = try spec.frames(try renderer.file.still(figure, renderer.file.evaluation()))
      #expect(all.count == count)
      #expect(all.first?.step == 0 && all.last?.step == 40)
      #expect(zip(all, all.dropFirst()).allSatisfy { $0.step! < $1.step! })
      let sequence = try FrameSequence(
        renderer.pictures[0], spec, renderer, renderer.file.evaluation())
      #expect(try sequence.drawing(0) != sequence.drawing(1))
    }
  }

  private static let mistakes: [(String, String)] = [
    ("{over: shape, from: 2}", "need 'from' and 'to'"), ("{}", "frames need 'fit: name'"),
    ("{fit: lin}", "did you mean 'line'?"),
    ("{over: shape, from: 0, to: 1, count: 1}", "'count' must lie"),
    ("{over: pi, from: 0, to: 1}", "cannot be a name"), ("{over: a, from: 0, to: inf}", "infinite"),
    ("{over: shape, from: 0, to: 1, write: [avi]}", "unknown value 'avi'"),
    ("{over: shape, from: 0, to: 1, hold: -1}", "'hold' must lie"),
    ("{over: shape, from: 0, to: 1, rate: 1e9}", "'rate' must lie"),
    ("{fit: line, steps: [-1]}", "must lie between 0 and"),
  ]

  @Test("mistakes in frames are told", arguments: mistakes)
  func wrong(frames: String, message: String) throws {
    let scene = try Scene(frames)
    defer { scene.remove() }
    let error = try #require(throws: ConfigError.self) { try scene.renderer() }
    #expect(error.diagnostics.contains { $0.message.contains(message) }, "\(error)")
  }
}

@Suite("Animations, decoded by others", .serialized)
struct AnimationTests {
  private func scene(_ outputs: String) throws -> Scene {
    try Scene(
      "{over: shape, from: 2, to: -inf, scale: alpha, count: 7, rate: 10, hold: 0.5, write: [files, \(outputs)]}"
    )
  }

  /// The frames of an animation as ffmpeg decodes them.
  private func decoded(_ file: URL, _ ffmpeg: Tool, width: Int, height: Int) throws -> [Image] {
    let result = try ffmpeg.run([
      "-loglevel", "error", "-i", file.path, "-fps_mode", "passthrough", "-f", "rawvideo",
      "-pix_fmt", "rgba", "-",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let size = 4 * width * height
    return stride(from: 0, to: result.output.count - size + 1, by: size).map {
      Image(width: width, height: height, pixels: [UInt8](result.output[$0..<($0 + size)]))
    }
  }

  @Test(
    "every frame of the animated PNG is the still frame, pixel by pixel",
    .enabled(if: Tool("ffmpeg") != nil, "ffmpeg is not installed"))
  func apng() throws {
    let ffmpeg = try #require(Tool("ffmpeg"))
    let scene = try scene("apng")
    defer { scene.remove() }
    _ = try scene.renderer().run()
    let stills = try (0..<7).map { i in
      try PNGFile.decode(
        [UInt8](Data(contentsOf: scene.folder.appendingPathComponent("sweep/000\(i).png"))))
    }
    let frames = try decoded(
      scene.folder.appendingPathComponent("sweep-animated.png"), ffmpeg, width: stills[0].width,
      height: stills[0].height)
    #expect(frames.count == 7)
    for (a, b) in zip(frames, stills) { #expect(a == b) }
    #expect(try scene.renderer().run().written == 0)
  }

  @Test(
    "every frame of a video is close to the still frame",
    .enabled(if: Tool("ffmpeg") != nil, "ffmpeg is not installed"),
    arguments: ["mp4", "webm", "gif"])
  func video(kind: String) throws {
    let ffmpeg = try #require(Tool("ffmpeg"))
    let scene = try scene(kind)
    defer { scene.remove() }
    _ = try scene.renderer().run()
    let file = scene.folder.appendingPathComponent("sweep.\(kind)")
    let still = try PNGFile.decode(
      [UInt8](Data(contentsOf: scene.folder.appendingPathComponent("sweep/0000.png"))))
    let (w, h) =
      kind == "gif"
      ? (still.width, still.height) : ((still.width + 1) / 2 * 2, (still.height + 1) / 2 * 2)
    let frames = try decoded(file, ffmpeg, width: w, height: h)
    #expect(frames.count >= 7)
    for (i, frame) in frames.prefix(7).enumerated() {
      let still = try PNGFile.decode(
        [UInt8](Data(contentsOf: scene.folder.appendingPathComponent("sweep/000\(i).png"))))
      var sum = 0
      for y in 0..<still.height {
        for x in 0..<(4 * still.width) {
          sum += abs(Int(frame.pixels[y * 4 * w + x]) - Int(still.pixels[y * 4 * still.width + x]))
        }
      }
      #expect(Double(sum) / Double(still.pixels.count) < 2, "frame \(i) of \(kind)")
    }
  }

  @Test(
    "the animated SVG shows each frame in its time, and the last one to who prefers stillness",
    .enabled(if: Chromium.tool != nil, "chromium is not installed"))
  func svg() throws {
    let chromium = try #require(Chromium.tool)
    let scene = try scene("svg")
    defer { scene.remove() }
    _ = try scene.renderer().run()
    let bytes = try Data(contentsOf: scene.folder.appendingPathComponent("sweep-animated.svg"))
    if let xmllint = Tool("xmllint") {
      let result = try xmllint.run(["--noout", "-"], input: bytes)
      #expect(result.status == 0, "\(result.errors)")
    }
    let still = try PNGFile.decode(
      [UInt8](Data(contentsOf: scene.folder.appendingPathComponent("sweep/0000.png"))))
    for (milliseconds, frame) in [(50, 0), (350, 3), (1100, 6)] {
      let shown = try Chromium.moment(
        milliseconds, of: bytes, width: still.width, height: still.height, with: chromium)
      try expectFrame(frame, shown, scene)
    }
    let calm = try Chromium.picture(
      of: [UInt8](bytes), width: still.width, height: still.height, scale: 1, with: chromium,
      options: ["--force-prefers-reduced-motion"])
    try expectFrame(6, calm, scene)
  }

  private func expectFrame(_ frame: Int, _ shown: Image, _ scene: Scene) throws {
    func share(_ i: Int) throws -> Double {
      let file = scene.folder.appendingPathComponent("sweep/000\(i).png")
      let still = try PNGFile.decode([UInt8](Data(contentsOf: file)))
      return try #require(Comparison(shown, still, tolerance: 40)).share
    }
    #expect(try share(frame) < 0.002)
    #expect(try share((frame + 3) % 7) > 0.004, "another frame would not be told apart")
  }
}
