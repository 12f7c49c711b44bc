import Basics
import Config
import RobustLoss
import Tables

/// A table with columns `x`, `alpha` and `c` whose rows come out as they went in, with the loss, its derivatives
/// and the weight appended.
///
/// Other columns and the ends of lines are kept byte by byte. Numbers are written with as few digits as give the
/// same double back (up to 17). What may be in a table is what `Dataset` reads, by the same parser.
public enum LossTable {
  /// The columns that are appended.
  public static let added = ["rho", "drho_dx", "drho_dalpha", "drho_dc", "weight"]

  /// Reads standard input, `<stdin>` in errors.
  /// - Parameter write: takes the bytes of some rows; it is called as soon as rows are there.
  /// - Throws: `TableError` with the place and the row that cannot be read, after the rows before it have been
  ///   written; what `write` throws.
  public static func evaluateStandardInput(write: ([UInt8]) throws -> Void) throws {
    try evaluate(.standardInput(), file: "<stdin>", write: write)
  }

  static func evaluate(
    _ records: consuming CSVRecords, file: String, write: ([UInt8]) throws -> Void
  ) throws {
    var output: [UInt8] = []
    var columns: Columns?
    var row = 0
    do {
      while let record = try records.next() {
        if let columns {
          row += 1
          let values = try columns.values(in: record, row: row)
          output += record.before
          output += record.bytes
          for value in values {
            output.append(record.delimiter)
            output += value.description.utf8
          }
        } else {
          columns = try Columns(record)
          output += record.before
          output += record.bytes
          for name in added {
            output.append(record.delimiter)
            output += name.utf8
          }
        }
        // The last row need not end, but what is appended to it should.
        if record.ending.isEmpty {
          output.append(UInt8(ascii: "\n"))
        } else {
          output += record.ending
        }
        if !records.hasNextAtHand || output.count > 1 << 16 {
          try write(output)
          output.removeAll(keepingCapacity: true)
        }
      }
    } catch {
      try write(output)
      throw error
    }
    if columns == nil {
      throw TableError(
        file: file, message: "there is no input",
        remedy: "the first line names the columns: x,alpha,c")
    }
  }

  /// Where the columns that are needed stand.
  private struct Columns {
    private let count, x, alpha, c: Int

    init(_ header: CSVRecords.Record) throws(TableError) {
      let names = header.fields.map { word($0) }
      for name in added {
        if let place = names.firstIndex(of: name) {
          throw header.error(
            in: place, "there is a column \(quoted(name)) already", remedy: "leave it out")
        }
      }
      func index(_ name: String) throws(TableError) -> Int {
        let places = names.indices.filter { names[$0] == name }
        if places.count == 1 { return places[0] }
        if places.count > 1 {
          throw header.error(
            in: places[1], "two columns are named \(quoted(name))", remedy: "leave one out")
        }
        if header.fields.contains(where: {
          if case .value = CSVNumber($0.content) { true } else { false }
        }) {
          throw header.error(in: nil, "the first line must name the columns: x,alpha,c")
        }
        let near = Suggestion.nearest(to: name, among: names)
        throw header.error(
          in: near.flatMap { names.firstIndex(of: $0) }, "there is no column \(quoted(name))",
          remedy: near.map { "did you mean \(quoted(name)) by \(quoted($0))?" }
            ?? "it needs x, alpha and c")
      }
      count = names.count
      x = try index("x")
      alpha = try index("alpha")
      c = try index("c")
    }

    /// What is appended to a row.
    func values(in record: CSVRecords.Record, row: Int) throws(TableError) -> [Double] {
      guard record.fields.count == count else {
        throw record.error(
          in: nil, "row \(row): \(record.fields.count) fields where the header has \(count)",
          remedy: "a value that is missing still needs its delimiter")
      }
      let x = try number(x, "x", record, row)
      let loss = GeneralLoss<Double>(
        shape: try number(alpha, "alpha", record, row), scale: try number(c, "c", record, row))
      guard loss.isValid else {
        throw record.error(in: c, "row \(row): c must be positive and finite")
      }
      let result = loss.evaluate(x)
      return [
        result.value, result.derivative, result.shapeDerivative, result.scaleDerivative,
        result.weight,
      ]
    }

    private func number(
      _ index: Int, _ name: String, _ record: CSVRecords.Record, _ row: Int
    ) throws(TableError) -> Double {
      let field = record.fields[index]
      let column = "(column \(quoted(name)))"
      switch CSVNumber(field.content) {
      case .value(let value) where !value.isNaN: return value
      case .missing:
        throw record.error(in: index, "row \(row): there is no value here \(column)")
      case .tooLarge:
        throw record.error(
          in: index, "row \(row): \(quoted(word(field))) is too large \(column)",
          remedy: "the largest number is 1.797e308; or write inf")
      case .value, .notANumber:
        let text = word(field)
        throw record.error(
          in: index, "row \(row): \(quoted(text)) is not a number \(column)",
          remedy: text.lowercased() == "nan"
            ? "leave the row out" : CSVNumber.remedy(forText: text))
      }
    }
  }

  private static func word(_ field: CSVParser.Field) -> String {
    String(decoding: field.content.trimmingBlanks(), as: UTF8.self)
  }
}
