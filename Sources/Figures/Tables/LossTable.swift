import Config
import RobustLoss

/// Reads CSV with columns `x`, `alpha` and `c` in pieces of any size, and gives the same rows with the
/// loss, its derivatives and the weight appended.
///
/// Other columns are kept as they are, byte by byte. Numbers are written with as few digits as give the
/// same double back (up to 17). Rows may be quoted (RFC 4180) and end in LF or CR LF; fields are parted
/// by commas, semicolons or tabs, whichever the header has most of.
public struct LossTable: Sendable {
  /// The longest row, in bytes; a longer one is nearly always a quote left open.
  public static let longestRow = 1 << 20

  private let file: String
  private var buffer: [UInt8] = []
  private var header: Header?
  private var line = 1
  private var row = 0

  private struct Header: Sendable {
    var delimiter: UInt8
    var count: Int
    var x: Int
    var alpha: Int
    var c: Int
  }

  /// Starts a table; `file` is its name in errors.
  public init(file: String) { self.file = file }

  /// Takes in the next piece.
  /// - Throws: `Diagnostic` with the line and the row that cannot be read; the rows before it are in
  ///   `output`.
  public mutating func take(_ chunk: [UInt8], into output: inout [UInt8]) throws {
    buffer += chunk
    var start = 0
    var at = 0
    var isQuoted = false
    while at < buffer.count {
      if buffer[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if buffer[at] == UInt8(ascii: "\n"), !isQuoted {
        let bytes = buffer[start...at]
        start = at + 1
        try add(bytes, into: &output)
      }
      at += 1
    }
    buffer.removeFirst(start)
    if buffer.count > Self.longestRow {
      throw error(0, "a row of more than \(Self.longestRow) bytes; is a quote left open?", "")
    }
  }

  /// Takes in the end.
  /// - Throws: as `take(_:into:)`, and if there was no header.
  public mutating func finish(into output: inout [UInt8]) throws {
    if !buffer.isEmpty {
      let rest = buffer[...]
      buffer = []
      try add(rest, into: &output)
    }
    if header == nil {
      throw Diagnostic(
        file: file, message: "there is no input; the first line names the columns: x,alpha,c")
    }
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) throws {
    defer { line += max(1, bytes.count { $0 == UInt8(ascii: "\n") }) }
    var content = bytes
    var ending: [UInt8] = []
    if content.last == UInt8(ascii: "\n") { ending = [content.removeLast()] }
    if content.last == UInt8(ascii: "\r") { ending.insert(content.removeLast(), at: 0) }
    // The last row need not end, but what is appended to it should.
    if ending.isEmpty { ending = [UInt8(ascii: "\n")] }
    if content.isEmpty {
      output += ending
      return
    }
    if let header {
      row += 1
      try append(content, header, into: &output)
    } else {
      if content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
      let header = try readHeader(content)
      self.header = header
      output += content
      for name in Self.added {
        output.append(header.delimiter)
        output += Array(name.utf8)
      }
    }
    output += ending
  }

  /// The columns that are appended.
  public static let added = ["rho", "drho_dx", "drho_dalpha", "drho_dc", "weight"]

  private func readHeader(_ content: ArraySlice<UInt8>) throws -> Header {
    let source = Self.text(content)
    let delimiter =
      [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].enumerated().max { a, b in
        let (n, m) = (content.count { $0 == a.element }, content.count { $0 == b.element })
        return (n, -a.offset) < (m, -b.offset)
      }!.element
    let names = Self.fields(of: content, delimiter).map { Self.word($0) }
    func index(_ name: String) throws -> Int {
      let places = names.indices.filter { names[$0] == name }
      if places.count == 1 { return places[0] }
      if places.count > 1 { throw error(0, "two columns are named '\(name)'", source) }
      if names.contains(where: { Double($0) != nil }) {
        throw error(0, "the first line must name the columns: x,alpha,c", source)
      }
      let hint = nearest(to: name, among: names).map { "; did you mean '\(name)' by '\($0)'?" }
      throw error(0, "there is no column '\(name)'" + (hint ?? "; it needs x, alpha and c"), source)
    }
    for name in Self.added where names.contains(name) {
      throw error(0, "there is a column '\(name)' already", source)
    }
    return Header(
      delimiter: delimiter, count: names.count, x: try index("x"), alpha: try index("alpha"),
      c: try index("c"))
  }

  private func append(
    _ content: ArraySlice<UInt8>, _ header: Header, into output: inout [UInt8]
  ) throws {
    let fields = Self.fields(of: content, header.delimiter)
    func fail(_ field: ArraySlice<UInt8>?, _ message: String) -> Diagnostic {
      let offset = field.map { Self.text(content[content.startIndex..<$0.startIndex]) } ?? ""
      var error = error(offset.unicodeScalars.count, "row \(row): \(message)", Self.text(content))
      error.length = max(1, field.map { Self.text($0).unicodeScalars.count } ?? 1)
      return error
    }
    guard fields.count == header.count else {
      throw fail(nil, "\(fields.count) fields where the header has \(header.count)")
    }
    func number(_ index: Int, _ name: String) throws -> Double {
      let field = fields[index]
      let word = Self.word(field)
      if word.isEmpty { throw fail(field, "there is no \(name)") }
      guard let value = Double(word), !value.isNaN else {
        let hint =
          word.contains("\u{2212}")
          ? "; write the minus sign as '-'" : "; write a decimal number, inf or -inf"
        throw fail(field, "'\(word.prefix(40))' is not a number (\(name))\(hint)")
      }
      if value.isInfinite, !word.lowercased().contains("inf") {
        throw fail(field, "'\(word.prefix(40))' is too large (\(name)); the largest is 1.797e308")
      }
      return value
    }
    let x = try number(header.x, "x")
    let loss = GeneralLoss<Double>(
      shape: try number(header.alpha, "alpha"), scale: try number(header.c, "c"))
    guard loss.isValid else {
      throw fail(fields[header.c], "c must be positive and finite")
    }
    let result = loss.evaluate(x)
    output += content
    for value in [
      result.value, result.derivative, result.shapeDerivative, result.scaleDerivative,
      result.weight,
    ] {
      output.append(header.delimiter)
      output += value.description.utf8
    }
  }

  private func error(_ offset: Int, _ message: String, _ source: String) -> Diagnostic {
    Diagnostic(file: file, line: line, column: offset + 1, message: message, source: source)
  }

  /// The fields of a row, quotes and all.
  private static func fields(of row: ArraySlice<UInt8>, _ delimiter: UInt8) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = row.startIndex
    var isQuoted = false
    for i in row.indices {
      if row[i] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if row[i] == delimiter, !isQuoted {
        result.append(row[start..<i])
        start = i + 1
      }
    }
    result.append(row[start...])
    return result
  }

  /// What a field says, without blanks and quotes around it.
  private static func word(_ field: ArraySlice<UInt8>) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var field = field
    while let first = field.first, isBlank(first) { field.removeFirst() }
    while let last = field.last, isBlank(last) { field.removeLast() }
    if field.count >= 2, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") {
      field = field.dropFirst().dropLast()
    }
    return text(field)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
