import Foundation
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

  @Test("ten times the frames take no more memory")
  func memory() throws {
    guard let python = Tool("python3") else { return print("skipped: python3 is not installed") }
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
