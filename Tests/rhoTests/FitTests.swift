import Foundation
import TestSupport
import Testing

@Suite("rho fit and rho compare")
struct FitTests {
  /// A line y = 2x + 1 with a little noise, and an outlier in the fourth row.
  static let table = """
    name;x;y;z
    a;0;1.1;5
    b;1;2.9;3
    c;2;5.05;8
    d;3;70;1
    e;4;9.1;2
    f;5;10.95;9
    g;6;13;4
    h;7;15.1;6
    i;8;16.9;0
    j;9;19;7

    """

  private func run(
    _ table: String, _ arguments: String..., body: (Program, Tool.Result) throws -> Void
  ) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(table, "t.csv")
    try body(program, try program.tool.run(arguments, in: program.folder))
  }

  private func json(_ result: Tool.Result) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any])
  }

  @Test func findsTheLineAndTheOutlier() throws {
    try run(Self.table, "fit", "t.csv", "--x", "x", "--y", "y", "--json", "--csv", "rows.csv") {
      program, result in
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
      let object = try json(result)
      let parameters = try #require(object["parameters"] as? [[String: Any]])
      let estimates = parameters.compactMap { $0["estimate"] as? Double }
      #expect(abs(estimates[0] - 2) < 0.02 && abs(estimates[1] - 1) < 0.1)
      #expect(object["outliers"] as? Int == 1 && object["rows"] as? Int == 10)
      #expect(object["converged"] as? Bool == true)
      let rows = String(decoding: try program.read("rows.csv"), as: UTF8.self)
        .split(separator: "\n")
      #expect(rows[0] == "row,x,y,fitted,residual,weight,outlier,distance,kind")
      #expect(rows.count == 11)
      let fields = rows.dropFirst().map { $0.split(separator: ",") }
      #expect(fields.map { $0[6] == "1" } == (1...10).map { $0 == 4 })
      #expect(
        fields.map { $0[8] } == (1...10).map { $0 == 4 ? "vertical outlier" : "regular" })
    }
  }

  @Test func columnsHaveNumbersAndLinesNeedNoNames() throws {
    let bare = Self.table.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ";").dropFirst().joined(separator: "\t") }.joined(separator: "\n")
    var texts: [String] = []
    try run(Self.table, "fit", "t.csv", "--x", "2", "--x", "4", "--y", "3", "--loss", "huber") {
      #expect($1.status == 0, "\($1.errors)")
      texts.append($1.text)
    }
    try run(bare, "fit", "t.csv", "--x", "1", "--x", "3", "--y", "2", "--loss", "huber") {
      texts.append($1.text)
    }
    // The same numbers under their own names, and a word on the first line where it might be a header.
    #expect(texts[0].hasPrefix("y = w1·x + w2·z + intercept\n"))
    #expect(texts[1].hasPrefix("column 2 = w1·column 1 + w2·column 3 + intercept\n"))
    #expect(texts[1].contains("note: the first line is all numbers and was read as a row"))
    let numbers = texts.map { text in
      text.split(separator: "\n").dropFirst().filter { !$0.contains("note:") }
    }
    #expect(numbers[0] == numbers[1])
  }

  @Test(arguments: [
    ("fit t.csv --x x --y q", "there is no column 'q'"),
    ("fit t.csv --x name --y y", "t.csv:2:1: error: 'a' is not a number"),
    ("fit t.csv --x x", "--residual"),
    ("fit t.csv --x x --y y --residual z", "--residual stands alone"),
    ("fit t.csv --x x --y y --loss alpha", "'alpha' is invalid for '--loss <loss>'"),
    ("fit t.csv --x x --y y --loss alpha=1,scale=-1", "is invalid for '--loss <loss>'"),
    ("fit t.csv --x x --y y --model poly:99", "poly:N with N from 0 to 20"),
    ("fit t.csv --x x --x z --y y --model poly:2", "takes one --x"),
    ("fit t.csv --x x --y y --model poly:12", "10 points do not determine 13 parameters"),
    ("fit t.csv --x x --y y --bootstrap 1", "--bootstrap must lie"),
    ("fit t.csv --x x --y y --figure fit.jpg", "as .svg or .png, not as 'fit.jpg'"),
    ("fit t.csv --x x --y y --animation fit.avi", "not as 'fit.avi'"),
    ("fit t.csv --x x --y y --optimizer irls", "fitted by Adam or L-BFGS"),
    ("fit none.csv --x x --y y", "none.csv: cannot be read"),
    ("compare t.csv --residual x", "needs a model"),
    ("compare t.csv --x x --y y --parts 11", "from 2 to the number of points, 10"),
  ])
  func mistakesAreTold(arguments: String, message: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.table, "t.csv")
    let result = try program.tool.run(
      arguments.split(separator: " ").map(String.init), in: program.folder)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(program.files == ["t.csv"])
  }

  @Test func badRowsAreLeftOutAndCounted() throws {
    let bad = Self.table + "k;10;oops;1\nl;11\nm;12;;1\nn;13;inf;1\n"
    try run(bad, "fit", "t.csv", "--x", "x", "--y", "y") { #expect($1.status == 2) }
    try run(bad, "fit", "t.csv", "--x", "x", "--y", "y", "--skip-bad", "--json") {
      #expect($1.status == 0)
      #expect($1.errors.contains("4 rows cannot be used and are left out: 11, 12, 13, 14"))
      let object = try json($1)
      #expect(object["rows"] as? Int == 10)
    }
  }

  @Test func leastSquaresSaysTheSameWhetherTheTableIsKeptOrNot() throws {
    let arguments = ["fit", "t.csv", "--x", "x", "--x", "z", "--y", "y", "--loss", "l2"]
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.table, "t.csv")
    let streamed = try program.tool.run(arguments, in: program.folder)
    let kept = try program.tool.run(arguments + ["--csv", "rows.csv"], in: program.folder)
    #expect(streamed.status == 0 && streamed.text == kept.text, "\(streamed.errors)")
    #expect(kept.text.contains("sandwich"))
  }

  /// A file in the place of a device, or of a pipe, would be the end of it.
  @Test func devicesAndPipesAreWrittenTo() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.table, "t.csv")
    let fit = ["fit", "t.csv", "--x", "x", "--y", "y", "--json", "--csv"]
    let null = try program.tool.run(fit + ["/dev/null"], in: program.folder)
    #expect(null.status == 0, "\(null.errors)")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    let out = try program.tool.run(fit + ["/dev/stderr"], in: program.folder)
    #expect(out.status == 0 && out.errors.contains("row,x,y,fitted"), "\(out.errors)")
    #expect(program.files == ["t.csv"])
    // A link stays a link, and its file is written.
    try program.write("", "rows.csv")
    try FileManager.default.createSymbolicLink(
      at: program.url("link.csv"), withDestinationURL: program.url("rows.csv"))
    #expect(try program.tool.run(fit + ["link.csv"], in: program.folder).status == 0)
    #expect(String(decoding: try program.read("rows.csv"), as: UTF8.self).hasPrefix("row,x,y"))
    let link = program.url("link.csv").path
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func residualsAlone() throws {
    try run(Self.table, "fit", "t.csv", "--residual", "z", "--figure", "f.png") {
      #expect($1.status == 0, "\($1.errors)")
      #expect($1.text.hasPrefix("z\n") && $1.text.contains("10 rows"))
      let picture = try $0.read("f.png")
      #expect(picture.starts(with: [0x89, 0x50]))
    }
  }

  @Test func picturesAreTheSameEveryTime() throws {
    var files: [Data] = []
    for _ in 0..<2 {
      try run(
        Self.table, "fit", "t.csv", "--x", "x", "--y", "y", "--figure", "f.svg", "--animation",
        "a.svg"
      ) {
        #expect($1.status == 0, "\($1.errors)")
        files += [try $0.read("f.svg"), try $0.read("a.svg")]
      }
    }
    #expect(files[0] == files[2] && files[1] == files[3])
    let text = String(decoding: files[1], as: UTF8.self)
    #expect(text.contains("@keyframes") && text.contains("prefers-reduced-motion"))
  }

  @Test func comparesLosses() throws {
    try run(
      Self.table, "compare", "t.csv", "--x", "x", "--y", "y", "--loss", "l2", "--loss", "adaptive",
      "--loss", "alpha=0,scale=0.2", "--json", "--figure", "c.svg"
    ) {
      #expect($1.status == 0, "\($1.errors)")
      let losses = try #require(try json($1)["losses"] as? [[String: Any]])
      #expect(losses.map { $0["loss"] as? String } == ["l2", "adaptive", "alpha=0,scale=0.2"])
      let scores = losses.compactMap { $0["heldOutNegativeLogLikelihood"] as? Double }
      #expect(scores.count == 3 && scores[1] < scores[0] && scores[2] < scores[0])
      #expect(losses[2]["scale"] as? Double == 0.2)
      let picture = try $0.read("c.svg")
      #expect(picture.count > 1000)
    }
  }

  @Test func namesThatMeanSomethingElsewhereAreHarmless() throws {
    let table = "\"$x\\\",\"a <b> & {c}: [d]\"\n0,1\n1,3\n2,5.1\n3,7\n"
    try run(
      table, "fit", "t.csv", "--x", "$x\\", "--y", "a <b> & {c}: [d]", "--figure", "f.svg"
    ) {
      #expect($1.status == 0, "\($1.errors)")
      if let xmllint = Tool("xmllint") {
        let status = try xmllint.run(["--noout", $0.url("f.svg").path]).status
        #expect(status == 0)
      }
    }
  }
}
