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
    // A test runner in the background may have Ctrl-C switched off for all that it starts.
    let before = signal(SIGINT, SIG_DFL)
    defer { signal(SIGINT, before) }
    try process.run()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// Waits until something is true, for at most half a minute.
  func waits(_ isTrue: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<1500 {
      if try isTrue() { return true }
      usleep(20_000)
    }
    return false
  }

  /// Ends it, and says how it ended; nil if it did not end.
  func end(by number: Int32 = SIGTERM) -> Process.TerminationReason? {
    kill(process.processIdentifier, number)
    guard waits({ !process.isRunning }) else {
      kill(process.processIdentifier, SIGKILL)
      return nil
    }
    #expect(process.terminationStatus == number)
    return process.terminationReason
  }

  /// The page's address, once it is told.
  func address() throws -> String {
    #expect(waits { said.contains("http://127.0.0.1:") })
    let found = said.split(whereSeparator: { " \n".contains($0) }).first { $0.hasPrefix("http:") }
    return String(try #require(found))
  }
}

@Suite("rho watch", .serialized, .timeLimit(.minutes(3)))
struct WatchTests {
  static let config = """
    scale: 1
    data: {toy: {csv: toy.csv}}
    figures:
      one: {title: Before $x_2$, alt: Points., width: 200, panels: [{marks: [{points: {data: toy}}]}]}
      two: {width: 200, panels: [{marks: [{rule: {x: 1}}]}]}
    """

  private func program(_ config: String = Self.config) throws -> Program {
    let program = try Program()
    try program.write(config, "figures.yaml")
    try program.write(Program.toy, "toy.csv")
    return program
  }

  private func picture(_ program: Program) -> String {
    (try? program.read("one.svg")).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private func shows(_ text: String, _ program: Program) -> Bool { picture(program).contains(text) }

  @Test("a pipe in the place of the config or the table is told, and does not end the watch")
  func pipes() throws {
    let program = try program()
    defer { program.remove() }
    let watch = try WatchedProgram(program)
    #expect(watch.waits { watch.said.contains("2 files in ") })
    for (name, text) in [
      ("figures.yaml", Self.config.replacing("Before", with: "After")),
      ("toy.csv", Program.toy + "3,7\n"),
    ] {
      let before = picture(program)
      #expect(mkfifo(program.url("pipe").path, 0o600) == 0)
      #expect(rename(program.url("pipe").path, program.url(name).path) == 0)
      #expect(watch.waits { watch.said.contains("'\(name)' is not a file") })
      try FileManager.default.removeItem(at: program.url(name))
      try program.write(text, name)
      #expect(watch.waits { picture(program) != before })
    }
    #expect(watch.end() == .uncaughtSignal)
  }

  @Test("a save draws what it touches, and a mistake leaves the pictures alone")
  func saves() throws {
    let program = try program()
    defer { program.remove() }
    let watch = try WatchedProgram(program)
    #expect(watch.waits { watch.said.contains("drew one, two: 2 files in ") })
    #expect(shows("Before", program))

    try program.write(Self.config.replacing("Before", with: "After"), "figures.yaml")
    #expect(watch.waits { shows("After", program) })
    #expect(watch.waits { watch.said.contains("drew one: 1 file in ") })

    // The table, put in place by renaming as editors do.
    let second = picture(program)
    try program.write(Program.toy + "3,7\n", "new.csv")
    try FileManager.default.removeItem(at: program.url("toy.csv"))
    try FileManager.default.moveItem(at: program.url("new.csv"), to: program.url("toy.csv"))
    #expect(watch.waits { picture(program) != second })
    #expect(!watch.said.contains("error"))

    // A mistake is told with its place, and the picture stays.
    let third = picture(program)
    try program.write(Self.config.replacing("title", with: "titel"), "figures.yaml")
    #expect(watch.waits { watch.said.contains("figures.yaml:4:9: error: unknown key 'titel'") })
    let isKept = picture(program) == third
    #expect(isKept)
    try program.write(Self.config, "figures.yaml")
    #expect(watch.waits { shows("Before", program) })

    #expect(watch.end() == .uncaughtSignal)
    #expect(!program.files.contains { $0.hasSuffix("-part") })
  }

  @Test("a table that has the mistake is watched from the start")
  func mendedTable() throws {
    let program = try program()
    defer { program.remove() }
    try program.write("x,y\n0,two\n", "toy.csv")
    let watch = try WatchedProgram(program)
    #expect(watch.waits { watch.said.contains("toy.csv:2:3: error: 'two' is not a number") })
    try program.write(Program.toy, "toy.csv")
    #expect(watch.waits { shows("Before", program) })
    #expect(watch.end() == .uncaughtSignal)
  }

  @Test("a config that goes is missed only after a moment, and drawn when it is back")
  func movedAway() throws {
    let program = try program()
    defer { program.remove() }
    let watch = try WatchedProgram(program)
    #expect(watch.waits { watch.said.contains("drew one, two") })
    let (here, there) = (program.url("figures.yaml"), program.url("aside.yaml"))
    // Away for less than the moment: nobody is told.
    try FileManager.default.moveItem(at: here, to: there)
    usleep(60_000)
    try program.write(Self.config.replacing("Before", with: "After"), "figures.yaml")
    #expect(watch.waits { shows("After", program) })
    #expect(!watch.said.contains("error"))
    // Away for good.
    try FileManager.default.removeItem(at: here)
    #expect(watch.waits { watch.said.contains("error: cannot read 'figures.yaml'") })
    #expect(shows("After", program))
    try FileManager.default.moveItem(at: there, to: here)
    #expect(watch.waits { shows("Before", program) })
    #expect(watch.end() == .uncaughtSignal)
  }

  @Test("Ctrl-C ends it at once, without a word and with nothing half written")
  func interrupted() throws {
    let program = try program()
    defer { program.remove() }
    let idle = try WatchedProgram(program)
    #expect(idle.waits { idle.said.contains("drew one, two") })
    let said = idle.said
    #expect(idle.end(by: SIGINT) == .uncaughtSignal)
    #expect(idle.said == said)
    // In the middle of a sequence of pictures.
    try program.write(
      """
      formats: [png]
      figures:
        sweep:
          frames: {over: shape, from: 2, to: 0, count: 5000, write: [files]}
          panels: [{x: {domain: [-3, 3]}, marks: [{curves: rho, alpha: shape}]}]
      """, "figures.yaml")
    let busy = try WatchedProgram(program)
    #expect(busy.waits { program.files.contains("sweep/0003.png") })
    #expect(busy.end(by: SIGINT) == .uncaughtSignal)
    #expect(busy.said.isEmpty)
    #expect(!program.files.contains { $0.hasSuffix("-part") })
  }

  @Test(
    "the page, its pictures and its news are for this machine alone",
    .enabled(if: Tool("curl") != nil, "curl is not installed"))
  func served() throws {
    let curl = try #require(Tool("curl"))
    let program = try program()
    defer { program.remove() }
    let watch = try WatchedProgram(program, "--serve", "--port", "18743")
    let address = try watch.address()
    #expect(watch.waits { watch.said.contains("drew one, two") })
    func get(_ path: String, _ more: String...) throws -> (status: String, body: String) {
      let result = try curl.run(
        ["-s", "--path-as-is", "--max-time", "40", "-w", "\n%{http_code}"] + more + [address + path]
      )
      let lines = result.text.components(separatedBy: "\n")
      return (lines.last ?? "", lines.dropLast().joined(separator: "\n"))
    }
    let page = try get("")
    #expect(page.status == "200" && page.body.hasPrefix("<!DOCTYPE html>"))
    #expect(!page.body.contains("//127") && !page.body.contains("https:"))
    let shown = try get("pictures/one.svg?1")
    let isWhole = shown.body == picture(program)
    #expect(shown.status == "200" && isWhole)
    for path in [
      "pictures/../figures.yaml", "pictures/figures.yaml", "pictures/%2e%2e/toy.csv", "x",
      "pictures/%2Fetc%2Fpasswd", "pictures//etc/passwd", "../figures.yaml", "figures.yaml",
      "pictures/", "pictures/.rho-state.json", "pictures/one.svg%00",
    ] {
      let status = try get(path).status
      #expect(status == "404" || status == "400", "\(path) \(status)")
    }
    for host in ["example.org", "127.0.0.1", "127.0.0.1.example.org:18743", "localhost:1", ""] {
      let (status, body) = try get("", "-H", "Host: \(host)")
      #expect(status == "403" || status == "400", "\(host)")
      #expect(!body.contains("html"), "\(host)")
    }
    let posted = try get("", "-X", "POST").status
    #expect(posted == "400")

    // A question about news is answered when there are some.
    let state = try get("state?after=-1").body
    #expect(state.contains("\"name\":\"one.svg\"") && state.contains("\"mistakes\":[]"))
    #expect(state.contains("\"title\":\"Before x_2\"") && state.contains("Points."))
    #expect(!state.contains(program.folder.path))
    let version = try #require(Self.version(state))
    try program.write("figures: 3\n", "figures.yaml")
    let news = try get("state?after=\(version)").body
    #expect(Self.version(news) == version + 1 && news.contains("figures.yaml:1:10: error"))
    #expect(news.contains("one.svg") && news.contains("^"))
    try program.write(Self.config, "figures.yaml")
    let mended = try get("state?after=\(version + 1)").body
    #expect(mended.contains("\"mistakes\":[]") && mended.contains("one.svg"))

    // A second one finds another port, and has its page before there is a picture.
    try program.write("figures: 3\n", "figures.yaml")
    let other = try WatchedProgram(program, "--serve", "--port", "18743")
    let second = try other.address()
    #expect(second != address)
    let early = try curl.run(["-s", "--max-time", "40", second + "state?after=0"]).text
    #expect(early.contains("figures.yaml:1:10: error"))
    #expect(other.end() == .uncaughtSignal)
    #expect(watch.end() == .uncaughtSignal)
  }

  @Test(
    "a thousand who say nothing and sixty-four who drip keep nobody waiting, and are not waited for",
    .enabled(if: Tool("python3") != nil, "python3 is not installed"))
  func crowd() throws {
    let python = try #require(Tool("python3"))
    let program = try program()
    defer { program.remove() }
    let watch = try WatchedProgram(program, "--serve", "--port", "18813")
    let port = try #require(
      watch.address().split(whereSeparator: { ":/".contains($0) }).last.map(String.init))
    let script = """
      import resource, socket, sys, time
      port = int(sys.argv[1])
      soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
      resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2048)), hard))

      def connect():
          return socket.create_connection(("127.0.0.1", port), 5)

      def page():
          start = time.monotonic()
          with connect() as s:
              s.sendall(b"GET / HTTP/1.1\\r\\nHost: 127.0.0.1:%d\\r\\n\\r\\n" % port)
              data = b""
              while chunk := s.recv(65536):
                  data += chunk
          assert data.startswith(b"HTTP/1.1 200") and data.endswith(b"</html>\\n"), data[:100]
          return time.monotonic() - start

      def is_open(s):
          try:
              return s.recv(1) != b""
          except BlockingIOError:
              return True
          except OSError:
              return False

      idle = [connect() for _ in range(1000)]
      drip = [connect() for _ in range(64)]
      for s in idle + drip:
          s.setblocking(False)
      begin = time.monotonic()
      slowest = page()
      alive = sum(map(is_open, drip))
      while time.monotonic() - begin < 12:
          for s in drip:
              try:
                  s.send(b"G")
              except OSError:
                  pass
          slowest = max(slowest, page())
          time.sleep(0.25)
      print(slowest, alive, sum(map(is_open, drip)), sum(map(is_open, idle)))
      """
    let result = try python.run(["-c", script, port])
    #expect(result.status == 0, "\(result.errors)")
    let said = result.text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    try #require(said.count == 4)
    #expect(said[0] < 1, "the slowest page took \(said[0]) s")
    // They drip on beside the pages, until the one deadline of their request: letters do not move it.
    #expect(said[1] == 64)
    #expect(said[2] == 0 && said[3] == 0)
    #expect(watch.end() == .uncaughtSignal)
  }

  @Test(
    "it listens at 127.0.0.1 and nowhere else",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/proc/net/tcp"),
      "this system does not tell of its sockets in /proc"))
  func loopback() throws {
    let program = try program()
    defer { program.remove() }
    let watch = try WatchedProgram(program, "--serve", "--port", "18783")
    let address = try watch.address()
    let port = try #require(address.split(whereSeparator: { ":/".contains($0) }).last)
    let hex = String(try #require(Int(port)), radix: 16, uppercase: true)
    let listening = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path -> [String] in
      let table = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return table.split(separator: "\n").compactMap { line in
        let fields = line.split(separator: " ")
        guard fields.count > 3, fields[3] == "0A", fields[1].hasSuffix(":\(hex)") else {
          return nil
        }
        return String(fields[1])
      }
    }
    #expect(listening == ["0100007F:\(hex)"])
    #expect(watch.end() == .uncaughtSignal)
  }

  private static func version(_ state: String) -> Int? {
    // Those of files stand in quotes.
    state.ranges(of: "\"version\":").compactMap {
      Int(state[$0.upperBound...].prefix { $0.isNumber })
    }.first
  }

  @Test func mistakesOnTheCommandLineAreTold() throws {
    let rho = try Program()
    defer { rho.remove() }
    for (arguments, message) in [
      (["watch", "-"], "cannot be watched"), (["watch"], "there is no figures.yaml"),
      (["watch", "x.yaml", "--port", "0"], "--port must lie"),
      (["watch", "x.yaml"], "cannot read 'x.yaml'"),
      (["watch", "x.yaml", "--open"], "--open"),
    ] {
      let result = try rho.tool.run(arguments, in: rho.folder)
      #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    }
  }
}
