import Foundation
import TestSupport
import Testing

/// What users and files say is shown on the terminal and never obeyed by it.
@Suite("What is shown of other people's text")
struct HostileTextTests {
  /// Colours, a cursor that moves, a title that is set, a line that is forged, an order that is turned.
  static let texts = [
    "a\u{1B}]0;owned\u{7}b", "a\u{9B}2Jb", "a\u{202E}b\u{2069}", "a\r\u{2028}b",
  ]

  /// What of a text a terminal would obey; line breaks are the program's own.
  static func hazards(_ text: String) -> [String] {
    text.unicodeScalars.filter {
      $0 != "\n"
        && ($0.properties.generalCategory == .control || $0.properties.isBidiControl
          || $0 == "\u{2028}" || $0 == "\u{2029}")
    }.map { String($0.value, radix: 16) }
  }

  private func expectShown(_ result: Tool.Result, _ text: String, _ what: String) {
    let said = result.errors + result.text
    #expect(Self.hazards(said).isEmpty, "\(what): \(said.debugDescription)")
    #expect(said.contains("\\u") || said.contains("\\r"), "\(what) does not show the text: \(said)")
  }

  @Test("arguments: options, commands, figures, files", arguments: texts)
  func arguments(text: String) throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let path = text + ".yaml"
    for arguments in [
      [text], ["help", text], ["--\(text)"], ["render", "--\(text)"], ["render", "--only", text],
      ["render", "--theme", text], ["render", "--format", text], ["render", path],
      ["list", path], ["validate", path], ["check", path], ["watch", path], ["report", path],
      ["check", "--only", text], ["fit", text, "--x", "x", "--y", "y"],
      ["fit", "toy.csv", "--x", text, "--y", "y"],
      ["fit", "toy.csv", "--x", "x", "--y", "y", "--loss", text],
      ["compare", text, "--x", "x", "--y", "y"], ["eval", text], ["schema", text],
    ] {
      let result = try rho.tool.run(arguments, in: rho.folder)
      #expect(result.status == 2, "\(arguments)")
      expectShown(result, text, "\(arguments)")
    }
    expectShown(try rho("new", path), text, "new")
    // Another program gets the names of files as they are.
    let paths = try rho("render", "--out", text)
    #expect(Data(paths.text.utf8).range(of: Data("\(text)/one.svg\n".utf8)) != nil)
    #expect(Self.hazards(paths.errors).isEmpty)
    expectShown(try rho("render", "--out", text, "--verbose", "--force"), text, "render --verbose")
    expectShown(try rho("report", "--out", text + ".html"), text, "report --out")
    try rho.write("x", text + "/one.svg")
    expectShown(try rho("check", "--out", text), text, "check --out")
  }

  @Test("configs and tables: names, keys, titles, columns, values", arguments: texts)
  func files(text: String) throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    // As YAML and JSON write it, so that the text comes through.
    let quoted =
      "\""
      + text.unicodeScalars.map {
        $0.isASCII && $0.value >= 32
          ? "\($0)"
          : "\\u" + String(repeating: "0", count: 4 - String($0.value, radix: 16).count)
            + String($0.value, radix: 16)
      }.joined() + "\""
    let panel = "panels: [{marks: [{rule: {x: 1}}]}]"
    try rho.write("figures: {one: {title: \(quoted), \(panel)}}", "titled.yaml")
    expectShown(try rho("list", "titled.yaml"), text, "list")
    for (i, config) in [
      "figures: {\(quoted): {\(panel)}}", "figures: {one: {\(quoted): 1, \(panel)}}",
      "theme: \(quoted)\nfigures: {one: {\(panel)}}",
      "data: {t: {csv: \(quoted)}}\nfigures: {one: {panels: [{marks: [{points: {data: t}}]}]}}",
      "data: {t: {csv: toy.csv, x: \(quoted)}}\nfigures: {one: {panels: [{marks: [{points: {data: t}}]}]}}",
      "fonts: {text: \(quoted)}\nfigures: {one: {\(panel)}}",
    ].enumerated() {
      try rho.write(config, "bad.yaml")
      expectShown(try rho("validate", "bad.yaml"), text, "config \(i)")
    }
    // Raw, in a place of its own in the line that is shown.
    if text.contains("\u{202E}") {
      try rho.write("figures: {one: {titel: \(text), \(panel)}}", "raw.yaml")
      expectShown(try rho("validate", "raw.yaml"), text, "raw")
    }
    let column = "\"" + text + "\""
    let rows = (0..<9).map { "\($0),\($0 * $0)\n" }.joined()
    try rho.write("\(column),y\n\(rows)", "named.csv")
    for command in ["fit", "compare"] {
      let result = try rho(command, "named.csv", "--x", "1", "--y", "y")
      #expect(Self.hazards(result.errors + result.text).isEmpty, "\(command)")
    }
    let named = try rho("fit", "named.csv", "--x", text, "--y", "y")
    #expect(Self.hazards(named.errors + named.text).isEmpty)
    try rho.write("x,y\n1,2\n\(column),3\n4,4\n", "value.csv")
    expectShown(try rho("fit", "value.csv", "--x", "x", "--y", "y"), text, "a value")
    expectShown(
      try rho("eval", input: "x,alpha,c\n1,\"\(text)\",1\n"), text, "a value of eval")
  }

  @Test("the caret stands beneath what is wrong, also behind what is written out")
  func caret() throws {
    let rho = try Program()
    defer { rho.remove() }
    try rho.write("figures: {o\u{202E}ne: {panels: [{marks: [{rule: {y: zz}}]}]}}\n", "a.yaml")
    let lines = try rho("validate", "a.yaml").errors.components(separatedBy: "\n")
    let at = try #require(lines.firstIndex { $0.contains("undefined name 'zz'") })
    func column(_ line: String, _ text: String) throws -> Int {
      line.distance(from: line.startIndex, to: try #require(line.range(of: text)).lowerBound)
    }
    #expect(try column(lines[at + 1], "zz") == column(lines[at + 2], "^"))
  }
}

@Suite("Standard output")
struct StandardOutputTests {
  static let printing = [
    "list", "list --json", "schema", "new -", "eval", "fit rows.csv --x x --y y --loss l2",
    "fit rows.csv --x x --y y --json", "compare rows.csv --x x --y y --loss l2",
    "report --out -", "render --force", "render --force --verbose", "--help", "--version",
    "help render",
    "check --help", "--generate-completion-script bash",
  ]

  private static let rows = "x,y\n" + (0..<12).map { "\($0),\($0 * $0 % 7)\n" }.joined()

  private func shell(_ rho: Program, _ command: String) throws -> Tool.Result {
    try Tool(path: "/bin/sh").run(
      ["-c", "rho() { \"$RHO\" \"$@\"; }; " + command], input: Data("x,alpha,c\n1,1,1\n".utf8),
      in: rho.folder, environment: ["RHO": rho.tool.path])
  }

  @Test(
    "one that is full or closed is the machine's fault, told by every command", arguments: printing)
  func full(command: String) throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    try rho.write(Self.rows, "rows.csv")
    for target in ["> /dev/full", ">&-"] {
      if target.contains("full"), !FileManager.default.fileExists(atPath: "/dev/full") { continue }
      let result = try shell(rho, "rho \(command) \(target)")
      #expect(result.status == 1, "\(command) \(target): \(result.errors)")
      #expect(result.errors.contains("cannot write to the output"), "\(result.errors)")
    }
  }

  @Test("what is printed never lands in a picture when standard output is closed")
  func closed() throws {
    let (rho, whole) = (try Program.withSmallConfig(), try Program.withSmallConfig())
    defer {
      rho.remove()
      whole.remove()
    }
    _ = try shell(rho, "rho render >&- 2>&- <&-")
    #expect(try whole("render", "--quiet").status == 0)
    for name in ["one.svg", "one-dark.png", "two.png"] {
      #expect(try rho.read(name) == whole.read(name), "\(name)")
    }
  }

  @Test("one that nobody reads to its end is no fault", arguments: printing)
  func unread(command: String) throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    try rho.write(Self.rows, "rows.csv")
    let result = try shell(rho, "rho \(command) | true")
    #expect(!result.errors.contains("error"), "\(command): \(result.errors)")
  }

  @Test("'-' is refused by the option's name where it is not standard output")
  func dash() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    for (command, option) in [
      ("fit toy.csv --x x --y y --csv -", "--csv"),
      ("fit toy.csv --x x --y y --figure -", "--figure"),
      ("fit toy.csv --x x --y y --animation -", "--animation"),
      ("fit toy.csv --x x --y y --report -", "--report"),
      ("compare toy.csv --x x --y y --figure -", "--figure"), ("render --out -", "--out"),
      ("check --out -", "--out"), ("check --diff -", "--diff"), ("watch --out -", "--out"),
      ("report --format md --out -", "--out"),
    ] {
      let result = try shell(rho, "rho \(command)")
      #expect(result.status == 2 && result.errors.contains(option), "\(command): \(result.errors)")
    }
    #expect(!rho.files.contains { $0 == "-" || $0.hasPrefix("-/") })
    #expect(try rho("render", "--out", "./-", "--quiet").status == 0)
    #expect(rho.files.contains("-/one.svg"))
  }
}

@Suite("What was meant")
struct MeantTests {
  @Test("the config after --only is the config")
  func only() throws {
    let rho = try Program()
    defer { rho.remove() }
    try rho.write(Program.small, "talk.yaml")
    try rho.write(Program.toy, "toy.csv")
    #expect(
      try rho(
        "render", "-q", "--format", "svg", "--theme", "light", "--only", "one", "two", "talk.yaml"
      ).status == 0)
    #expect(rho.files.filter { $0.hasSuffix(".svg") } == ["one.svg", "two.svg"])
    #expect(
      try rho("check", "--format", "svg", "--theme", "light", "--only", "one", "./talk.yaml").status
        == 0)
    #expect(try rho("report", "--only", "one", "talk.yaml", "--out", "a.html").status == 0)
    let stdin = try rho(
      "render", "-q", "--only", "one", "-", "--format", "svg", "--out", "x", input: Program.small)
    #expect(stdin.status == 0 && rho.files.contains("x/one.svg"), "\(stdin.errors)")
    let watch = try rho("watch", "--only", "one", "there.yaml")
    #expect(watch.status == 2 && watch.errors.contains("there.yaml"))
    // With a config of its own, every word is a figure's.
    let twice = try rho("render", "talk.yaml", "--only", "one", "other.yaml")
    #expect(twice.status == 2 && twice.errors.contains("no figure 'other.yaml'"), "\(twice.errors)")
  }

  @Test("a command that is mistyped is guessed")
  func commands() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    for (arguments, guess) in [
      (["rendr"], "`rho render`"), (["valdate", "figures.yaml"], "`rho validate`"),
      (["cmpare", "--x", "1"], "`rho compare`"), (["Watch"], "`rho watch`"),
      (["help", "raport"], "`rho help report`"), (["figures.yaml"], "`rho render figures.yaml`"),
      (["draw"], "render, report, watch"),
    ] {
      let result = try rho.tool.run(arguments, in: rho.folder)
      #expect(result.status == 2, "\(arguments)")
      #expect(result.errors.contains(guess), "\(arguments): \(result.errors)")
    }
    #expect(try rho("help", "render").status == 0)
    #expect(try rho().status == 0)
  }

  @Test("one of a thing is not called many")
  func plurals() throws {
    let rho = try Program()
    defer { rho.remove() }
    let config = "formats: svg\nfigures: {one: {width: 200, panels: [{marks: [{rule: {x: 1}}]}]}}"
    try rho.write(config, "figures.yaml")
    #expect(try rho("validate").errors == "figures.yaml: 1 figure, no mistakes\n")
    #expect(try rho("render").errors.contains("1 file written"))
    #expect(try rho("render").errors == "1 figure up to date\n")
    #expect(try rho("check").errors == "1 file is what the config gives\n")
    try rho.write("<svg/>", "one.svg")
    #expect(
      try rho("check").errors.contains(
        "1 of 1 file is not what the config gives; `rho render --force` draws it anew"))
    try rho.write("x,y\n1,1\n", "row.csv")
    let fit = try rho("fit", "row.csv", "--x", "x", "--y", "y", "--loss", "l2")
    #expect(fit.errors.contains("1 point does not determine 2 parameters"), "\(fit.errors)")
  }

  @Test("no words of the machinery: no internal config, no error domains")
  func machinery() throws {
    let rho = try Program()
    defer { rho.remove() }
    for (name, rows) in [
      ("zero", ["0", "0", "0", "0"]), ("one", ["1"]), ("huge", ["1e300", "-1e300", "3e299", "2"]),
      ("tiny", ["1e-300", "-1e-300", "2e-300"]),
    ] {
      try rho.write("error\n" + rows.joined(separator: "\n") + "\n", "\(name).csv")
      for more in [["--figure", "f.svg"], ["--animation", "a.svg"], ["--report", "r.html"]] {
        let result = try rho.tool.run(
          ["fit", "\(name).csv", "--residual", "error"] + more, in: rho.folder)
        #expect([0, 1, 2].contains(result.status), "\(name) \(more): \(result.errors)")
        #expect(!result.errors.contains("fit:"), "\(name) \(more): \(result.errors)")
        #expect(!result.errors.contains("panels"), "\(name) \(more): \(result.errors)")
      }
    }
    let config = """
      figures:
        a: {width: 200, frames: {over: s, from: 0, to: 1, count: 3, write: mp4}, panels: [{marks: [{rule: {x: s}}]}]}
      """
    try rho.write(config, "figures.yaml")
    for environment in [["TMPDIR": "/nonexistent"], ["TMPDIR": "/dev/null"]] {
      let result = try rho.tool.run(["render"], in: rho.folder, environment: environment)
      #expect(!result.errors.contains("Domain"), "\(result.errors)")
    }
  }
}
