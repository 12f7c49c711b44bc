import Testing

@testable import Tables

@Suite("Tables as they come")
struct CSVOptionsTests {
  @Test func headersAreFound() throws {
    let options = CSVOptions(header: .automatic)
    let named = try Dataset(csv: "x,y\n1,2\n", file: "t", options: options)
    #expect(named.columnNames == ["x", "y"] && named.count == 1)
    let bare = try Dataset(csv: "1,2\n3,4\n", file: "t", options: options)
    #expect(bare.columnNames == ["1", "2"])
    #expect(try bare.column("2") == [2, 4])
    let partly = try Dataset(csv: "1,y\n3,4\n", file: "t", options: options)
    #expect(partly.columnNames == ["1", "y"])
  }

  @Test func columnsHaveNumbersToo() throws {
    let data = try Dataset(csv: "x,3,\n1,2,5\n", file: "t")
    #expect(try data.column("2") == [2] && data.column("1") == [1])
    // A name comes before a number.
    #expect(try data.column("3") == [2])
    #expect(throws: TableError.self) { try data.column("4") }
    #expect(throws: TableError.self) { try data.column("0") }
  }

  @Test func raggedRowsCanBeLeftOutAndAreCounted() throws {
    let text = "x,y\n1,2\n3\n4,5,6\n7,oops\n8,9\n,10\n11,12,13,14\n"
    #expect(throws: TableError.self) { try Dataset(csv: text, file: "t") }
    let data = try Dataset(csv: text, file: "t", options: CSVOptions(skipsRaggedRows: true))
    #expect(data.count == 4 && data.skippedRowCount == 3)
    #expect(data.rowNumbers == [1, 4, 5, 6])
    let usable = try data.droppingUnusableRows(in: ["x", "y"])
    #expect(try usable.column("x") == [1, 8] && usable.column("y") == [2, 9])
    #expect(usable.rowNumbers == [1, 5] && usable.skippedRowCount == 3)
    #expect(try data.droppingUnusableRows(in: ["x"]).count == 3)
  }
}
