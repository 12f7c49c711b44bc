import Fitting
import Foundation
import Testing

@testable import Tables

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
      do throws(TableError) {
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

  /// A long text is read in parts at once: what is no plain row must not lead them astray.
  @Test(arguments: [
    "", "7,8,\"9\"\n", "7,8,\"a\n1,2,3\n1,2,3\n\"\n", "7,,\r\n", "\n\n7,8,9\r", "é,8,9\n",
    "7,8,9e1\n",
    "\"" + String(repeating: "4,5,6\n", count: 10_000) + "\",8,9\n",
  ])
  func longTextsSayWhatTheirRowsSay(odd: String) throws {
    var generator = Xoshiro256(seed: 5)
    // The line of the record, which may follow blank ones.
    let blank = odd.hasPrefix("\n") ? 2 : 0
    var text = "x,y,z\n"
    var lines: [Int] = []
    var line = 2
    for row in 0..<20_000 {
      // Odd rows may be neighbours, and stand at either end of a part.
      if !odd.isEmpty,
        row == 7 || row == 19_999 || Int.random(in: 0..<5000, using: &generator) == 0
      {
        text += odd
        lines.append(line + blank)
        line += odd.replacingOccurrences(of: "\r\n", with: "\n").count {
          $0 == "\n" || $0 == "\r"
        }
      } else {
        text += "\(row),-\(row)\(row).5,\(row % 7)\n"
        lines.append(line)
        line += 1
      }
    }
    let data = try Dataset(csv: text, file: "t", options: CSVOptions(header: .present))
    #expect(data.count == 20_000)
    let (x, z) = (data.columns[0], data.columns[2].values)
    for row in 0..<20_000 where x.values[row] == Double(row) {
      #expect(z[row] == Double(row % 7) || row == 7)
    }
    // The places of what is no number tell the lines of all rows.
    for oddity in x.oddities { #expect(oddity.line == lines[oddity.row]) }
    #expect(x.values.enumerated().count { $1 == Double($0) } > 19_900)
    text += "1,2\n"
    #expect {
      try Dataset(csv: text, file: "t", options: CSVOptions(header: .present))
    } throws: {
      "\($0)".hasPrefix("t:\(line):4: 2 of 3 fields")
    }
  }

  /// Bytes are looked at in windows: what is wrong is found wherever it stands in one.
  @Test func whatIsNoTextIsFoundInEveryPlace() throws {
    let plain = Array("x\n".utf8) + Array(repeating: Array("1234567\n".utf8), count: 400).joined()
    for offset in [
      2, 9, 1022, 1023, 1024, 1025, 2047, 2048, 2049, plain.count - 2, plain.count - 1,
    ] {
      for byte: UInt8 in [0, 0x80, 0xC3, 0xFF] {
        var bytes = plain
        bytes[offset] = byte
        let line = 1 + plain[..<offset].count { $0 == Ascii.lineFeed }
        #expect {
          try Dataset(csv: bytes, file: "t", options: CSVOptions())
        } throws: {
          "\($0)".hasPrefix("t:\(line):")
        }
      }
      // A character over the edge of a window is one.
      var bytes = plain
      bytes.replaceSubrange(offset..<min(offset + 2, plain.count), with: Array("é".utf8))
      let data = try Dataset(csv: bytes, file: "t", options: CSVOptions())
      #expect(data.columns[0].oddities.map(\.kind) == [.notANumber])
    }
  }

  /// Quotes and line ends of every kind in windows of bytes, in blocks of a size that windows do not fill.
  @Test func longBlocksSayWhatTheWholeSays() throws {
    var generator = Xoshiro256(seed: 6)
    let rows = ["1,2\n", "1,2\r\n", "3,4\r", "\"5\n6\",7\n", "\n"]
    for odd in [0, 1, 40] {
      let text =
        "a,b\n"
        + (0..<6000).map { _ in
          Int.random(in: 0..<100, using: &generator) < odd
            ? rows.randomElement(using: &generator)! : rows[0]
        }.joined()
      let whole = try reading(text, size: 1 << 20, CSVOptions(header: .present))
      for size in [1000, 1024, 5000, 9001] {
        #expect(try reading(text, size: size, CSVOptions(header: .present)) == whole)
      }
    }
  }

  /// What records say of a file that comes in a little at a time; the fields' lengths if nothing is wrong.
  private func records(_ text: String, longestField: Int = 1 << 16) throws -> String {
    try inFile(text) { path in
      do throws(TableError) {
        var records = CSVRecords(
          CSVBlocks(try ByteReader.opening(path), size: 1 << 12, waitsForWholeBlocks: false),
          CSVOptions(maximumFieldLength: longestField))
        var lengths: [Int] = []
        while let record = try records.next() { lengths += record.fields.map(\.content.count) }
        return "\(lengths)"
      } catch {
        return error.description.replacingOccurrences(of: path, with: "t")
      }
    }
  }

  /// A field without an end is not waited for: what is told of it does not depend on how much more would come.
  @Test(arguments: ["1", "é", "\"1", "\"x,\n"])
  func aFieldThatIsTooLongIsToldAtOnce(unit: String) throws {
    let isQuoted = unit.hasPrefix("\"")
    let body = String(
      repeating: isQuoted ? String(unit.dropFirst()) : unit, count: (8 << 20) / unit.utf8.count)
    let told = try records("x,y\n1," + (isQuoted ? "\"" : "") + body)
    let message =
      isQuoted
      ? "the quote that opens here is never closed within the 65536 bytes of the longest field"
      : "a field of more than 65536 bytes; the limit is 65536"
    #expect(told.hasPrefix("t:2:3: \(message)"), "\(told)")
  }

  /// Neither a long record of short fields nor the quotes inside a field make one too long.
  @Test func whatIsNotTooLongIsRead() throws {
    let wide = String(repeating: "12;", count: 3000) + "1\n"
    #expect(try records(wide, longestField: 8).hasPrefix("[2, 2, 2"))
    let quotes = "\"" + String(repeating: "\"\"", count: 60_000) + "\",2\n"
    #expect(try records(quotes) == "[60000, 1]")
    #expect(try records(String(repeating: "1", count: 65_536) + "\n") == "[65536]")
  }

  @Test func blanksWithoutEndAreNotPassedOver() throws {
    let told = try records("x\n" + String(repeating: " ", count: 1 << 20) + "\n1\n")
    #expect(told.hasPrefix("t:2:1: "), "\(told)")
  }
}
