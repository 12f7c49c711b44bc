/// Reading from CSV: RFC 4180, UTF-8 with or without a byte order mark, lines that end in CR LF, LF or
/// CR, blank lines skipped. Numbers are written as `-1.5e3` in every locale, or `inf`, `-inf`, `nan`.
///
/// Every error says the file and, if it is about a place, the line and the column. These are errors
/// when the file is read: an empty file, one with a header and no rows, one that is not UTF-8 text, a
/// row with more or fewer fields than the header, a name given to two columns, a quote never closed or
/// in the wrong place, a field longer than the options allow.
extension Dataset {
  /// The table in a file.
  ///
  /// - Throws: `CSVError` if the file cannot be read (with the system's reason), or what
  ///   `init(csv:file:options:)` throws.
  public init(csvFile path: String, options: CSVOptions = CSVOptions()) throws(CSVError) {
    try self.init(csv: readFile(path), file: path, options: options)
  }

  /// The table in a string, with the name for its errors.
  ///
  /// - Throws: as `init(csv:file:options:)`.
  public init(
    csv text: String, file: String, options: CSVOptions = CSVOptions()
  ) throws(CSVError) {
    try self.init(csv: Array(text.utf8), file: file, options: options)
  }

  /// The table in the bytes of a file, with the name of the file for its errors.
  ///
  /// - Throws: `CSVError` for everything listed above.
  public init(
    csv bytes: [UInt8], file: String, options: CSVOptions = CSVOptions()
  ) throws(CSVError) {
    let text = try CSVText(bytes, file: file)
    var parser = try CSVParser(text, options: options)
    guard var field = try parser.next() else {
      throw CSVError(
        file: file, message: "the file is empty",
        remedy: "it needs a line of names and rows of numbers")
    }

    var builder = CSVTableBuilder(text: text, skipsRaggedRows: options.skipsRaggedRows)
    var hasHeader = options.header == .present
    if options.header == .automatic { hasHeader = !(try parser.isRowOfNumbers(from: field)) }
    if hasHeader {
      while true {
        try builder.appendName(field)
        if field.endsRecord { break }
        field = try parser.next()!
      }
    } else {
      // The first record says how many columns there are, and is read again as a row.
      var ahead = parser
      var last = field
      builder.appendNumberedName()
      while !last.endsRecord {
        last = try ahead.next()!
        builder.appendNumberedName()
      }
      try builder.append(field)
    }
    while let field = try parser.next() { try builder.append(field) }
    if builder.rowCount == 0 {
      throw CSVError(
        file: file, message: "the file has names of columns but no rows",
        remedy: "add rows of numbers")
    }
    self.init(source: file, count: builder.rowCount, columns: builder.columns)
    skippedRowCount = builder.skipped.count
    if !builder.skipped.isEmpty {
      let skipped = Set(builder.skipped)
      rowNumbers = (1...builder.rowCount + skipped.count).filter { !skipped.contains($0) }
    }
  }
}

extension CSVParser {
  /// Whether every field of the record that begins with `first` is a number.
  fileprivate func isRowOfNumbers(from first: Field) throws(CSVError) -> Bool {
    var ahead = self
    var field = first
    while true {
      guard case .value = CSVNumber(field.content) else { return false }
      if field.endsRecord { return true }
      field = try ahead.next()!
    }
  }
}

/// The columns of a table as its fields come in.
private struct CSVTableBuilder {
  let text: CSVText
  let skipsRaggedRows: Bool
  var columns: [Dataset.Column] = []
  var rowCount = 0
  /// The numbers of the rows that were left out, from 1.
  private(set) var skipped: [Int] = []
  private var nextColumn = 0
  private var columnOfName: [String: Int] = [:]
  private var lastPlace = (offset: 0, lineStart: -1, column: 1)

  init(text: CSVText, skipsRaggedRows: Bool) {
    self.text = text
    self.skipsRaggedRows = skipsRaggedRows
  }

  mutating func appendNumberedName() {
    columns.append(Dataset.Column(name: String(columns.count + 1), values: []))
  }

  mutating func appendName(_ field: CSVParser.Field) throws(CSVError) {
    let name = String(decoding: field.content.trimmingBlanks(), as: UTF8.self)
    if let first = columnOfName[name] {
      throw text.error(
        at: field.place,
        "column \(columns.count + 1) is named \(quoted(name)) as is column \(first + 1)",
        remedy: "give each a name of its own; or, if this is a row of data, put names above it")
    }
    if !name.isEmpty { columnOfName[name] = columns.count }
    columns.append(Dataset.Column(name: name, values: []))
  }

  mutating func append(_ field: CSVParser.Field) throws(CSVError) {
    if nextColumn == columns.count && skipsRaggedRows {
      if field.endsRecord { skipRow() }
      return
    }
    if nextColumn == columns.count {
      throw text.error(
        at: field.place, "a field more than the \(columns.count) of the first line",
        remedy: "quote fields that contain the delimiter, or name the column")
    }
    appendCell(field)
    nextColumn += 1
    if !field.endsRecord { return }
    if nextColumn < columns.count && skipsRaggedRows { return skipRow() }
    if nextColumn < columns.count {
      throw text.error(
        at: field.end, "\(nextColumn) of \(columns.count) fields",
        remedy: "a value that is missing still needs its delimiter")
    }
    nextColumn = 0
    rowCount += 1
  }

  /// Takes back the cells of the row that is being read.
  private mutating func skipRow() {
    for j in columns.indices where columns[j].values.count > rowCount {
      columns[j].values.removeLast()
      if columns[j].oddities.last?.row == rowCount { columns[j].oddities.removeLast() }
    }
    skipped.append(rowCount + skipped.count + 1)
    nextColumn = 0
  }

  private mutating func appendCell(_ field: CSVParser.Field) {
    let kind: Dataset.Oddity.Kind
    switch CSVNumber(field.content) {
    case .value(let value):
      columns[nextColumn].values.append(value)
      if value.isFinite { return }
      kind = .notFinite
    case .missing: kind = .missing
    case .tooLarge: kind = .tooLarge
    case .notANumber: kind = .notANumber
    }
    if kind != .notFinite { columns[nextColumn].values.append(.nan) }
    columns[nextColumn].oddities.append(
      Dataset.Oddity(
        row: rowCount, kind: kind,
        text: String(decoding: field.content.trimmingBlanks(), as: UTF8.self),
        line: field.place.line, column: column(of: field.place)))
  }

  /// Counts on from the place asked for last, so that a line of nothing but odd cells costs no square.
  private mutating func column(of place: CSVText.Place) -> Int {
    if lastPlace.lineStart != place.lineStart {
      lastPlace = (place.lineStart, place.lineStart, 1)
    }
    lastPlace.column += text.scalarCount(lastPlace.offset..<place.offset)
    lastPlace.offset = place.offset
    return lastPlace.column
  }
}
