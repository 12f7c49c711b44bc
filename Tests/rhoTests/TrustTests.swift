import Foundation
import TestSupport
import Testing

/// What Rho takes for finished is finished, whoever wrote it, cut it short or put something else in its place.
@Suite("Files that can be trusted")
struct TrustTests {
  private static let frames = """
    formats: [svg, png]
    scale: 0.5
    figures:
      sweep:
        width: 100
        frames: {over: shape, from: 2, to: 0, count: 3, write: [files]}
        panels: [{x: {domain: [-3, 3]}, y: {domain: [0, 4]}, marks: [{curves: rho, alpha: shape}]}]
    """

  /// Every form in which figures are written.
  private static let everything = """
    formats: [svg, png]
    scale: 0.5
    theme: both
    data: {toy: {csv: toy.csv}}
    fits: {line: {data: toy, loss: {alpha: 2, scale: 1}, optimizer: {adam: {rate: 0.01}}, steps: 9}}
    figures:
      fit:
        width: 100
        frames: {fit: line, every: 5, write: [files]}
        panels: [{marks: [{points: {data: toy}}, {line: {fit: line}}]}]
      still: {width: 100, panels: [{marks: [{points: {data: toy}}]}]}
      sweep:
        width: 100
        frames: {over: shape, from: 2, to: 0, count: 3, hold: 0.2, write: [files, apng, svg, gif, mp4, webm]}
        panels: [{x: {domain: [-3, 3]}, y: {domain: [0, 4]}, marks: [{curves: rho, alpha: shape}]}]
    """

  private static let hasFFmpeg = Tool("ffmpeg") != nil

  private func program(_ config: String) throws -> Program {
    let program = try Program()
    try program.write(config, "figures.yaml")
    try program.write(Program.toy, "toy.csv")
    return program
  }

  /// The files that were made, with their bytes; records are left out.
  private func pictures(_ program: Program) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in program.files
    where name.wholeMatch(of: /.*\.(svg|png|gif|mp4|webm)/) != nil {
      result[name] = try program.read(name)
    }
    return result
  }

  private func shell(_ script: String, in program: Program) throws -> Tool.Result {
    try Tool(path: "/bin/sh").run(["-c", script], in: program.folder)
  }

  // MARK: Numbered files

  @Test("numbered files that are empty, cut short or changed are drawn again, and no others")
  func damagedFrames() throws {
    let rho = try program(Self.frames)
    defer { rho.remove() }
    #expect(try rho("render").status == 0)
    let whole = try pictures(rho)
    #expect(whole.count == 8)
    try rho.write("", "sweep/0000.svg")
    try whole["sweep/0001.png"]!.dropLast(9).write(to: rho.url("sweep/0001.png"))
    var changed = whole["sweep/0002.svg"]!
    changed[changed.count / 2] ^= 1
    try changed.write(to: rho.url("sweep/0002.svg"))
    try FileManager.default.removeItem(at: rho.url("sweep/0002.png"))
    // Written anew with the same bytes.
    try whole["sweep/0000.png"]!.write(to: rho.url("sweep/0000.png"))
    let result = try rho("render")
    #expect(result.status == 0)
    // A frame is drawn in all its forms.
    #expect(
      result.text.split(separator: "\n").sorted()
        == ["0", "1", "2"].flatMap { ["sweep/000\($0).png", "sweep/000\($0).svg"] }
        .map { $0[...] })
    #expect(try pictures(rho) == whole)
    try whole["sweep/0001.png"]!.write(to: rho.url("sweep/0001.png"))
    #expect(try rho("render").text.isEmpty)
  }

  private static let records: [String] = [
    "", "\n", "garbage", "DIGEST", "DIGEST -3", "DIGEST 9223372036854775807", "-3 DIGEST",
    "0 DIGEST", "9223372036854775807 DIGEST", "99999999999999999999999 DIGEST", "4 DIGEST",
    "3 DIGEST\n0000.svg", "3 DIGEST\n../sweep.svg 1 2\n\u{0}\u{FFFD} 1 2",
    String(repeating: "3 ", count: 100_000),
  ]

  @Test("a record of frames that says anything at all", arguments: records)
  func hostileRecord(text: String) throws {
    let rho = try program(Self.frames)
    defer { rho.remove() }
    #expect(try rho("render", "-q").status == 0)
    let whole = try pictures(rho)
    let record = String(decoding: try rho.read("sweep/.rho-frames"), as: UTF8.self)
    let digest = try #require(record.split(separator: "\n").first?.split(separator: " ").last)
    try FileManager.default.removeItem(at: rho.url("sweep/0001.svg"))
    try rho.write(text.replacing("DIGEST", with: digest), "sweep/.rho-frames")
    let result = try rho("render", "-q")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try pictures(rho) == whole)
    #expect(try rho("render").text.isEmpty)
  }

  @Test("a pipe or a link to nowhere in a record's place is not waited for")
  func recordsThatAreNoFiles() throws {
    for make in ["mkfifo", "ln -s /nowhere/at/all", "ln -s /dev/zero"] {
      for record in [".rho-state.json", "sweep/.rho-frames", "sweep/.rho-frames-1-2"] {
        let rho = try program(Self.frames)
        defer { rho.remove() }
        #expect(try rho("render", "-q").status == 0)
        let whole = try pictures(rho)
        let result = try shell(
          """
          rm -f \(record); \(make) \(record)
          timeout 20 '\(Program.path)' render -q && timeout 20 '\(Program.path)' check -q
          """, in: rho)
        #expect(result.status == 0, "\(make) \(record): \(result.errors)")
        #expect(try pictures(rho) == whole)
      }
    }
  }

  @Test("frames beyond the last go, and with them those of a form that is no longer drawn")
  func fewerFrames() throws {
    let rho = try program(Self.frames)
    defer { rho.remove() }
    #expect(try rho("render", "-q").status == 0)
    try rho.write("mine", "sweep/9.svg")
    try rho.write(Self.frames.replacing("count: 3", with: "count: 2"), "figures.yaml")
    #expect(try rho("render", "-q", "--format", "svg").status == 0)
    let frames = rho.files.filter { $0.hasPrefix("sweep/") && !$0.contains("rho") }
    #expect(frames == ["sweep/0000.svg", "sweep/0001.svg", "sweep/9.svg"])
  }

  @Test("parts and the whole know of each other's frames")
  func parts() throws {
    let rho = try program(Self.frames)
    defer { rho.remove() }
    for part in ["1/2", "2/2"] { #expect(try rho("render", "-q", "--shard", part).status == 0) }
    #expect(try rho("render").text.isEmpty)
    try rho.write("", "sweep/0001.svg")
    let one = try rho("render", "--shard", "1/2")
    #expect(one.text.isEmpty)
    #expect(try rho("render").text.contains("sweep/0001.svg"))
    #expect(try rho("render", "--shard", "2/2").text.isEmpty)
  }

  // MARK: Temporary files

  @Test("what killed runs left is cleared; what is being written stays")
  func leftovers() throws {
    let rho = try program(Self.frames)
    defer { rho.remove() }
    #expect(try rho("render", "-q").status == 0)
    let left = [".sweep.svg.99999999.rho-part", "sweep/.0001.svg.1-2.rho-part"]
    for name in left { try rho.write("half", name) }
    try rho.write("half", ".other.svg.1.rho-part")
    _ = try shell("mkfifo .pipe.rho-part; mkdir .folder.rho-part", in: rho)
    let held = open(rho.url(".other.svg.1.rho-part").path, O_WRONLY)
    #expect(flock(held, LOCK_EX) == 0)
    #expect(try rho("render", "-q").status == 0)
    func parts() -> [String] { rho.files.filter { $0.hasSuffix("rho-part") } }
    #expect(parts() == [".folder.rho-part", ".other.svg.1.rho-part", ".pipe.rho-part"])
    close(held)
    #expect(try rho("render", "-q").status == 0)
    #expect(parts() == [".folder.rho-part", ".pipe.rho-part"])
  }

  // MARK: Videos

  @Test(
    "a full disk leaves no video, and says so", .enabled(if: hasFFmpeg, "ffmpeg is not installed"),
    arguments: ["mp4", "webm", "gif"])
  func fullDisk(kind: String) throws {
    let rho = try program(
      Self.frames.replacing("[files]", with: "[\(kind)]").replacing("count: 3", with: "count: 30")
        .replacing("[svg, png]", with: "[png]").replacing("width: 100", with: "width: 300"))
    defer { rho.remove() }
    // A limit on the size of files is a full disk that any user can have.
    let result = try shell(
      "trap '' XFSZ; ulimit -f 8; '\(Program.path)' render", in: rho)
    #expect(result.status == 1)
    #expect(result.errors.contains("error: "), "\(result.errors)")
    #expect(!rho.files.contains { $0.contains("rho-part") || $0.hasSuffix(kind) })
    #expect(rho.files.contains("sweep.png"), "too small a disk for this test")
    let next = try rho("render", "-q")
    #expect(next.status == 0, "\(next.errors)")
    #expect(rho.files.contains("sweep.\(kind)"))
  }

  @Test(
    "an encoder that leaves a wrong file and ends well",
    .enabled(if: hasFFmpeg, "ffmpeg is not installed"),
    arguments: [
      ("cat > /dev/null", "is not whole"),
      ("cat > /dev/null; echo no video > \"$f\"", "is not whole"),
      ("head -c 30000 > /dev/null; exit 0", "failed"),
      ("{ head -c 40000; cat > /dev/null; } | real \"$@\"", "frames, not 33"),
      ("real \"$@\"; truncate -s -1 \"$f\"", "it is cut short"),
      ("real \"$@\"; echo >> \"$f\"", "it is cut short"),
      ("real \"$@\"; echo '[mp4 @ 0x1] [error] no room' >&2", "ffmpeg failed: [mp4 @ 0x1] no room"),
      ("cat > /dev/null; kill -9 $$", "failed"), ("exit 3", "failed"),
    ])
  func lyingEncoder(does: String, message: String) throws {
    let rho = try program(
      Self.frames.replacing("[files]", with: "[mp4], rate: 10, hold: 3")
        .replacing("[svg, png]", with: "[svg]"))
    defer { rho.remove() }
    let script = """
      #!/bin/sh
      for f; do :; done
      f="${f#file:}"
      real() { "\(Tool("ffmpeg")?.path ?? "")" "$@"; }
      \(does)

      """
    try FileManager.default.createDirectory(at: rho.url("bin"), withIntermediateDirectories: true)
    try rho.write(script, "bin/ffmpeg")
    #expect(chmod(rho.url("bin/ffmpeg").path, 0o755) == 0)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try rho(
      "render", environment: ["PATH": rho.url("bin").path + ":" + path])
    #expect(result.status == 1)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(!rho.files.contains { $0.hasSuffix("mp4") || $0.contains("rho-part") })
  }

  @Test(
    "where few files may be open, a video comes or a sentence does",
    .enabled(if: hasFFmpeg, "ffmpeg is not installed"))
  func fewDescriptors() throws {
    let rho = try program(
      Self.frames.replacing("[files]", with: "[files, apng, mp4]"))
    defer { rho.remove() }
    var sentences = 0
    for limit in 5...20 {
      let result = try shell(
        "rm -rf sweep* .rho*; ulimit -n \(limit); exec '\(Program.path)' render -q", in: rho)
      #expect([0, 1, 2].contains(result.status), "\(limit) files: \(result.errors)")
      #expect(!result.errors.contains("NSCocoa"), "\(result.errors)")
      let hasVideo = rho.files.contains("sweep.mp4")
      #expect((result.status == 0) == hasVideo, "\(limit) files: \(result.errors)")
      #expect((result.status == 0) == result.errors.isEmpty, "\(limit) files: \(result.errors)")
      if result.status != 0 { sentences += 1 }
      #expect(!rho.files.contains { $0.contains("rho-part") })
    }
    #expect(sentences > 0)
    #expect(sentences < 16)
  }

  // MARK: check and list

  @Test(
    "check names each file that is gone or changed by a bit, and list names them all",
    .enabled(if: hasFFmpeg, "ffmpeg is not installed"))
  func everyFile() throws {
    let rho = try program(Self.everything)
    defer { rho.remove() }
    #expect(try rho("render", "-q").status == 0)
    let whole = try pictures(rho)
    let listed = try rho("list", "--files").text.split(separator: "\n").map(String.init)
    #expect(listed.sorted() == whole.keys.sorted())
    let json = try JSONSerialization.jsonObject(with: rho("list", "--json").output)
    let files = try #require(json as? [[String: Any]]).flatMap { $0["files"] as? [String] ?? [] }
    #expect(files == listed)
    let right = try rho("check")
    #expect(right.status == 0, "\(right.errors)")
    #expect(right.errors == "\(whole.count) files are what the config gives\n")
    // Every other file is changed by a bit, the rest is gone.
    for (i, name) in listed.enumerated() {
      if i % 2 == 0 {
        var bytes = whole[name]!
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: rho.url(name))
      } else {
        try FileManager.default.removeItem(at: rho.url(name))
      }
    }
    let wrong = try rho("check")
    #expect(wrong.status == 1)
    let named = wrong.errors.split(separator: "\n").compactMap {
      $0.wholeMatch(of: /error: (.*?): .*/).map { String($0.output.1) }
    }
    #expect(named.sorted() == listed.sorted(), "\(wrong.errors)")
    #expect(try rho("render", "-q").status == 0)
    #expect(try pictures(rho) == whole)
    // Without a record videos are encoded again to be compared.
    try FileManager.default.removeItem(at: rho.url(".rho-state.json"))
    #expect(try rho("check", "-q").status == 0)
    try whole["sweep.mp4"]!.dropLast().write(to: rho.url("sweep.mp4"))
    #expect(try rho("check", "-q").errors.contains("sweep.mp4: differs from byte"))
    #expect(
      try !FileManager.default.contentsOfDirectory(
        atPath: FileManager.default.temporaryDirectory.path
      ).contains { $0.contains("rho-check") })
  }

  // MARK: make

  @Test(
    "a make rule for a picture is done when the picture is up to date",
    .enabled(if: Tool("make") != nil, "make is not installed"))
  func makeRule() throws {
    let rho = try program(Self.frames)
    defer { rho.remove() }
    try rho.write(
      """
      all: sweep.svg sweep/0002.png
      sweep.svg sweep/0002.png: figures.yaml
      \t'\(Program.path)' render -q $<

      """, "Makefile")
    let make = try #require(Tool("make"))
    func made() throws -> Int {
      let result = try make.run(["-r", "all"], in: rho.folder)
      #expect(result.status == 0, "\(result.errors)")
      return result.text.split(separator: "\n").count { $0.contains("render") }
    }
    #expect(try made() > 0)
    #expect(try made() == 0)
    let whole = try pictures(rho)
    // Something that no picture shows.
    try rho.write("# a word\n" + Self.frames, "figures.yaml")
    #expect(try made() > 0)
    #expect(try made() == 0)
    #expect(try pictures(rho) == whole)
    #expect(try rho("render").text.isEmpty)
  }

  // MARK: What a picture depends on

  @Test("the text mode and a font that changed draw pictures again")
  func dependencies() throws {
    let font = "/usr/share/fonts"
    let found = try shell2("find -L \(font) -name 'DejaVuSans.ttf' -print -quit 2>/dev/null")
    try #require(!found.isEmpty, "fonts-dejavu-core is part of the set-up")
    let rho = try program(Program.small + "\nfonts: {text: ./face.ttf}\n")
    defer { rho.remove() }
    try FileManager.default.copyItem(atPath: found, toPath: rho.url("face.ttf").path)
    #expect(try rho("render", "-q").status == 0)
    #expect(try rho("render").text.isEmpty)
    try rho.write(Program.small + "\nfonts: {text: ./face.ttf}\ntext: outlines\n", "figures.yaml")
    #expect(try rho("render", "--format", "svg").text.contains("one.svg"))
    try rho.write(Program.small + "\nfonts: {text: ./face.ttf}\n", "figures.yaml")
    #expect(try rho("render", "-q").status == 0)
    #expect(try rho("render").text.isEmpty)
    // Another face under the same name.
    let other = try shell2("find -L \(font) -name 'DejaVuSans-Bold.ttf' -print -quit 2>/dev/null")
    try FileManager.default.removeItem(atPath: rho.url("face.ttf").path)
    try FileManager.default.copyItem(atPath: other, toPath: rho.url("face.ttf").path)
    #expect(try rho("render").text.split(separator: "\n").count == 8)
  }

  private func shell2(_ script: String) throws -> String {
    try Tool(path: "/bin/sh").run(["-c", script]).text.trimmingCharacters(
      in: .whitespacesAndNewlines)
  }
}
