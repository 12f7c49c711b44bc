import Basics

/// The columns of a table as its fields come in.
struct CSVTableBuilder {
  /// The part of the file that fields come from.
  var text: CSVText {
    didSet { lastPlace.lineStart = -1 }
  }
  let skipsRaggedRows: Bool
  var columns: [Dataset.Column] = []
  var rowCount = 0
  /// Whether the first line turned out to be a row.
  var firstLineIsRow = false
  /// The numbers of the rows that were left out, from 1.
  private(set) var skipped: [Int] = []
  /// How many they are, with those that have been taken away.
  private(set) var skippedAltogether = 0
  /// How many rows, with those left out, have been taken away.
  private var rowsBefore = 0
  private var nextColumn = 0
  private var columnOfName: [String: Int] = [:]
  private var lastPlace = (offset: 0, lineStart: -1, column: 1)

  init(text: CSVText, skipsRaggedRows: Bool) {
    self.text = text
    self.skipsRaggedRows = skipsRaggedRows
  }

  /// Reads only these columns, once all have a name.
  mutating func keepOnly(_ wanted: [String]) {
    let found = wanted.compactMap { Dataset.index(of: $0, in: columns) }
    for j in columns.indices where !found.contains(j) { columns[j].isRead = false }
  }

  /// The rows so far, which are taken away.
  mutating func takeRows() -> Dataset {
    var data = Dataset(source: text.file, count: rowCount, columns: columns)
    data.skippedRowCount = skipped.count
    data.firstLineIsRow = firstLineIsRow
    let rows = rowsBefore + 1..<rowsBefore + 1 + rowCount + skipped.count
    if !skipped.isEmpty {
      let skipped = Set(skipped)
      data.rowNumbers = rows.filter { !skipped.contains($0) }
    } else if rowsBefore > 0 {
      data.rowNumbers = Array(rows)
    }
    rowsBefore = rows.upperBound - 1
    skipped = []
    rowCount = 0
    for j in columns.indices {
      columns[j].values.removeAll()
      columns[j].oddities.removeAll()
    }
    return data
  }

  mutating func appendNumberedName() {
    columns.append(Dataset.Column(name: String(columns.count + 1), values: []))
  }

  mutating func appendName(_ field: CSVParser.Field) throws(TableError) {
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

  /// Adds rows by their numbers for each column that is read.
  mutating func append(_ values: [[Double]], rows: Int) {
    for (j, values) in zip(columns.indices.filter { columns[$0].isRead }, values) {
      columns[j].values += values
    }
    rowCount += rows
  }

  /// Makes room for so many rows in all.
  mutating func reserve(_ rows: Int) {
    for j in columns.indices where columns[j].isRead { columns[j].values.reserveCapacity(rows) }
  }

  mutating func append(_ field: CSVParser.Field) throws(TableError) {
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
    skippedAltogether += 1
    skipped.append(rowsBefore + rowCount + skipped.count + 1)
    nextColumn = 0
  }

  private mutating func appendCell(_ field: CSVParser.Field) {
    guard columns[nextColumn].isRead else { return }
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
