import Foundation
import TestSupport
import Testing

/// Large inputs take time and memory in proportion: every bound here is many times what a debug build takes
/// on a busy machine, and a fraction of what work with the square of the size would take.
@Suite struct BoundedWorkTests {
  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(body)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  @Test func manyFigures() throws {
    let program = try Program()
    defer { program.remove() }
    let figures = (0..<10_000).map { "  f\($0): {panels: [{marks: [{rule: {y: 0}}]}]}\n" }
    try program.write("figures:\n" + figures.joined(), "f.yaml")
    let time = try seconds {
      let run = try program("list", "--json", "f.yaml")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.text.contains("f9999"))
    }
    #expect(time < 30)
  }

  /// Mistakes of several kinds: unknown keys, values, names, and numbers, on lines of their own or all on one.
  @Test(arguments: [true, false]) func manyMistakes(onOneLine: Bool) throws {
    let program = try Program()
    defer { program.remove() }
    let figures = (0..<5000).map { i in
      "f\(i): {titel: a, panels: [{marks: [{curves: rh, alpha: [cc], scale: 1}, {points: {data: dd\(i)}}]}]}"
    }
    let data = (0..<5000).map { "d\($0): {csv: d.csv}" }
    let text =
      onOneLine
      ? "{data: {\(data.joined(separator: ", "))}, figures: {\(figures.joined(separator: ", "))}}"
      : "data:\n" + data.map { "  \($0)\n" }.joined() + "figures:\n"
        + figures.map { "  \($0)\n" }.joined()
    try program.write(text, "f.yaml")
    try program.write(Program.toy, "d.csv")
    let time = try seconds {
      let run = try program("validate", "f.yaml")
      #expect(run.status == 2)
      #expect(run.errors.hasSuffix("and 19950 more\n"))
      #expect(run.errors.contains("did you mean 'title'?"))
    }
    #expect(time < 60)
  }

  @Test func aLongCaption() throws {
    let program = try Program()
    defer { program.remove() }
    let words = (0..<50_000).map { "word\($0 % 977)" }.joined(separator: " ")
    try program.write(
      """
      figures:
        f: {caption: "\(words) end", panels: [{marks: [{rule: {y: 0}}]}]}
      """, "f.yaml")
    let time = try seconds {
      let run = try program("render", "f.yaml")
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(time < 30)
    #expect(String(decoding: try program.read("f.svg"), as: UTF8.self).contains("end</text>"))
  }

  // MARK: What is no file

  /// A program under a time limit; nil where none can be set.
  private func limited(_ arguments: [String], in program: Program) throws -> Tool.Result? {
    try Tool("timeout", "gtimeout")?.run(
      ["60", Program.path] + arguments, in: program.folder)
  }

  static let noFiles = ["pipe", "/dev/zero", "/dev/null", "folder"]

  @Test(arguments: noFiles) func aTableThatIsNoFile(name: String) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(mkfifo(program.url("pipe").path, 0o600) == 0)
    try FileManager.default.createDirectory(
      at: program.url("folder"), withIntermediateDirectories: true)
    try program.write(
      """
      data: {d: {csv: \(name)}}
      figures: {f: {panels: [{marks: [{points: {data: d}}]}]}}
      """, "f.yaml")
    for command in ["validate", "render"] {
      guard let run = try limited([command, "f.yaml"], in: program) else { return }
      #expect(run.status == 2, "\(run.errors)")
      #expect(run.errors.hasPrefix("f.yaml:1:17: error: "), "\(run.errors)")
    }
  }

  @Test(arguments: noFiles) func aFontThatIsNoFile(name: String) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(mkfifo(program.url("pipe").path, 0o600) == 0)
    try FileManager.default.createDirectory(
      at: program.url("folder"), withIntermediateDirectories: true)
    try program.write(
      """
      fonts: {text: \(name.hasPrefix("/") ? name : "./" + name)}
      figures: {f: {panels: [{marks: [{rule: {y: 0}}]}]}}
      """, "f.yaml")
    guard let run = try limited(["validate", "f.yaml"], in: program) else { return }
    #expect(run.status == 1 || run.status == 2, "\(run.errors)")
    #expect(run.errors.contains(name), "\(run.errors)")
  }

  /// A pipe named on the command line is read once, as by any program.
  @Test(.enabled(if: Tool("bash") != nil, "bash is not installed")) func aTableFromAPipeIsReadOnce()
    throws
  {
    let program = try Program()
    defer { program.remove() }
    #expect(mkfifo(program.url("pipe").path, 0o600) == 0)
    let shell = try #require(Tool("bash"))
    let run = try shell.run(
      [
        "-c",
        "printf 'x,y\\n1,2\\n2,3\\n3,5\\n4,4\\n' > pipe & '\(Program.path)' fit pipe --x x --y y; wait",
      ], in: program.folder)
    #expect(run.status == 0 && run.text.contains("of 4 rows"), "\(run.errors)")
  }

  // MARK: Descriptors

  /// With few descriptors, or none left, files are read or it is said why they are not.
  @Test(.enabled(if: Tool("bash") != nil, "bash is not installed"), arguments: 3...20)
  func outOfDescriptors(limit: Int) throws {
    let program = try Program.withSmallConfig()
    defer { program.remove() }
    let shell = try #require(Tool("bash"))
    for arguments in [
      "render figures.yaml -j 4", "list figures.yaml", "report figures.yaml",
      "fit toy.csv --x x --y y --figure f.svg",
    ] {
      let run = try shell.run(
        ["-c", "ulimit -n \(limit); exec '\(Program.path)' \(arguments)"], in: program.folder)
      #expect(
        [0, 1, 2, 127].contains(run.status), "\(limit), \(arguments): \(run.status) \(run.errors)")
      #expect(!run.errors.contains("Fatal error"), "\(limit), \(arguments): \(run.errors)")
      #expect(run.status == 0 || !run.errors.isEmpty, "\(limit), \(arguments): no reason")
    }
    #expect(!program.files.contains { $0.hasSuffix(".rho-part") })
  }
}
