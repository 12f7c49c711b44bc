import Foundation
import Testing

@Suite struct EvalTests {
  static let added = "rho,drho_dx,drho_dalpha,drho_dc,weight"

  @Test func rowsKeepTheirOrderAndTheirColumns() throws {
    let rho = try Program()
    defer { rho.remove() }
    let input = "note,c,x,alpha\r\n\"a, \"\"b\"\"\",1,1,2\r\né,2,2,-inf\r\n"
    let result = try rho("eval", input: input)
    #expect(result.status == 0, "\(result.errors)")
    let rows = result.text.split(separator: "\r\n")
    #expect(rows[0] == "note,c,x,alpha,\(Self.added)")
    #expect(rows[1] == "\"a, \"\"b\"\"\",1,1,2,0.5,1.0,inf,-1.0,1.0")
    #expect(rows[2].hasPrefix("é,2,2,-inf,0.3934693402873666,"))
    #expect(result.text.hasSuffix("\r\n"))
  }

  @Test func numbersLoseNothing() throws {
    let rho = try Program()
    defer { rho.remove() }
    let input = "x\talpha\tc\n0.1\t0.3\t0.7\n1e-300\t1.999999\t1e-5\n123.456\t-7.25\t3"
    let rows = try rho("eval", input: input).text.split(separator: "\n").dropFirst()
    #expect(rows.count == 3)
    for row in rows {
      let fields = row.split(separator: "\t")
      #expect(fields.count == 8)
      for field in fields.dropFirst(3) {
        let value = try #require(Double(field))
        #expect(value.description == field)
      }
    }
  }

  @Test(arguments: [
    ("", "there is no input"),
    ("1,2,3\n", "the first line must name the columns"),
    ("x,alpa,c\n", "there is no column 'alpha'; did you mean 'alpha' by 'alpa'?"),
    ("x,alpha,c,rho\n", "there is a column 'rho' already"),
    ("x,x,alpha,c\n", "two columns are named 'x'"),
    ("x,alpha,c\n1,2,1\n1,2\n", "<stdin>:3:1: error: row 2: 2 fields where the header has 3"),
    (
      "x,alpha,c\n1,2,1\n1,two,1\n",
      "<stdin>:3:3: error: row 2: 'two' is not a number (column 'alpha')"
    ),
    ("x,alpha,c\n1,2,0\n", "<stdin>:2:5: error: row 1: c must be positive and finite"),
    ("x,alpha,c\n1,2,inf\n", "row 1: c must be positive and finite"),
    ("x,alpha,c\n1e999,2,1\n", "row 1: '1e999' is too large (column 'x')"),
    ("x,alpha,c\nnan,2,1\n", "row 1: 'nan' is not a number (column 'x')"),
    ("x,alpha,c\n,2,1\n", "row 1: there is no value here (column 'x')"),
    ("x,alpha,c\n\u{2212}1,2,1\n", "write the minus sign as '-'"),
    ("x,alpha,c\n0x1p3,2,1\n", "row 1: '0x1p3' is not a number (column 'x')"),
    ("x,alpha,c\r1,2,1\r1,2,0x10\r", "<stdin>:3:5: error: row 2: '0x10' is not a number"),
    ("x,alpha,c\n1,\"2\"3,1\n", "<stdin>:2:6: error: text after a closing quote"),
  ])
  func aBadRowIsNamed(input: String, message: String) throws {
    let rho = try Program()
    defer { rho.remove() }
    let result = try rho("eval", input: input)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    // The rows before it have been written.
    if message.contains("row 2") {
      #expect(result.text.split(whereSeparator: \.isNewline).count == 2)
    }
  }

  @Test func rowsInPiecesOfAnySize() throws {
    let rho = try Program()
    defer { rho.remove() }
    var input = "x,alpha,c,text\n"
    for i in 0..<20_000 { input += "\(i),1,2,\"line\n\(i)\"\n" }
    let result = try rho("eval", input: input)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.hasPrefix("x,alpha,c,text,\(Self.added)\n0,1,2,\"line\n0\",0.0,"))
    #expect(result.text.split(separator: "\n").count == 40_001)
  }

  @Test func anOpenQuoteEnds() throws {
    let rho = try Program()
    defer { rho.remove() }
    let input = "x,alpha,c\n\"" + String(repeating: "1,2,1\n", count: 400_000)
    let result = try rho("eval", input: input)
    #expect(result.status == 2)
    #expect(result.errors.contains("is never closed"), "\(result.errors.prefix(300))")
  }
}
