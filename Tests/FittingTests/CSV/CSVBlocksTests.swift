import Foundation
import Testing

@testable import Fitting

/// Files cut into blocks of few bytes say what they say as a whole.
@Suite("CSV in blocks")
struct CSVBlocksTests {
  private func inFile<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
    let path = NSTemporaryDirectory() + "blocks-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// The numbers, or the error, of a table read in blocks of a size.
  private func reading(_ text: String, size: Int, _ options: CSVOptions) throws -> String {
    try inFile(text) { path in
      do throws(CSVError) {
        var blocks = DatasetBlocks(
          CSVBlocks(try ByteReader.opening(path), size: size), file: "t", options)
        var result = ""
        while let rows = try blocks.next() {
          for i in 0..<rows.count {
            result += "\(rows.rowNumbers?[i] ?? i + 1):"
            for name in rows.columnNames { result += " \(try rows.column(name)[i])" }
            result += "\n"
          }
        }
        return result
      } catch {
        return error.description.replacingOccurrences(of: path, with: "t")
      }
    }
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n5,6\n7,8\n", "a,b\r\n1,2\r\n\r\n3,4\r\n5,6", "a,b\r1,2\r3,4\r",
    "\"a\r\nb\",c\n1,\"2\"\n\"3\",4\n\"5\n\",6\n", "\u{FEFF}é;ü\n1;2\n3;4\n", "1,2\n3,4\n\n\n5,6\n",
    "a,b\n1,2\n3\n4,5\n", "a,b\n1,2\n3,4,5\n6,7\n", "a,b\n1,2\n3,x\n", "a,b\n1,2\n3,4\"\n5,6\n",
    "a,b\n1,2\n\"3,4\n5,6\n7,8\n", "a,b\n1,2\n3,4\n\"5\"6,7\n", "\n\n\n\n\na\n1\n2\n", "a,b\n",
    "a,b\n1,2\n3,4\n5,\n", "a,a\n1,2\n", "", "\n\n",
  ])
  func blocksSayWhatTheWholeSays(text: String) throws {
    for skips in [false, true] {
      let options = CSVOptions(header: .automatic, skipsRaggedRows: skips)
      let whole = try reading(text, size: 1 << 20, options)
      for size in 1...12 { #expect(try reading(text, size: size, options) == whole) }
    }
  }

  @Test func aFileWithoutAnEndIsGivenUp() {
    #expect {
      try Dataset(csvFile: "/dev/zero")
    } throws: {
      "\($0)" == "/dev/zero:1:1: a line of more than 67108864 bytes; is this a table?"
    }
  }

  @Test func columnsThatAreNotWantedAreNotRead() throws {
    let text = "id,x,y,x\u{301}\na,1,2,b\nc,3,4,d\n"
    let data = try Dataset(csv: text, file: "t", options: CSVOptions(columns: ["y", "2", "no"]))
    #expect(try data.column("x") == [1, 3])
    #expect(try data.column("3") == [2, 4])
    #expect { try data.column("id") } throws: {
      "\($0)"
        == "t: column 'id' was not read; name it among the columns that are wanted"
    }
    #expect { try data.column("no") } throws: { "\($0)".contains("there is no column 'no'") }
    #expect(try data.rows(where: "x", equals: 3).column("y") == [4])
  }
}
