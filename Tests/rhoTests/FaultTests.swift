import Foundation
import TestSupport
import Testing

#if os(Linux)
  /// A library that lets a call of a program fail, made from `faults.c` once.
  private enum Faults {
    static let library: String? = {
      guard let compiler = Tool("cc", "clang"),
        let source = Bundle.module.path(forResource: "faults", ofType: "c", inDirectory: "Faults")
      else { return nil }
      let path = FileManager.default.temporaryDirectory.appendingPathComponent(
        "rho-faults-\(UUID().uuidString).so"
      ).path
      let result = try? compiler.run(["-shared", "-fPIC", "-O1", "-o", path, source, "-ldl"])
      return result?.status == 0 ? path : nil
    }()

    /// A call and how it fails.
    struct Kind: CustomTestStringConvertible {
      var call: String
      var error: Int32
      var testDescription: String { "\(call): \(String(cString: strerror(error)))" }
    }

    static let kinds = [
      Kind(call: "write", error: ENOSPC), Kind(call: "write", error: EINTR),
      Kind(call: "open", error: ENOSPC), Kind(call: "open", error: EINTR),
      Kind(call: "open", error: EMFILE), Kind(call: "rename", error: ENOSPC),
      Kind(call: "rename", error: EINTR), Kind(call: "pipe", error: EMFILE),
      Kind(call: "pipe", error: EINTR),
    ]

    static func environment(
      _ kind: Kind, number: Int, in program: String, report: String
    ) -> [String: String] {
      [
        "LD_PRELOAD": library ?? "", "FAULT_PROGRAM": program, "FAULT_CALL": kind.call,
        "FAULT_NUMBER": "\(number)", "FAULT_ERROR": "\(kind.error)", "FAULT_REPORT": report,
      ]
    }
  }

  /// Every call of a kind fails once, in a run of its own: what is there afterwards is whole, the exit code tells,
  /// and the next run makes the rest.
  @Suite("Faults of the system", .enabled(if: Faults.library != nil, "no C compiler is installed"))
  struct FaultTests {
    private static let pictures = """
      formats: [svg, png]
      scale: 0.5
      data: {toy: {csv: toy.csv}}
      figures:
        still: {width: 100, panels: [{marks: [{points: {data: toy}}]}]}
        move:
          width: 100
          frames: {over: q, from: 0, to: 1, count: 2, write: [files, apng, svg]}
          panels: [{x: {domain: [-1, 1]}, y: {domain: [0, 1]}, marks: [{curves: rho, alpha: q, scale: 1}]}]
      """

    private static let video = """
      formats: [svg]
      scale: 0.5
      figures:
        move:
          width: 100
          frames: {over: q, from: 0, to: 1, count: 3, rate: 10, hold: 0, write: [mp4]}
          panels: [{x: {domain: [-1, 1]}, y: {domain: [0, 1]}, marks: [{curves: rho, alpha: q, scale: 1}]}]
      """

    /// The release build where there is one: there are many runs.
    private static let path = ProcessInfo.processInfo.environment["RHO_BINARY"] ?? Program.path

    @Test("pictures, numbered frames and animations", arguments: Faults.kinds)
    private func pictures(_ kind: Faults.Kind) throws {
      // No pipe is needed for these.
      let isUsed = kind.call != "pipe"
      #expect(try failures(kind, in: "rho", Self.pictures) >= (isUsed ? 9 : 0))
    }

    @Test(
      "a video", .enabled(if: Tool("ffmpeg") != nil, "ffmpeg is not installed"),
      arguments: Faults.kinds)
    private func video(_ kind: Faults.Kind) throws {
      #expect(try failures(kind, in: "rho", Self.video) >= 2)
    }

    @Test(
      "a video whose encoder cannot write",
      .enabled(if: Tool("ffmpeg") != nil, "ffmpeg is not installed"),
      arguments: Faults.kinds.filter { $0.call == "write" && $0.error == ENOSPC })
    private func encoder(_ kind: Faults.Kind) throws {
      #expect(try failures(kind, in: "ffmpeg", Self.video) >= 2)
    }

    @Test(
      "every other call is interrupted by a signal",
      .enabled(if: Tool("ffmpeg") != nil, "ffmpeg is not installed"),
      arguments: ["write", "open", "rename", "pipe"])
    private func interrupted(call: String) throws {
      let kind = Faults.Kind(call: call, error: EINTR)
      for config in [Self.pictures, Self.video] {
        let whole = try pictures(of: config)
        let program = try Self.program(config)
        defer { program.remove() }
        let result = try program(
          "render", "-q", "-j", "1",
          environment: Faults.environment(kind, number: 0, in: "rho", report: "/dev/null"))
        #expect(result.status == 0, "\(result.errors)")
        #expect(try Self.files(program) == whole)
      }
    }

    private static func program(_ config: String) throws -> Program {
      let program = try Program(path: path)
      try program.write(config, "figures.yaml")
      try program.write(Program.toy, "toy.csv")
      return program
    }

    /// All files but records, with their bytes; leftovers are among them.
    private static func files(_ program: Program) throws -> [String: Data] {
      var result: [String: Data] = [:]
      for name in program.files where !name.contains(".rho-state") && !name.contains(".rho-frames")
      {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(
          atPath: program.url(name).path, isDirectory: &isFolder)
        if !isFolder.boolValue { result[name] = try program.read(name) }
      }
      return result
    }

    private func pictures(of config: String) throws -> [String: Data] {
      let program = try Self.program(config)
      defer { program.remove() }
      let result = try program("render", "-q", "-j", "1")
      try #require(result.status == 0, "\(result.errors)")
      return try Self.files(program)
    }

    /// Lets the first call fail, then the second, and so on to the last.
    /// - Returns: how many calls there are.
    private func failures(_ kind: Faults.Kind, in name: String, _ config: String) throws -> Int {
      let whole = try pictures(of: config)
      for number in 1...1000 {
        let program = try Self.program(config)
        let report = program.folder.path + "-report"
        defer {
          program.remove()
          try? FileManager.default.removeItem(atPath: report)
        }
        let result = try program(
          "render", "-q", "-j", "1",
          environment: Faults.environment(kind, number: number, in: name, report: report))
        guard FileManager.default.fileExists(atPath: report) else { return number - 1 }
        let files = try Self.files(program)
        if result.status == 0 {
          // Got over it, then everything is there.
          #expect(files == whole, "call \(number)")
        } else {
          #expect(kind.error != EINTR, "call \(number): \(result.errors)")
          #expect([1, 2].contains(result.status), "call \(number) ends it by \(result.status)")
          #expect(result.errors.contains("error: "), "call \(number)")
          for (name, bytes) in files {
            #expect(bytes == whole[name], "call \(number) leaves a false \(name)")
          }
        }
        let next = try program("render", "-q", "-j", "1")
        #expect(next.status == 0, "after call \(number): \(next.errors)")
        #expect(try Self.files(program) == whole, "after call \(number)")
      }
      Issue.record("there is no end of calls")
      return 0
    }
  }
#endif
