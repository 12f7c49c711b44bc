import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  @Test func helpAndVersion() throws {
    let rho = try Program()
    defer { rho.remove() }
    let version = try rho("--version")
    #expect(version.status == 0)
    #expect(version.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    for command in ["render", "check", "list", "validate", "schema", "new", "eval"] {
      let help = try rho(command, "--help")
      #expect(help.status == 0)
      #expect(help.text.contains("USAGE: rho \(command)"))
    }
    #expect(try rho("--generate-completion-script", "bash").text.contains("rho"))
  }

  @Test(arguments: [
    (["render"], "there is no figures.yaml here"), (["rendr"], "rendr"),
    (["render", "--frmat", "png"], "--format"), (["render", "none.yaml"], "No such file"),
    (["render", "/"], "is a folder"), (["render", "--jobs", "0"], "between 1 and 1024"),
    (["render", "--scale", "nan"], "between 0.05 and 64"),
    (["render", "--format", "gif"], "svg or png, not 'gif'"),
  ])
  func theUsersMistakesEndWithTwo(arguments: [String], message: String) throws {
    let rho = try Program()
    defer { rho.remove() }
    let result = try rho.tool.run(arguments, in: rho.folder)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func aFigureThatIsNotThere() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let result = try rho("render", "--only", "onee")
    #expect(result.status == 2)
    #expect(
      result.errors
        == "error: there is no figure 'onee' in figures.yaml; did you mean 'one'?\n")
  }

  @Test func mistakesAreShownInPlain() throws {
    let rho = try Program()
    defer { rho.remove() }
    let result = try rho("validate", "-", input: "figurs: {}\n")
    #expect(result.status == 2)
    #expect(
      result.errors == """
        <stdin>:1:1: error: unknown key 'figurs' in a figures file; did you mean 'figures'?
          figurs: {}
          ^~~~~~

        """)
  }

  @Test func newWritesAConfigThatRenders() throws {
    let rho = try Program()
    defer { rho.remove() }
    #expect(try rho("new").status == 0)
    let result = try rho("render", "--format", "svg")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.split(separator: "\n").sorted() == ["fit.svg", "loss.svg"])
    #expect(try rho("new").status == 2)
    #expect(try rho("new", "-").output == rho.read("figures.yaml"))
  }

  @Test func listNamesTheFigures() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    #expect(try rho("list").text == "one  One & <two>\ntwo\n")
    let json = try JSONSerialization.jsonObject(with: rho("list", "--json").output)
    let list = try #require(json as? [[String: Any]])
    #expect(list.map { $0["id"] as? String } == ["one", "two"])
    #expect(
      list[0]["files"] as? [String] == ["one.svg", "one.png", "one-dark.svg", "one-dark.png"])
  }

  @Test func checkNamesEveryDifference() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    _ = try rho("render")
    try rho.write("<svg/>", "one.svg")
    try FileManager.default.removeItem(at: rho.url("one-dark.svg"))
    try rho.read("one.png").write(to: rho.url("two.png"))
    let result = try rho("check", "--diff", "diffs")
    #expect(result.status == 1)
    #expect(result.errors.contains("one.svg: differs from byte "), "\(result.errors)")
    #expect(result.errors.contains("one-dark.svg: there is no such file"))
    #expect(result.errors.contains("two.png: "))
    #expect(result.errors.contains("3 of 8 files are not what the config gives"))
    #expect(rho.files.contains("diffs/one-changed.svg"))
    #expect(rho.files.contains("diffs/two-changed.png"))
    #expect(try rho.read("one.svg") == Data("<svg/>".utf8))
  }

  /// A Python that knows schemas.
  static let python = Tool("python3").flatMap {
    (try? $0.run(["-c", "import jsonschema, yaml"]))?.status == 0 ? $0 : nil
  }

  @Test(.enabled(if: python != nil, "python3 with jsonschema and yaml is not installed"))
  func theSchemaIsValidAndTakesTheFigures() throws {
    let rho = try Program()
    defer { rho.remove() }
    let schema = try rho("schema")
    #expect(schema.status == 0)
    try schema.output.write(to: rho.url("schema.json"))
    #expect(try JSONSerialization.jsonObject(with: schema.output) is [String: Any])
    let python = try #require(Self.python)
    let script = """
      import json, sys, yaml, jsonschema
      schema = json.load(open('schema.json'))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      good = yaml.safe_load(open(sys.argv[1]))
      errors = [e.message for e in validator.iter_errors(good)]
      assert not errors, errors
      good['figures']['loss-and-gradient']['titel'] = 'x'
      assert list(validator.iter_errors(good)), 'a misspelled key passes'
      """
    let config = Program.figures.appendingPathComponent("figures.yaml").path
    let result = try python.run(["-c", script, config], in: rho.folder)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func aClosedPipeIsNoError() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let script = """
      '\(Program.path)' schema | true
      '\(Program.path)' render --verbose | true
      (echo x,alpha,c; yes 1,2,1) | head -c 3000000 | '\(Program.path)' eval | head -n 2
      """
    let result = try Tool(path: "/bin/sh").run(["-c", script], in: rho.folder)
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("x,alpha,c,rho"))
    #expect(!result.errors.contains("rror"), "\(result.errors)")
    #expect(rho.files.contains("two-dark.png"))
  }

  /// `nohup` switches the signal off for what it starts, and so it stays.
  @Test(arguments: [("trap '' HUP;", 0), ("", 129)])
  func aHangupEndsWhoHasNotSwitchedItOff(before: String, status: Int32) throws {
    let rho = try Program()
    defer { rho.remove() }
    try rho.write(
      """
      figures:
        f:
          frames: {over: a, from: 2, to: 0, count: 40}
          width: 200
          panels: [{marks: [{curves: rho, alpha: a}]}]
      """, "figures.yaml")
    let script = """
      \(before) '\(Program.path)' render -q & p=$!
      while [ ! -d f ] && kill -0 $p 2>/dev/null; do sleep 0.01; done
      while kill -HUP $p 2>/dev/null; do sleep 0.02; done
      wait $p
      """
    let result = try Tool(path: "/bin/sh").run(["-c", script], in: rho.folder)
    #expect(result.status == status, "\(result.errors)")
    #expect(rho.files.contains("f/0039.svg") == (status == 0))
    #expect(!rho.files.contains { $0.contains("rho-part") })
  }

  @Test func anInterruptionLeavesNothingBehind() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let script = """
      '\(Program.path)' render & p=$!
      sleep 0.05
      kill -INT $p
      wait $p
      """
    _ = try Tool(path: "/bin/sh").run(["-c", script], in: rho.folder)
    #expect(!rho.files.contains { $0.contains("rho-part") })
    #expect(try rho("render").status == 0)
  }
}
