import Foundation
import TestSupport
import Testing

@Suite("rho report")
struct ReportProgramTests {
  @Test func writesOnePage() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let result = try rho("report")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors == "report.html\n")
    #expect(rho.files == ["figures.yaml", "report.html", "toy.csv"])
    let page = String(decoding: try rho.read("report.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("<h3>One &amp; &lt;two&gt;</h3>"))
    #expect(page.contains("define: {c: 1.1, unused: 2}"))
    #expect(page.contains("Made by rho 0."))
    _ = try rho("report", "--out", "again.html")
    #expect(try rho.read("again.html") == rho.read("report.html"))
  }

  @Test func aFolderThatIsNotThereIsMade() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let result = try rho("report", "--out", "a/b/page.md", "--only", "two", "--theme", "light")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      rho.files.filter { $0.hasPrefix("a/b/") } == [
        "a/b/page-pictures", "a/b/page-pictures/explorer.svg", "a/b/page-pictures/two.svg",
        "a/b/page.md",
      ])
    let text = String(decoding: try rho.read("a/b/page.md"), as: UTF8.self)
    #expect(text.contains("<img src=\"page-pictures/two.svg\""))
    #expect(!text.contains("### One"))
  }

  @Test func printsToAPipe() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let result = try rho("report", "-", "--out", "-", input: Program.small)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.hasSuffix("</html>\n"))
    #expect(rho.files == ["figures.yaml", "toy.csv"])
  }

  @Test func mistakesAreTheUsers() throws {
    let rho = try Program.withSmallConfig()
    defer { rho.remove() }
    let cases: [([String], String)] = [
      (["--only", "onee"], "did you mean 'one'?"),
      (["--out", "-", "--format", "md"], "name a file with --out"),
      (["--format", "pdf"], "pdf"), (["missing.yaml"], "missing.yaml"),
    ]
    for (arguments, message) in cases {
      let result = try rho.tool.run(["report"] + arguments, in: rho.folder)
      #expect(result.status == 2, "\(arguments)")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
    try FileManager.default.createDirectory(
      at: rho.url("report.html"), withIntermediateDirectories: false)
    #expect(try rho("report").status == 1)
    #expect(!rho.files.contains { $0.contains("rho-part") })
  }

  @Test func aFitHasAPageToo() throws {
    let rho = try Program()
    defer { rho.remove() }
    let rows = (0..<12).map { "\($0),\($0 == 5 ? 99 : 2 * $0 + $0 % 3)" }
    try rho.write("a b,cost\n" + rows.joined(separator: "\n") + "\n", "data.csv")
    let result = try rho(
      "fit", "data.csv", "--x", "a b", "--y", "cost", "--report", "fit.html")
    #expect(result.status == 0, "\(result.errors)")
    let page = String(decoding: try rho.read("fit.html"), as: UTF8.self)
    #expect(page.contains("cost = slope·a b + intercept"))
    #expect(page.contains("rho fit data.csv --x &#39;a b&#39; --y cost --report fit.html"))
    #expect(page.contains("<tr><th scope=\"row\">7</th>"))
    #expect(
      try rho("fit", "data.csv", "--x", "1", "--y", "2", "--report", "fit.pdf").status == 2)
  }

  @Test func aTableIsReportedByItsFit() throws {
    let rho = try Program()
    defer { rho.remove() }
    let rows = (0..<12).map { "\($0),\($0 == 5 ? 99 : 2 * $0 + $0 % 3)" }
    try rho.write("a,b\n" + rows.joined(separator: "\n") + "\n", "data.csv")
    let result = try rho("report", "data.csv", "--x", "a", "--y", "b", "--loss", "huber")
    #expect(result.status == 0 && result.errors == "report.html\n", "\(result.errors)")
    let page = String(decoding: try rho.read("report.html"), as: UTF8.self)
    #expect(page.contains("b = slope·a + intercept"))
    #expect(page.contains("rho report data.csv --x a --y b --loss huber"))
    let piped = try rho(
      "report", "-", "--residual", "b", "--out", "r.md",
      input: String(decoding: rho.read("data.csv"), as: UTF8.self))
    #expect(piped.status == 0 && rho.files.contains("r.md"), "\(piped.errors)")
    let cases: [([String], String)] = [
      (["data.csv"], "give --x and --y"), (["--x", "a", "--y", "b"], "name the table"),
      (["data.csv", "--x", "a"], "give --x and --y"),
      (["data.csv", "--x", "c", "--y", "b"], "there is no column 'c'"),
      (["data.csv", "--x", "a", "--y", "b", "--only", "c"], "not of a fit"),
      (["data.csv", "--residual", "b", "--loss", "l2"], "leave --loss out"),
    ]
    for (arguments, message) in cases {
      let result = try rho.tool.run(["report"] + arguments, in: rho.folder)
      #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    }
  }
}
