import Foundation
import TestSupport
import Testing

/// `rho watch` as a process that a test talks to.
private final class WatchedProgram {
  let program: Program
  private let process = Process()
  private let log: URL

  init(_ program: Program, _ arguments: String...) throws {
    self.program = program
    log = program.url("log.txt")
    try Data().write(to: log)
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["watch"] + arguments
    process.currentDirectoryURL = program.folder
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// Waits until something is true, for at most half a minute.
  func waits(_ isTrue: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<1500 {
      if try isTrue() { return true }
      usleep(20_000)
    }
    return false
  }

  /// Ends it, and says how it ended. Not by SIGINT, which a test runner in the background may have switched
  /// off for all that it starts.
  func end() -> (reason: Process.TerminationReason, status: Int32) {
    process.terminate()
    process.waitUntilExit()
    return (process.terminationReason, process.terminationStatus)
  }

  /// The page's address, once it is told.
  func address() throws -> String {
    #expect(waits { said.contains("http://127.0.0.1:") })
    let found = said.split(whereSeparator: { " \n".contains($0) }).first { $0.hasPrefix("http:") }
    return String(try #require(found))
  }
}

@Suite("rho watch", .serialized)
struct WatchTests {
  static let config = """
    scale: 1
    data: {toy: {csv: toy.csv}}
    figures:
      one: {title: Before, alt: Points., width: 200, panels: [{marks: [{points: {data: toy}}]}]}
    """

  @Test func drawsAgainWhatASaveTouches() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.config, "figures.yaml")
    try program.write(Program.toy, "toy.csv")
    let watch = try WatchedProgram(program)
    func picture() -> String {
      (try? program.read("one.svg")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    #expect(watch.waits { watch.said.contains("1 file written") })
    let first = picture()
    #expect(first.contains(">Before<"))

    try program.write(Self.config.replacingOccurrences(of: "Before", with: "After"), "figures.yaml")
    #expect(watch.waits { picture().contains(">After<") })

    // The table, put in place by renaming as editors do.
    let second = picture()
    try program.write(Program.toy + "3,7\n", "new.csv")
    try FileManager.default.removeItem(at: program.url("toy.csv"))
    try FileManager.default.moveItem(at: program.url("new.csv"), to: program.url("toy.csv"))
    #expect(watch.waits { picture() != second })

    // A mistake is told with its place, and the picture stays.
    let third = picture()
    try program.write(Self.config.replacingOccurrences(of: "title", with: "titel"), "figures.yaml")
    #expect(watch.waits { watch.said.contains("figures.yaml:4:9: error: unknown key 'titel'") })
    #expect(picture() == third)
    try program.write(Self.config, "figures.yaml")
    #expect(watch.waits { picture().contains(">Before<") })

    let end = watch.end()
    #expect(end.reason == .uncaughtSignal && end.status == SIGTERM)
    #expect(!program.files.contains { $0.hasSuffix("-part") })
  }

  @Test func servesThePicturesToThisMachineAlone() throws {
    guard let curl = Tool("curl") else { return print("skipped: curl is not installed") }
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.config, "figures.yaml")
    try program.write(Program.toy, "toy.csv")
    let watch = try WatchedProgram(program, "--serve", "--port", "18743")
    let address = try watch.address()
    func get(_ path: String, _ more: String...) throws -> (status: String, body: String) {
      let result = try curl.run(
        ["-s", "--path-as-is", "--max-time", "40", "-w", "\n%{http_code}"] + more + [address + path]
      )
      let lines = result.text.components(separatedBy: "\n")
      return (lines.last ?? "", lines.dropLast().joined(separator: "\n"))
    }
    let page = try get("")
    #expect(page.status == "200" && page.body.hasPrefix("<!DOCTYPE html>"))
    let picture = try get("pictures/one.svg?1")
    let file = String(decoding: try program.read("one.svg"), as: UTF8.self)
    #expect(picture.status == "200" && picture.body == file)
    for path in [
      "pictures/../figures.yaml", "pictures/figures.yaml", "pictures/%2e%2e/toy.csv", "x",
    ] {
      let status = try get(path).status
      #expect(status == "404", "\(path)")
    }
    let foreign = try get("", "-H", "Host: example.org").status
    #expect(foreign == "403")

    // A question about news is answered when there are some.
    let state = try get("state?after=-1").body
    #expect(state.contains("\"version\":1") && state.contains("\"light\":\"one.svg\""))
    try program.write("figures: 3\n", "figures.yaml")
    let news = try get("state?after=1").body
    #expect(news.contains("\"version\":2") && news.contains("figures.yaml:1:"))
    #expect(news.contains("one.svg"))

    // A second one finds another port.
    let other = try WatchedProgram(program, "--serve", "--port", "18743")
    try program.write(Self.config, "figures.yaml")
    let second = try other.address()
    #expect(second != address)
    _ = other.end()
    _ = watch.end()
  }

  @Test func mistakesOnTheCommandLineAreTold() throws {
    let rho = try Program()
    defer { rho.remove() }
    for (arguments, message) in [
      (["watch", "-"], "cannot be watched"), (["watch"], "there is no figures.yaml"),
      (["watch", "x.yaml", "--port", "0"], "--port must lie"),
    ] {
      let result = try rho.tool.run(arguments, in: rho.folder)
      #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    }
  }
}
