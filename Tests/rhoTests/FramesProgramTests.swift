import Foundation
import PNG
import Rasterizer
import TestSupport
import Testing

@Suite("Sequences, as users run them")
struct FramesProgramTests {
  private func config(count: Int, write: String = "files") -> String {
    """
    formats: [svg, png]
    scale: 1
    figures:
      sweep:
        width: 200
        frames: {over: shape, from: 2, to: -inf, scale: alpha, count: \(count), write: [\(write)]}
        panels: [{x: {domain: [-3, 3]}, y: {domain: [0, 4]}, marks: [{curves: rho, alpha: shape}]}]
    """
  }

  /// The pictures below a program's folder.
  private func pictures(_ program: Program) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in program.files where name.hasSuffix(".svg") || name.hasSuffix(".png") {
      result[name] = try program.read(name)
    }
    return result
  }

  @Test("a sequence killed halfway and run again is what an uninterrupted one is")
  func killed() throws {
    let (killed, whole) = (try Program(), try Program())
    defer {
      killed.remove()
      whole.remove()
    }
    for program in [killed, whole] { try program.write(config(count: 60), "figures.yaml") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["render", "--quiet"]
    process.currentDirectoryURL = killed.folder
    try process.run()
    let tenth = killed.url("sweep/0010.png").path
    let end = Date().addingTimeInterval(60)
    while !FileManager.default.fileExists(atPath: tenth), process.isRunning, Date() < end {
      usleep(2000)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let before = try pictures(killed).count
    #expect(before > 10)
    #expect(before < 122, "it was killed too late to tell anything")
    #expect(try killed("render", "--quiet").status == 0)
    #expect(try whole("render", "--quiet").status == 0)
    #expect(try pictures(killed) == pictures(whole))
  }

  @Test("parts drawn one by one are the whole, and each part draws its own only")
  func parts() throws {
    let (parts, whole) = (try Program(), try Program())
    defer {
      parts.remove()
      whole.remove()
    }
    for program in [parts, whole] { try program.write(config(count: 9), "figures.yaml") }
    #expect(try parts("render", "--shard", "2/3", "-q").status == 0)
    #expect(
      parts.files.filter { $0.hasPrefix("sweep/0") }
        == [1, 4, 7].flatMap { ["sweep/000\($0).png", "sweep/000\($0).svg"] })
    for shard in ["1/3", "3/3"] { #expect(try parts("render", "--shard", shard, "-q").status == 0) }
    #expect(try whole("render", "-q").status == 0)
    #expect(try pictures(parts) == pictures(whole))
    for wrong in ["0/3", "4/3", "3", "a/b", "1/0", "-1/2"] {
      #expect(
        try parts("render", "--shard=\(wrong)").status == 64
          || parts("render", "--shard=\(wrong)").status == 2)
    }
  }

  /// The command of `make frames`, as the Makefile has it.
  private static func recipe() throws -> [String] {
    let makefile = Program.figures.deletingLastPathComponent().appendingPathComponent("Makefile")
    let lines = try String(contentsOf: makefile, encoding: .utf8).components(separatedBy: "\n")
    let rule = try #require(lines.firstIndex { $0.hasPrefix("frames:") })
    let words = lines[rule + 1].split(whereSeparator: { " \t".contains($0) }).map(String.init)
    try #require(words.first == "@$(BINARY)")
    return words.dropFirst().map {
      $0 == "$(CONFIG)" ? Program.figures.appendingPathComponent("figures.yaml").path : $0
    }
  }

  @Test(
    "make frames: a hundred snapshots of the adaptive fit as SVG and as PNG, the last the still")
  func snapshots() throws {
    let program = try Program(
      path: ProcessInfo.processInfo.environment["RHO_BINARY"] ?? Program.path)
    defer { program.remove() }
    // One look and few pixels, which make no other frames.
    let quick = ["--theme", "light", "--scale", "0.25", "--quiet"]
    let result = try program.tool.run(try Self.recipe() + quick, in: program.folder)
    #expect(result.status == 0, "\(result.errors)")
    let names = (0..<100).flatMap { n in
      let number = String(repeating: "0", count: 4 - "\(n)".count) + "\(n)"
      return ["frames/adaptive-fit/\(number).png", "frames/adaptive-fit/\(number).svg"]
    }
    #expect(program.files.filter { $0.hasPrefix("frames/adaptive-fit/0") } == names)
    // Nothing else that moves is written.
    let stills = ["frames/adaptive-fit.png", "frames/adaptive-fit.svg"]
    #expect(try Set(pictures(program).keys) == Set(names + stills))

    let still = (
      svg: try program.read("frames/adaptive-fit.svg"),
      image: try PNGFile.decode([UInt8](program.read("frames/adaptive-fit.png")))
    )
    var snapshots: Set<Data> = []
    for name in names {
      let data = try program.read(name)
      #expect(snapshots.insert(data).inserted, "\(name) is a frame twice")
      if name.hasSuffix(".svg") {
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.hasPrefix("<svg") && text.hasSuffix("</svg>\n"), "\(name)")
      } else {
        let image = try PNGFile.decode([UInt8](data))
        #expect(image.width == still.image.width && image.height == still.image.height, "\(name)")
      }
    }
    #expect(try program.read("frames/adaptive-fit/0099.svg") == still.svg)
    #expect(
      try PNGFile.decode([UInt8](program.read("frames/adaptive-fit/0099.png"))) == still.image)
    // And git does not see them.
    let ignored = Program.figures.deletingLastPathComponent().appendingPathComponent(".gitignore")
    #expect(try String(contentsOf: ignored, encoding: .utf8).contains("\n/frames/\n"))
  }

  @Test("--frames has the last word on what a figure that moves writes")
  func overruled() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(config(count: 3, write: "apng"), "figures.yaml")
    #expect(try program("render", "-q", "--format", "svg", "--frames", "files,svg").status == 0)
    #expect(
      program.files.filter { $0.hasSuffix(".svg") || $0.hasSuffix(".png") } == [
        "sweep-animated.svg", "sweep.svg", "sweep/0000.svg", "sweep/0001.svg", "sweep/0002.svg",
      ])
    // The config is as good as it was.
    #expect(try program("render", "-q", "--format", "png").status == 0)
    #expect(program.files.contains("sweep-animated.png"))
    let wrong = try program("render", "--frames", "avi")
    #expect(wrong.status == 2 && wrong.errors.contains("--frames is files, apng"))
    try program.write(Program.small, "still.yaml")
    try program.write(Program.toy, "toy.csv")
    let still = try program("render", "still.yaml", "--frames", "files")
    #expect(still.status == 2 && still.errors.contains("'frames'"), "\(still.errors)")
  }

  @Test("a video without ffmpeg is an error that names it, and leaves nothing behind")
  func noFFmpeg() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(config(count: 3, write: "mp4"), "figures.yaml")
    let result = try program("render", environment: ["PATH": "/nonexistent"])
    #expect(result.status == 1)
    #expect(result.errors.contains("ffmpeg") && result.errors.contains("install"))
    #expect(!program.files.contains { $0.hasSuffix(".mp4") || $0.hasSuffix("-part") })
  }

  @Test(
    "ten times the frames take no more memory",
    .enabled(if: Tool("python3") != nil, "python3 is not installed"))
  func memory() throws {
    let python = try #require(Tool("python3"))
    func peak(_ count: Int) throws -> Int {
      let program = try Program()
      defer { program.remove() }
      try program.write(config(count: count, write: "apng"), "figures.yaml")
      let script = """
        import resource, subprocess, sys
        subprocess.run(sys.argv[1:], check=True)
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        """
      let result = try python.run(
        ["-c", script, Program.path, "render", "--quiet", "--jobs", "1", "--format", "png"],
        in: program.folder)
      #expect(result.status == 0, "\(result.errors)")
      return try #require(Int(result.text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
    let (few, many) = (try peak(100), try peak(1000))
    print("peak memory of 100 and 1000 frames: \(few) and \(many)")
    #expect(Double(many) <= 1.1 * Double(few))
  }
}
