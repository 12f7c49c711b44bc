import Testing

@testable import Tables

@Suite("Datasets")
struct DatasetTests {
  @Test(arguments: [
    "x,y\n1,2\n3,4\n", "x,y\n1,2\n3,4", "x,y\r\n1,2\r\n3,4\r\n", "x,y\r1,2\r3,4\r",
    "\u{FEFF}x,y\n1,2\n3,4\n", "x;y\n1;2\n3;4\n", "x\ty\n1\t2\n3\t4\n",
    "\n\nx,y\n\n1,2\n  \n3,4\n\n",
    " x , y \n 1 , 2 \n 3 , 4 \n", "\"x\",\"y\"\n\"1\",\"2\"\n\"3\",4\n", "x,y\n1,2\n3,4\n   ",
  ])
  func areReadWhateverTheDialect(text: String) throws {
    let data = try Dataset(csv: text, file: "t.csv")
    #expect(data.columnNames == ["x", "y"])
    #expect(data.count == 2)
    #expect(try data.column("x") == [1, 3])
    #expect(try data.column("y") == [2, 4])
  }

  @Test func namesMayContainWhatQuotesProtect() throws {
    let text = "\"a, b\",\"say \"\"hi\"\"\",\"two\nlines\",α\n1,2,3,4\n"
    let data = try Dataset(csv: text, file: "t.csv")
    #expect(data.columnNames == ["a, b", "say \"hi\"", "two\nlines", "α"])
    #expect(try data.column("say \"hi\"") == [2])
  }

  @Test func theDelimiterIsTheOneThatTheFirstLineHasMostOf() throws {
    let data = try Dataset(csv: "\"a,b,c\";d;e,f\n1;2;3\n", file: "t.csv")
    #expect(data.columnNames == ["a,b,c", "d", "e,f"])
    let column = try Dataset(csv: "x\n1\n2\n", file: "t.csv")
    #expect(try column.column("x") == [1, 2])
    // A later line has no say.
    #expect(throws: TableError.self) { try Dataset(csv: "x\n1;5\n", file: "t.csv").column("x") }
  }

  @Test func aDelimiterThatIsAskedForIsTaken() throws {
    let options = CSVOptions(delimiter: .semicolon)
    let data = try Dataset(csv: "a,b,c;y\n1,2,3;4\n", file: "t.csv", options: options)
    #expect(data.columnNames == ["a,b,c", "y"])
    #expect(try data.column("y") == [4])
  }

  @Test func withoutAHeaderTheColumnsAreNumbered() throws {
    let options = CSVOptions(header: .absent)
    let data = try Dataset(csv: "1,2\n3,4\n", file: "t.csv", options: options)
    #expect(data.columnNames == ["1", "2"])
    #expect(try data.column("2") == [2, 4])
    let one = try Dataset(csv: "5", file: "t.csv", options: options)
    #expect(try one.column("1") == [5])
  }

  @Test func columnsWithoutANameMayStandThere() throws {
    let data = try Dataset(csv: ",x,\n0,1,\n1,2,\n", file: "t.csv")
    #expect(try data.column("x") == [1, 2])
    #expect(throws: TableError.self) { try data.column("") }
  }

  @Test func aColumnOfTextIsNoErrorUntilItIsAskedFor() throws {
    let data = try Dataset(csv: "name,y\nfoo,1\nbar,2\n", file: "t.csv")
    #expect(try data.column("y") == [1, 2])
    #expect {
      try data.column("name")
    } throws: {
      $0 as? TableError
        == TableError(
          file: "t.csv", line: 2, column: 1, message: "'foo' is not a number (column 'name')",
          remedy: "write a decimal number, inf, -inf or nan")
    }
  }

  @Test func infiniteValuesAreKeptAndRefusedWhereFiniteOnesAreNeeded() throws {
    let data = try Dataset(csv: "x,y\n1,2\n2,-inf\n", file: "t.csv")
    #expect(try data.column("y") == [2, -.infinity])
    #expect {
      try data.finiteColumn("y")
    } throws: {
      "\($0)".hasPrefix("t.csv:3:3: '-inf' is not finite (column 'y')")
    }
    let made = try Dataset([("x", [1, .nan])])
    #expect(throws: TableError.self) { try made.finiteColumn("x") }
    #expect(try made.column("x").count == 2)
  }

  @Test func rowsAreChosenByTheValueOfAColumn() throws {
    let data = try Dataset(csv: "x,y,o\n1,2,0\n3,4,1\n5,abc,0\n7,8,0\n", file: "t.csv")
    #expect(try data.rows(where: "o", equals: 1).column("y") == [4])
    #expect(try data.rows(where: "x") { $0 > 2 }.column("x") == [3, 5, 7])
    let rest = try data.rows(where: "o", equals: 0)
    #expect(rest.count == 3)
    // The place of a bad cell is still the one in the file.
    #expect { try rest.column("y") } throws: { "\($0)".hasPrefix("t.csv:4:3: 'abc'") }
    #expect(try data.rows(where: "x", equals: 2).count == 0)
  }

  @Test func rowsWithoutAValueCanBeDropped() throws {
    let data = try Dataset(csv: "x,y,z\n1,2,\n,3,1\n4,NA,1\n5,nan,1\n6,7,1\n", file: "t.csv")
    let complete = try data.droppingIncompleteRows(in: ["x", "y"])
    #expect(try complete.column("x") == [1, 6])
    #expect(try complete.column("y") == [2, 7])
    #expect(throws: TableError.self) { try complete.column("z") }
    #expect(throws: TableError.self) { try data.droppingIncompleteRows(in: ["w"]) }
  }

  @Test func droppingRowsHidesNoSlipOfThePen() throws {
    let data = try Dataset(csv: "x,y\n1,2\n3,4o\n,5\n", file: "t.csv")
    let complete = try data.droppingIncompleteRows(in: ["x", "y"])
    #expect(complete.count == 2)
    #expect { try complete.column("y") } throws: { "\($0)".hasPrefix("t.csv:3:3: '4o'") }
  }

  @Test func columnsMadeInMemoryMustAgree() throws {
    #expect(throws: TableError.self) { try Dataset([("x", [1]), ("y", [1, 2])]) }
    #expect(throws: TableError.self) { try Dataset([("x", [1]), ("x", [1])]) }
    #expect(try Dataset([]).count == 0)
  }

  @Test(arguments: [
    ("/nowhere/x.csv", "/nowhere/x.csv: cannot be read: No such file or directory"),
    ("/", "/: cannot be read: Is a directory"),
    ("a\0b", "a\0b: cannot be read: a zero byte in the file's name"),
  ])
  func aFileThatCannotBeReadSaysWhy(path: String, description: String) {
    #expect { try Dataset(csvFile: path) } throws: { "\($0)" == description }
  }
}
