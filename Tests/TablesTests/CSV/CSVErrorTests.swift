import Fitting
import Testing

@testable import Tables

/// What the error of reading a text and asking for a column says.
private func complaint(
  _ bytes: [UInt8], column: String = "y", options: CSVOptions = CSVOptions()
) -> String {
  do throws(TableError) {
    _ = try Dataset(csv: bytes, file: "t.csv", options: options).column(column)
    return "no error"
  } catch {
    return error.description
  }
}

private func complaint(_ text: String, column: String = "y") -> String {
  complaint(Array(text.utf8), column: column)
}

@Suite("Errors in CSV")
struct CSVErrorTests {
  static let complaints: [(text: String, description: String)] = [
    ("", "t.csv: the file is empty; it needs a line of names and rows of numbers"),
    ("\n \n\r\n", "t.csv: the file is empty; it needs a line of names and rows of numbers"),
    ("x,y\n", "t.csv: the file has names of columns but no rows; add rows of numbers"),
    ("x,y", "t.csv: the file has names of columns but no rows; add rows of numbers"),
    (
      "x,y\n1,2\n3,abc\n",
      "t.csv:3:3: 'abc' is not a number (column 'y'); write a decimal number, inf, -inf or nan"
    ),
    (
      "x;y\n1;2,5\n",
      "t.csv:2:3: '2,5' is not a number (column 'y'); "
        + "write the decimal point as '.' and no separators of thousands"
    ),
    (
      "x,y\n1,\u{2212}5\n",
      "t.csv:2:3: '\u{2212}5' is not a number (column 'y'); write the minus sign as '-'"
    ),
    (
      "x,y\n1,1e999\n",
      "t.csv:2:3: '1e999' is too large (column 'y'); the largest number is 1.797e308; or write inf"
    ),
    (
      "x,y\n1,\n",
      "t.csv:2:3: there is no value here (column 'y'); write one, or leave out rows without"
    ),
    (
      "x,y\nNA,NA\n",
      "t.csv:2:4: there is no value here (column 'y'); write one, or leave out rows without"
    ),
    (
      "x,y\n1,2\n\n1\n",
      "t.csv:4:2: 1 of 2 fields; a value that is missing still needs its delimiter"
    ),
    (
      "x,y\n1,2,3\n",
      "t.csv:2:5: a field more than the 2 of the first line; "
        + "quote fields that contain the delimiter, or name the column"
    ),
    (
      "x,y,x\n1,2,3\n",
      "t.csv:1:5: column 3 is named 'x' as is column 1; "
        + "give each a name of its own; or, if this is a row of data, put names above it"
    ),
    (
      "x,y\n1,\"2\n3,4\n",
      "t.csv:2:3: the quote that opens here is never closed; close it with '\"'"
    ),
    (
      "x,y\n1,\"2\"3\n",
      "t.csv:2:6: text after a closing quote; double the quotes inside a quoted field"
    ),
    (
      "x,y\n1,2\"3\n",
      "t.csv:2:4: a quote inside a field that does not begin with one; "
        + "enclose the field in quotes and double the quotes inside"
    ),
    ("x,yy\n1,2\n", "t.csv: there is no column 'y'; the columns are 'x', 'yy'"),
    ("a,b\n1,2\n", "t.csv: there is no column 'y'; the columns are 'a', 'b'"),
    ("x,Y\n1,2\n", "t.csv: there is no column 'y'; did you mean 'Y'?"),
  ]

  @Test(arguments: complaints)
  func nameThePlaceAndARemedy(text: String, description: String) {
    #expect(complaint(text) == description)
  }

  static let noText: [(bytes: [UInt8], beginning: String)] = [
    ([UInt8]("x,y\n1,".utf8) + [0xFF, 0x0A], "t.csv:2:3: byte 0xFF is not valid UTF-8"),
    ([0x78, 0xC3, 0x0A], "t.csv:1:2: byte 0xC3 is not valid UTF-8"),
    ([0x78, 0xE2, 0x82], "t.csv:1:2: byte 0xE2 is not valid UTF-8"),
    ([0xC0, 0x80], "t.csv:1:1: byte 0xC0 is not valid UTF-8"),
    ([0xED, 0xA0, 0x80], "t.csv:1:1: byte 0xED is not valid UTF-8"),
    ([0xF4, 0x90, 0x80, 0x80], "t.csv:1:1: byte 0xF4 is not valid UTF-8"),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "t.csv:1:1: byte 0x89 is not valid UTF-8"),
    ([0x78, 0x0D, 0x79, 0x0D, 0x0A, 0x31, 0x00], "t.csv:3:2: a zero byte: this is a binary file"),
    ([0xFF, 0xFE, 0x78, 0x00], "t.csv: the file is UTF-16"),
    ([0xEF, 0xBB, 0xBF], "t.csv: the file is empty"),
  ]

  @Test(arguments: noText)
  func tellWhatIsNoText(bytes: [UInt8], beginning: String) {
    #expect(complaint(bytes).hasPrefix(beginning))
  }

  @Test func anOverlongFieldIsAnErrorAtItsBeginning() {
    let text = "x,y\n1,\"" + String(repeating: "9", count: 100) + "\"\n"
    let short = complaint(Array(text.utf8), options: CSVOptions(maximumFieldLength: 99))
    #expect(short.hasPrefix("t.csv:2:3: a field of 100 bytes; the limit is 99"))
    #expect(complaint(Array(text.utf8)) == "no error")
    let long = "x,y\n1," + String(repeating: "9", count: 65_537)
    #expect(complaint(long).hasPrefix("t.csv:2:3: a field of 65537 bytes; the limit is 65536"))
  }

  @Test func anErrorsColumnCountsCharactersAndNotBytes() {
    #expect(complaint("größe,y\näöü€𝜌,abc\n").hasPrefix("t.csv:2:7: 'abc'"))
  }

  @Test func aByteOrderMarkTakesNoColumn() {
    #expect(complaint("\u{FEFF}x,y,x\n").hasPrefix("t.csv:1:5: "))
  }

  @Test func linesInQuotesAreCounted() {
    #expect(complaint("x,y\n\"a\nb\r\nc\",1\n\"d\n\",abc").hasPrefix("t.csv:6:3: 'abc'"))
  }

  @Test func quotesOfAUsersTextAreShortAndOnOneLine() {
    let text = "x,y\n1,\"a\nb\u{1B}[31m" + String(repeating: "z", count: 100) + "\"\n"
    let line = complaint(text)
    #expect(line.hasPrefix("t.csv:2:3: 'a\\nb\\u001B[31mzzz"))
    #expect(line.contains("zz…' is not a number"))
    #expect(line.count < 150)
  }

  @Test func aLineOfManyOddCellsTakesNoSquareOfTime() throws {
    let count = 200_000
    let header = (0..<count).map { "c\($0)" }.joined(separator: ",")
    let text = header + "\n" + String(repeating: ",", count: count - 1) + "\n"
    let line = complaint(text, column: "c\(count - 1)")
    #expect(line.hasPrefix("t.csv:2:\(count): there is no value"))
  }

  @Test func noTextMakesTheReaderCrash() {
    var generator = Xoshiro256(seed: 11)
    let alphabet = Array("a1.,;\t\"\"\r\n -e\u{FEFF}é".utf8) + [0, 0xFF]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      // Whatever is accepted is rectangular.
      for header in [CSVOptions.Header.present, .absent, .automatic] {
        let options = CSVOptions(header: header)
        guard let data = try? Dataset(csv: bytes, file: "t", options: options) else { continue }
        #expect(data.columns.allSatisfy { $0.values.count == data.count }, "\(bytes)")
      }
    }
  }
}
