import Foundation
import TestSupport
import Testing

/// What `rho fit` and `rho compare` say: true, and with a way out.
@Suite("Messages of fits")
struct FitMessageTests {
  private func run(_ table: String, _ arguments: String) throws -> Tool.Result {
    let program = try Program()
    defer { program.remove() }
    try program.write(table, "t.csv")
    return try program.tool.run(
      arguments.split(separator: " ").map(String.init), in: program.folder)
  }

  static let letters = "x,y\n1,a\n2,b\n3,c\n"
  static let trailing = "x,y\n1,2.1,\n2,3.9,\n3,6.2,\n"
  static let three = "x,y\n1,2\n2,4.5\n3,5.9\n"
  static let collinear = "a,b,y\n0,0,0.1\n1,2,2.9\n2,4,6.1\n3,6,8.9\n4,8,12.2\n"
  static let constant = "a,b,y\n0,4,0.1\n1,4,2.9\n2,4,6.1\n3,4,8.9\n4,4,12.2\n"

  @Test(arguments: [
    (letters, "fit t.csv --residual y --skip-bad", "all 3 rows cannot be used"),
    (letters, "fit t.csv --x x --y y --skip-bad", "all 3 rows cannot be used"),
    (letters, "fit t.csv --x x --y y --loss l2 --skip-bad", "all 3 rows cannot be used"),
    (letters, "fit t.csv --x x --y y --loss l2", "t.csv:2:3: error: 'a' is not a number"),
    (trailing, "fit t.csv --x x --y y --skip-bad", "all 3 rows have another number of fields"),
    (trailing, "fit t.csv --x x --y y --loss l2 --skip-bad", "take the delimiter away"),
    (
      three, "compare t.csv --x x --y y", "parts is 5; it must be from 2 to the number of points, 3"
    ),
    (three, "compare t.csv --x x --y y --parts 3", "2 points do not determine 3 parameters"),
    (collinear, "fit t.csv --x a --x b --y y", "is a combination of the other inputs"),
    (collinear, "fit t.csv --x a --x b --y y --loss l2", "is a combination of the other inputs"),
    (constant, "fit t.csv --x a --x b --y y", "'b' is 4.0 in every row"),
    (constant, "fit t.csv --x a --x b --y y --loss l2", "'b' is 4.0 in every row"),
    (constant, "fit t.csv --x b --y y --loss l2", "all b are equal to 4.0"),
    (constant, "fit t.csv --x b --y y --model poly:2", "all b are equal to 4.0"),
    (three, "fit t.csv --x x --y y --model poly:2 --model line", "--model is given once"),
    (three, "fit t.csv --x x --y y --start 1,q", "is invalid for '--start"),
    (three, "fit t.csv --x x --y y --start 1", "1 start parameters, but there must be 2"),
    (three, "fit t.csv --x x --y y --loss mm,alpha=1", "is invalid for '--loss"),
    (three, "fit t.csv --x x --y y --loss mm --optimizer adam", "leave both out"),
    (three, "fit t.csv --x x --y y --starts 0", "--starts must lie"),
    (
      three, "fit t.csv --x x --y y --loss alpha=0x1p3",
      "a decimal number, inf or -inf, not '0x1p3'"
    ),
    (
      three, "fit t.csv --x x --y y --loss alpha=1e400",
      "a decimal number, inf or -inf, not '1e400'"
    ),
    (three, "fit t.csv --x x --y y --loss alpha=1,alpha=2", "'alpha' is given twice"),
    (three, "fit t.csv --x x --y y --loss huber,scale=0x2", "a positive decimal number or auto"),
    (three, "compare t.csv --x x --y y --loss hubr", "did you mean 'huber'?"),
    (three, "fit t.csv --x x --y y --loss l1,scale=1", "'l1' has no scale"),
    (three, "fit t.csv --x x --y y --rate 0x1", "is invalid for '--rate"),
    (three, "fit t.csv --x x --y y --start 0x1,0", "is invalid for '--start"),
    ("x,y\n0,1e-320\n1,3e-320\n2,4e-320\n3,9e-320\n", "fit t.csv --x x --y y", "take other units"),
    (three, "render --shard 0/3", "with k from 1 to n"),
    (three, "watch --port 99999 --serve", "--port must lie between 1 and 65535"),
    (three, "watch --port -1 --serve", "--port must lie between 1 and 65535"),
    (three, "watch t.csv --port 8000", "--port is that of --serve"),
    (three, "report figures.yaml --loss l2", "--loss is about the fit of a table"),
  ])
  func mistakesHaveAWayOut(table: String, arguments: String, message: String) throws {
    let result = try run(table, arguments)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  static let years =
    "2019,2020\n" + (1...8).map { "\($0),\(2 * $0).\([1, 9, 2, 8, 0, 1, 9, 0][$0 - 1])\n" }.joined()

  @Test func aHeaderOfNumbersNamesColumnsIfTheyAreCalledSo() throws {
    let named = try run(Self.years, "fit t.csv --x 2019 --y 2020 --loss l2")
    #expect(named.text.hasPrefix("2020 = slope·2019 + intercept\n"), "\(named.errors)")
    #expect(named.text.contains("8 of 8 rows") && !named.text.contains("note:"))
    let kept = try run(Self.years, "fit t.csv --x 2019 --y 2020 --csv rows.csv --loss l2")
    #expect(kept.text == named.text)
    for loss in ["l2", "huber"] {
      let numbered = try run(Self.years, "fit t.csv --x 1 --y 2 --loss \(loss)")
      #expect(numbered.text.contains("the first line is all numbers and was read as a row"))
    }
  }

  @Test(arguments: ["0", "1", "27", "-5", "200"])
  func helpIsThereInAnyWidth(columns: String) throws {
    let program = try Program()
    defer { program.remove() }
    let help = try program("fit", "--help", environment: ["COLUMNS": columns])
    #expect(help.status == 0 && help.text.contains("--loss"), "\(help.errors)")
  }

  @Test func columnsWithoutNamesAreCalledByTheirNumbers() throws {
    let rows = (0..<9).map { "\($0),\(2 * $0).\([1, 4, 2][$0 % 3])\n" }.joined()
    for loss in ["l2", "huber"] {
      let result = try run(rows, "fit t.csv --x 1 --y 2 --loss \(loss)")
      #expect(
        result.text.hasPrefix("column 2 = slope·column 1 + intercept\n"), "\(result.text)")
    }
  }

  @Test func columnsPickedByNumberHaveTheirNames() throws {
    let table = "year,\"100% \\\\ done\"\n" + (0..<9).map { "\($0),\($0 * $0)\n" }.joined()
    for more in ["", " --csv rows.csv"] {
      let line = try run(table, "fit t.csv --x 1 --y 2 --loss l2" + more)
      #expect(line.text.hasPrefix("100% \\\\ done = slope·year + intercept\n"), "\(line.text)")
      let bent = try run(table, "fit t.csv --x 1 --y 2 --model poly:2 --loss l2" + more)
      #expect(bent.text.hasPrefix("100% \\\\ done = c0 + c1·year + c2·year²\n"))
    }
  }

  @Test func mmHasItsScaleAndLeverageItsRows() throws {
    let table =
      "x,y\n" + (0..<20).map { "\($0),\(2 * $0).\([1, 4, 2, 3, 0][$0 % 5])\n" }.joined()
      + "90,3\n91,2\n92,3\n"
    let adaptive = try run(table, "fit t.csv --x x --y y --loss huber")
    #expect(adaptive.text.contains("leverage   3 bad (rows 21, 22, 23)"), "\(adaptive.text)")
    #expect(adaptive.text.contains("note: rows of leverage decide this fit (rows 21, 22, 23)"))
    let mm = try run(table, "fit t.csv --x x --y y --loss mm --json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(mm.text.utf8)) as? [String: Any])
    let leverage = try #require(object["leverage"] as? [String: Any])
    #expect(leverage["badLeverage"] as? [Int] == [21, 22, 23])
    #expect((object["robustScale"] as? Double ?? 0) > 0)
    let parameters = try #require(object["parameters"] as? [[String: Any]])
    #expect(abs((parameters[0]["estimate"] as? Double ?? 0) - 2) < 0.02)
    #expect((object["notes"] as? [String])?.isEmpty == true)
    let welsch = try run(table, "fit t.csv --x x --y y --loss mm,alpha=-inf --starts 50")
    #expect(welsch.status == 0 && welsch.text.contains("s = "), "\(welsch.errors)")
  }

  @Test func aStartOfOnesOwnIsTaken() throws {
    let table = "x,y\n" + (0..<12).map { "\($0),\(3 * $0).\([1, 4, 2][$0 % 3])\n" }.joined()
    let result = try run(table, "fit t.csv --x x --y y --start -3,0.5")
    #expect(result.status == 0 && result.text.contains("converged"), "\(result.errors)")
  }

  @Test func comparisonsMarkTheBestAndWhatEqualsIt() throws {
    let table =
      "x,y\n" + (0..<30).map { "\($0),\(2 * $0).\([1, 9, 3, 7, 0, 5][$0 % 6])\n" }.joined()
    let result = try run(
      table, "compare t.csv --x x --y y --model line --model poly:2 --loss l2 --loss mm --repeats 2"
    )
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.text.split(separator: "\n")
    #expect(lines.count { $0.hasSuffix("*") } == 1)
    #expect(
      lines.filter { $0.hasPrefix("y = ") } == ["y = slope·x + intercept", "y = c0 + c1·x + c2·x²"])
    #expect(
      result.text
        == (try run(
          table,
          "compare t.csv --x x --y y --model line --model poly:2 --loss l2 --loss mm --repeats 2"))
        .text)
  }
}
