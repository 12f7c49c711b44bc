import Foundation
import TestSupport
import Testing

/// What is written never takes the place of what is read, nor of what else is written.
@Suite("Outputs")
struct OutputTests {
  private static let table = "x,y\n0,1\n1,2\n2,1.5\n3,4\n4,4.5\n"

  private func program(_ config: String = Program.small) throws -> Program {
    let program = try Program()
    try program.write(config, "figures.yaml")
    try program.write(Self.table, "t.csv")
    try program.write(Program.toy, "toy.csv")
    try FileManager.default.createDirectory(
      at: program.url("sub"), withIntermediateDirectories: true)
    for (link, file) in [("link.csv", "t.csv"), ("link.html", "figures.yaml")] {
      try FileManager.default.createSymbolicLink(
        atPath: program.url(link).path, withDestinationPath: file)
    }
    return program
  }

  /// Everything in the folder, links as what they lead to.
  private func content(_ program: Program) -> [String: Data] {
    Dictionary(uniqueKeysWithValues: program.files.map { ($0, (try? program.read($0)) ?? Data()) })
  }

  private func expectRefused(_ arguments: [String], _ words: String, in rho: Program) throws {
    let before = content(rho)
    let run = try rho.tool.run(arguments, in: rho.folder)
    #expect(run.status == 2, "\(arguments): \(run.errors)")
    #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
    #expect(content(rho) == before, "\(arguments)")
  }

  @Test("what a command reads is not written")
  func inputs() throws {
    let rho = try program()
    defer { rho.remove() }
    let fit = ["fit", "t.csv", "--x", "x", "--y", "y"]
    for path in ["t.csv", "./t.csv", "sub/../t.csv", "link.csv", rho.url("t.csv").path] {
      try expectRefused(fit + ["--csv", path], "that is the table", in: rho)
    }
    try expectRefused(
      ["fit", "link.csv", "--x", "x", "--y", "y", "--csv", "t.csv"], "that is the table", in: rho)
    try expectRefused(
      ["report", "t.csv", "--x", "x", "--y", "y", "--out", "t.csv"], "that is the table", in: rho)
    for path in ["figures.yaml", "link.html"] {
      for format in ["html", "md"] {
        try expectRefused(
          ["report", "--only", "one", "--out", path, "--format", format], "that is the config",
          in: rho)
      }
    }
    try expectRefused(
      ["report", "--only", "one", "--out", "toy.csv"], "that is a table or font", in: rho)
  }

  @Test("a picture does not take the place of the table that it shows, numbered ones neither")
  func pictures() throws {
    let rho = try program(
      "data: {t: {csv: f.svg}}\nfigures: {f: {panels: [{marks: [{points: {data: t}}]}]}}\n")
    defer { rho.remove() }
    try rho.write(Self.table, "f.svg")
    try expectRefused(["render"], "figures.yaml:2:14: error: cannot write the figure 'f'", in: rho)
    try FileManager.default.createDirectory(at: rho.url("f"), withIntermediateDirectories: true)
    try rho.write(Self.table, "f/0007.svg")
    try rho.write(
      """
      data: {t: {csv: f/0007.svg}}
      figures:
        f:
          frames: {over: k, from: 0, to: 1, count: 2, write: [files]}
          panels: [{marks: [{points: {data: t}}, {rule: {y: k}}]}]
      """, "frames.yaml")
    try expectRefused(["render", "frames.yaml"], "that is a table or font", in: rho)
  }

  @Test("two outputs are two files")
  func twice() throws {
    let rho = try program()
    defer { rho.remove() }
    let fit = ["fit", "t.csv", "--x", "x", "--y", "y"]
    for (a, b) in [("a.svg", "a.svg"), ("a.svg", "./a.svg"), ("new/a.svg", "sub/../new/a.svg")] {
      try expectRefused(
        fit + ["--figure", a, "--animation", b], "--figure is written there", in: rho)
    }
    try expectRefused(
      fit + ["--csv", "a.html", "--report", "./a.html"], "--csv is written there", in: rho)
    // Devices lose nothing.
    let run = try rho.tool.run(
      fit + ["--csv", "/dev/null", "--report", "sub/a.html"], in: rho.folder)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test(
    "an empty name is none of a figure, and does not stand for all", arguments: ["", ",", "one,"])
  func emptyNames(only: String) throws {
    let rho = try program()
    defer { rho.remove() }
    for command in ["render", "check", "report", "watch"] {
      try expectRefused([command, "--only", only], "--only needs the ids of figures", in: rho)
    }
  }

  @Test("a folder that is not there is the user's mistake")
  func noFolder() throws {
    let rho = try program()
    defer { rho.remove() }
    try expectRefused(["new", "nodir/x.yaml"], "there is no folder 'nodir'", in: rho)
    try expectRefused(["new", ""], "needs the name of a file", in: rho)
    try expectRefused(
      ["fit", "t.csv", "--x", "x", "--y", "y", "--csv", "no/dir/a.csv"],
      "there is no folder 'no/dir'", in: rho)
  }

  @Test("what killed runs have left is taken away by whatever writes there")
  func leftovers() throws {
    let rho = try program()
    defer { rho.remove() }
    for arguments in [
      ["new", "x.yaml"], ["report", "--only", "one", "--quiet"],
      ["fit", "t.csv", "--x", "x", "--y", "y", "--csv", "o.csv"],
      ["fit", "t.csv", "--x", "x", "--y", "y", "--figure", "o.svg"],
    ] {
      try rho.write("half", ".report.html.1.rho-part")
      let run = try rho.tool.run(arguments, in: rho.folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(!rho.files.contains { $0.hasSuffix(".rho-part") }, "\(arguments)")
    }
  }

  @Test("a pipe that nobody reads is told of at once, and one that is read gets the picture")
  func pipes() throws {
    let rho = try program()
    defer { rho.remove() }
    let shell = Tool(path: "/bin/sh")
    func run(_ script: String) throws -> Tool.Result {
      try shell.run(["-c", "rho='\(Program.path)'; \(script)"], in: rho.folder)
    }
    let alone = try run("mkfifo one.svg; timeout 20 \"$rho\" render --only one --theme light")
    #expect(alone.status == 1)
    #expect(
      alone.errors.contains("'./one.svg': it is a pipe that nobody reads")
        || alone.errors.contains("'one.svg': it is a pipe that nobody reads"), "\(alone.errors)")
    let read = try run(
      "cat one.svg > got.svg & \"$rho\" render --only one --theme light --format svg; s=$?; wait; exit $s"
    )
    #expect(read.status == 0, "\(read.errors)")
    #expect(String(decoding: try rho.read("got.svg"), as: UTF8.self).hasSuffix("</svg>\n"))
  }

  @Test("a file that may not grow so large is an error with its reason, and leaves nothing")
  func fileSizeLimit() throws {
    let rho = try program()
    defer { rho.remove() }
    let before = content(rho)
    for command in [
      "render --only one --format svg", "new x.yaml", "report --only one",
      "fit t.csv --x x --y y --figure o.svg", "schema > s.json",
    ] {
      let run = try Tool(path: "/bin/sh").run(
        ["-c", "ulimit -f 1; '\(Program.path)' \(command)"], in: rho.folder)
      #expect(run.status == 1, "\(command): \(run.status)")
      #expect(run.errors.contains("File too large"), "\(command): \(run.errors)")
      try? FileManager.default.removeItem(at: rho.url("s.json"))
    }
    // That nothing was drawn is remembered.
    try? FileManager.default.removeItem(at: rho.url(".rho-state.json"))
    #expect(content(rho) == before)
  }

  @Test("how many files were up to date counts numbered files one by one")
  func counts() throws {
    let rho = try program(
      """
      formats: [svg]
      figures:
        f:
          frames: {over: k, from: 0, to: 1, count: 7, write: [files]}
          panels: [{x: {domain: [0, 1]}, y: {domain: [0, 1]}, marks: [{rule: {y: k}}]}]
      """)
    defer { rho.remove() }
    #expect(try rho("render").errors.contains("8 files written"))
    try FileManager.default.removeItem(at: rho.url(".rho-state.json"))
    let second = try rho("render").errors
    #expect(
      second.contains("1 file written to .") && second.contains(", 7 up to date"), "\(second)")
    try FileManager.default.removeItem(at: rho.url("f/0003.svg"))
    let third = try rho("render").errors
    #expect(third.contains("1 file written to .") && third.contains(", 7 up to date"), "\(third)")
  }

  @Test("JSON has nothing that a terminal would obey, and means the same")
  func json() throws {
    let rho = try program(
      "figures: {f: {title: \"a\\u202Eb\", panels: [{marks: [{rule: {x: 1}}]}]}}")
    defer { rho.remove() }
    let run = try rho("list", "--json")
    #expect(run.text.contains("a\\u202eb"))
    let list = try JSONSerialization.jsonObject(with: run.output) as? [[String: Any]]
    #expect(list?.first?["title"] as? String == "a\u{202E}b")
  }

  @Test("a hundred thousand numbered files are listed in a moment, each once")
  func manyFiles() throws {
    let rho = try program(
      """
      formats: [svg]
      figures:
        f:
          frames: {over: k, from: 0, to: 1, count: 100000, write: [files]}
          panels: [{marks: [{rule: {y: k}}]}]
      """)
    defer { rho.remove() }
    let lines = try rho("list", "--files").text.split(separator: "\n")
    #expect(lines.count == 100_001)
    #expect(lines.first == "f.svg" && lines[1] == "f/0000.svg" && lines.last == "f/99999.svg")
  }
}
