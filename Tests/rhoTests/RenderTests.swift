import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct RenderTests {
  static let ones = ["one-dark.png", "one-dark.svg", "one.png", "one.svg"]
  static let twos = ["two-dark.png", "two-dark.svg", "two.png", "two.svg"]
  static let pictures = ones + twos

  @Test func drawsOnceThenNothing() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let first = try rho("render")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.text.split(separator: "\n").map(String.init).sorted() == Self.pictures)
    #expect(
      Set(rho.files) == Set(Self.pictures + [".rho-state.json", "figures.yaml", "toy.csv"]))
    let second = try rho("render")
    #expect(second.status == 0)
    #expect(second.text.isEmpty)
    #expect(second.errors == "2 figures up to date\n")
    #expect(try rho("check").status == 0)
    #expect(try rho("render", "--quiet", "--force").errors.isEmpty)
  }

  @Test func onlyWhatChangedIsDrawnAgain() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    _ = try rho("render")
    func drawn() throws -> [String] {
      let result = try rho("render", "-j", "2")
      #expect(result.status == 0, "\(result.errors)")
      return result.text.split(separator: "\n").map(String.init).sorted()
    }
    // An edited and a deleted picture.
    try rho.write("<svg/>", "one.svg")
    try FileManager.default.removeItem(at: rho.url("two-dark.png"))
    #expect(try drawn() == ["one.svg", "two-dark.png"])
    // Data that only one figure shows.
    try rho.write(Program.toy + "3,3\n", "toy.csv")
    #expect(try drawn() == Self.twos)
    // A name that only one figure uses, and one that none uses.
    let changed = Program.small.replacing("c: 1.1", with: "c: 1.2")
    try rho.write(changed, "figures.yaml")
    #expect(try drawn() == Self.ones)
    try rho.write(changed.replacing("unused: 2", with: "unused: 3"), "figures.yaml")
    #expect(try drawn() == [])
    // A comment; a word of one figure.
    try rho.write("# a comment\n" + changed, "figures.yaml")
    #expect(try drawn() == [])
    try rho.write(changed.replacing("alt: A curve.", with: "alt: A line."), "figures.yaml")
    #expect(try drawn() == Self.ones)
    // A picture checked out again: another time, the same bytes.
    try rho.read("one.svg").write(to: rho.url("one.svg"))
    #expect(try drawn() == [])
    // A state that is no state.
    try rho.write("{]\n\0", ".rho-state.json")
    #expect(try drawn() == Self.pictures)
  }

  @Test func theNumberOfJobsDoesNotShow() throws {
    let one = try Program.withSmallConfig()
    let many = try Program.withSmallConfig()
    defer {
      one.remove()
      many.remove()
    }
    #expect(try one("render", "--jobs", "1").status == 0)
    #expect(try many("render", "--jobs", "7").status == 0)
    for name in Self.pictures { #expect(try one.read(name) == many.read(name), "\(name)") }
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["RHO_BINARY"] != nil,
      "RHO_BINARY does not name a release build; `make test` sets it"))
  func debugAndReleaseDrawTheSameBytes() throws {
    let path = try #require(ProcessInfo.processInfo.environment["RHO_BINARY"])
    let debug = try Program.withSmallConfig()
    let release = try Program.withSmallConfig(path: path)
    defer {
      debug.remove()
      release.remove()
    }
    #expect(try debug("render").status == 0)
    #expect(try release("render").status == 0)
    for name in Self.pictures { #expect(try debug.read(name) == release.read(name), "\(name)") }
  }

  @Test func optionsOutrankTheConfig() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let result = try rho(
      "render", "figures.yaml", "--only", "one", "--format", "png", "--theme", "dark", "--scale",
      "0.5", "--out", "a/b")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text == "a/b/one-dark.png\n")
    let input = try rho("render", "-", "--only", "one", "--format", "svg", input: Program.small)
    #expect(
      input.text.split(separator: "\n").sorted() == ["one-dark.svg", "one.svg"], "\(input.errors)")
  }

  /// Data of a million rows, or of none, cost a figure nothing that does not show them.
  @Test func onlyTheDataOfTheFiguresThatAreDrawnAreRead() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    try FileManager.default.removeItem(at: rho.url("toy.csv"))
    let one = try rho("render", "--only", "one")
    #expect(one.status == 0, "\(one.errors)")
    #expect(one.text.split(separator: "\n").sorted() == Self.ones.map { $0[...] })
    let two = try rho("render", "--only", "two")
    #expect(two.status == 2)
    #expect(two.errors.contains("toy.csv: cannot be read"), "\(two.errors)")
    #expect(try rho("validate").status == 2)
  }

  /// Places where nothing can be written, not even by root.
  @Test(arguments: ["toy.csv/below", "/proc/rho", "/dev/null/x"])
  func aFolderThatCannotBe(folder: String) throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let result = try rho("render", "--out", folder)
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("error: cannot make the folder '"), "\(result.errors)")
    #expect(rho.files == ["figures.yaml", "toy.csv"])
  }

  @Test func aPictureThatIsAFolder() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    try FileManager.default.createDirectory(
      at: rho.url("one.svg"), withIntermediateDirectories: true)
    let result = try rho("render", "--jobs", "1")
    #expect(result.status == 1)
    #expect(result.errors == "error: cannot write 'one.svg': it is a folder\n")
    #expect(!rho.files.contains { $0.hasSuffix(".rho-part") })
  }

  @Test func aFullDiskLeavesNothingHalfWritten() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    // A limit on the size of files is a full disk that any user can have.
    let shell = Tool(path: "/bin/sh")
    let script = "trap '' XFSZ; ulimit -f 1; '\(Program.path)' render"
    let result = try shell.run(["-c", script], in: rho.folder)
    #expect(result.status == 1)
    #expect(result.errors.contains("cannot write"), "\(result.errors)")
    #expect(!rho.files.contains { $0.contains("rho-part") || $0.hasSuffix(".svg") })
  }

  @Test(arguments: [
    (Program.small + "\n  three: {panel: []}", "figures.yaml", "unknown key 'panel'"),
    ("x,y\n0,1\n1,two\n", "toy.csv", "toy.csv:3:3: error: 'two' is not a number"),
    ("x,z\n0,1\n", "toy.csv", "there is no column 'y'"),
    ("", "toy.csv", "the file is empty"),
    ("x,y\n0,1e309\n", "toy.csv", "'1e309' is too large"),
    ("x,y\n0,nan\n", "toy.csv", "'nan' is not finite"),
    ("x,y\n\0", "toy.csv", "toy.csv:2:1: error:"),
  ])
  func aMistakeLeavesPicturesAlone(text: String, file: String, message: String) throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    _ = try rho("render")
    let before = try Self.pictures.map { try rho.read($0) }
    try rho.write(text, file)
    for command in ["render", "check", "validate"] {
      let result = try rho(command)
      #expect(result.status == 2)
      #expect(result.errors.contains(message), "\(result.errors)")
    }
    #expect(try Self.pictures.map { try rho.read($0) } == before)
  }

  @Test func aDataFileThatIsNotThere() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    try FileManager.default.removeItem(at: rho.url("toy.csv"))
    let result = try rho("render")
    #expect(result.status == 2)
    #expect(
      result.errors == """
        figures.yaml:6:14: error: toy.csv: cannot be read: No such file or directory
            toy: {csv: toy.csv}
                       ^~~~~~~

        """)
  }

  @Test(arguments: [
    ("width: 20000, height: 20000", "cannot become a PNG"),
    ("width: 1, height: 1", "cannot be drawn"), ("width: 0, height: 0", "must lie between"),
    ("width: 100000, height: 100000", "must lie between"),
  ])
  func pagesOfImpossibleSize(size: String, message: String) throws {
    let rho = try Program()
    defer { rho.remove() }
    try rho.write(
      "formats: [png]\nscale: 64\nfigures: {a: {\(size), panels: [{marks: [{rule: {x: 1}}]}]}}",
      "figures.yaml")
    let result = try rho("render")
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(!rho.files.contains("a.png"))
  }

  @Test func labelsMayHoldAnything() throws {
    let rho = try Program()
    defer { rho.remove() }
    let label = "<>&\" ]]> --> \u{1F389} \u{65E5}\u{672C} \u{5D0} e\u{301}"
    try rho.write(
      """
      formats: [svg, png]
      scale: 0.5
      figures:
        a:
          title: '\(label)'
          alt: '\(label)'
          panels: [{title: '\(label)', marks: [{rule: {y: 1}, labels: '\(label)'}]}]
      """, "figures.yaml")
    for text in ["embedded", "outlines"] {
      try rho.write(
        "text: \(text)\n" + String(decoding: rho.read("figures.yaml"), as: UTF8.self), "b.yaml")
      let result = try rho("render", "b.yaml")
      #expect(result.status == 0, "\(result.errors)")
      let parser = XMLParser(data: try rho.read("a.svg"))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }
  }

  @Test func aPlotThatCannotBeIsPlaced() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    try rho.write(
      """
      data: {toy: {csv: toy.csv}}
      figures:
        a:
          panels:
            - marks: [{points: {data: toy}}]
            - x: {scale: log}
              marks: [{points: {data: toy}}]
      """, "figures.yaml")
    let result = try rho("validate")
    #expect(result.status == 2)
    #expect(
      result.errors.hasPrefix("figures.yaml:6:9: error: the figure 'a' cannot be drawn: "),
      "\(result.errors)")
  }
}
