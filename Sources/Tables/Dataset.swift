import Basics

/// A table of numbers with named columns: every column a list of doubles, all of the same count.
///
/// A column read from a file may hold cells that are no numbers. It may stand there as long as it is not
/// asked for; then the first such cell is the error, with its place. So a file of measurements may have
/// columns of dates and names beside the two that are plotted.
///
/// Not a number, missing, infinite:
/// - `nan`, `inf`, `-inf` in a file are numbers that the author wrote, and are kept as they are.
/// - An empty cell, `NA` and `N/A` are missing. A column with a missing value is an error when it is
///   asked for; `droppingIncompleteRows(in:)` leaves such rows out.
/// - A fit needs finite numbers and says which cell is none (`finiteColumn(_:)`).
public struct Dataset: Sendable {
  /// The file as the caller named it, or a name for data that came from no file. Errors begin with it.
  public let source: String

  /// The number of rows.
  public private(set) var count: Int

  /// The columns' names in the order of the file. Empty names are columns that have none.
  public var columnNames: [String] { columns.map(\.name) }

  private(set) var columns: [Column]

  /// How many rows of the file were left out because they had too many or too few fields.
  public internal(set) var skippedRowCount = 0

  /// The number of every row in the file, from 1; nil if no row has been left out.
  public internal(set) var rowNumbers: [Int]?

  package struct Column: Sendable {
    package var name: String
    /// One a row; NaN where the cell is no number.
    var values: [Double]
    /// The cells that are no finite numbers, by row; empty for data from no file.
    var oddities: [Oddity]
    /// Whether the values were kept when the file was read.
    var isRead: Bool

    package init(
      name: String, values: [Double], oddities: [Oddity] = [], isRead: Bool = true
    ) {
      self.name = name
      self.values = values
      self.oddities = oddities
      self.isRead = isRead
    }
  }

  /// A cell that is no finite number, kept with its place for the error that may come.
  package struct Oddity: Sendable {
    enum Kind { case missing, tooLarge, notANumber, notFinite }
    var row: Int
    var kind: Kind
    var text: String
    var line: Int
    var column: Int
  }

  /// Data from no file. `source` is what its errors begin with.
  ///
  /// - Throws: `TableError` if the columns differ in count, or two have the same name.
  public init(
    _ columns: [(name: String, values: [Double])], source: String = "data"
  ) throws(TableError) {
    for (index, column) in columns.enumerated() {
      if column.values.count != columns[0].values.count {
        throw TableError(
          file: source,
          message:
            "column \(quoted(column.name)) has \(column.values.count) \(column.values.count == 1 ? "value" : "values"), "
            + "\(quoted(columns[0].name)) has \(columns[0].values.count)")
      }
      if columns[..<index].contains(where: { $0.name == column.name }) {
        throw TableError(file: source, message: "two columns are named \(quoted(column.name))")
      }
    }
    self.init(
      source: source, count: columns.first?.values.count ?? 0,
      columns: columns.map { Column(name: $0.name, values: $0.values) })
  }

  package init(source: String, count: Int, columns: [Column]) {
    self.source = source
    self.count = count
    self.columns = columns
  }

  /// The values of a column, one a row. They may be infinite or NaN if the data say so.
  ///
  /// - Throws: `TableError` if there is no such column (with the name that was probably meant), or at its
  ///   first cell that is missing or no number.
  public func column(_ name: String) throws(TableError) -> [Double] {
    let column = try find(name)
    if let oddity = column.oddities.first(where: { $0.kind != .notFinite }) {
      throw error(oddity, in: column)
    }
    return column.values
  }

  /// The values of a column of which every one is finite.
  ///
  /// - Throws: as `column(_:)`, and at the first value that is infinite or NaN.
  public func finiteColumn(_ name: String) throws(TableError) -> [Double] {
    let column = try find(name)
    if let oddity = column.oddities.first { throw error(oddity, in: column) }
    if let row = column.values.firstIndex(where: { !$0.isFinite }) {
      throw TableError(
        file: source,
        message: "row \(row + 1) is \(column.values[row]) (column \(quoted(name)))",
        remedy: "write a finite number, or leave the row out")
    }
    return column.values
  }

  /// What a column is called that is asked for by name or by number; its number if it has no name.
  public func name(of column: String) -> String {
    guard let index = Self.index(of: column, in: columns), !columns[index].name.isEmpty else {
      return column
    }
    return columns[index].name
  }

  /// Whether the first line was read as a row because all of its fields are numbers.
  public internal(set) var firstLineIsRow = false

  /// The column of a name, or of a number from 1.
  func find(_ name: String) throws(TableError) -> Column {
    if let index = Self.index(of: name, in: columns) {
      if columns[index].isRead { return columns[index] }
      throw TableError(
        file: source, message: "column \(quoted(name)) was not read",
        remedy: "name it among the columns that are wanted")
    }
    let names = columnNames.filter { !$0.isEmpty }
    let remedy =
      if let meant = Suggestion.nearest(to: name, among: names) {
        "did you mean \(quoted(meant))?"
      } else if names.isEmpty {
        "no column has a name"
      } else {
        "the columns are " + names.prefix(12).map { quoted($0) }.joined(separator: ", ")
          + (names.count > 12 ? ", …" : "")
      }
    throw TableError(file: source, message: "there is no column \(quoted(name))", remedy: remedy)
  }

  /// Which column has a name, or else that number from 1.
  static func index(of name: String, in columns: [Column]) -> Int? {
    if let index = columns.firstIndex(where: { $0.name == name && !name.isEmpty }) { return index }
    if let number = Int(name), number >= 1, number <= columns.count { return number - 1 }
    return nil
  }

  private func error(_ oddity: Oddity, in column: Column) -> TableError {
    let name = "(column \(quoted(column.name)))"
    let (message, remedy) =
      switch oddity.kind {
      case .missing:
        ("there is no value here \(name)", "write one, or leave out rows without")
      case .tooLarge:
        (
          "\(quoted(oddity.text)) is too large \(name)",
          "the largest number is 1.797e308; or write inf"
        )
      case .notFinite:
        (
          "\(quoted(oddity.text)) is not finite \(name)",
          "write a finite number, or leave the row out"
        )
      case .notANumber:
        ("\(quoted(oddity.text)) is not a number \(name)", CSVNumber.remedy(forText: oddity.text))
      }
    return TableError(
      file: source, line: oddity.line, column: oddity.column, message: message, remedy: remedy)
  }
}

// MARK: - Choosing rows

extension Dataset {
  /// The rows in which the value of a column satisfies a predicate, in the same order.
  ///
  /// - Throws: `TableError` if there is no such column, or it has a cell that is missing or no number.
  public func rows(
    where name: String, _ isIncluded: (Double) -> Bool
  ) throws(TableError) -> Dataset {
    let values = try column(name)
    return keeping(values.indices.filter { isIncluded(values[$0]) })
  }

  /// The rows in which a column equals a number, in the same order.
  ///
  /// - Throws: as `rows(where:_:)`.
  public func rows(where name: String, equals value: Double) throws(TableError) -> Dataset {
    try rows(where: name) { $0 == value }
  }

  /// The rows that have a number in each of these columns, in the same order: without those where a
  /// value is missing or NaN. A cell of other text stays, and is an error when its column is asked for:
  /// to drop it would hide a slip of the pen.
  ///
  /// - Throws: `TableError` if there is no such column.
  public func droppingIncompleteRows(in names: [String]) throws(TableError) -> Dataset {
    var isIncomplete = [Bool](repeating: false, count: count)
    for name in names {
      let column = try find(name)
      var isMissing = column.values.map(\.isNaN)
      for oddity in column.oddities where oddity.kind != .missing && oddity.kind != .notFinite {
        isMissing[oddity.row] = false
      }
      for row in 0..<count where isMissing[row] { isIncomplete[row] = true }
    }
    return keeping((0..<count).filter { !isIncomplete[$0] })
  }

  /// The rows that have a finite number in each of these columns, in the same order.
  ///
  /// - Throws: `TableError` if there is no such column.
  public func droppingUnusableRows(in names: [String]) throws(TableError) -> Dataset {
    var isUsable = [Bool](repeating: true, count: count)
    for name in names {
      for (row, value) in try find(name).values.enumerated() where !value.isFinite {
        isUsable[row] = false
      }
    }
    return keeping((0..<count).filter { isUsable[$0] })
  }

  private func keeping(_ rows: [Int]) -> Dataset {
    if rows.count == count { return self }
    var newRow = [Int?](repeating: nil, count: count)
    for (new, old) in rows.enumerated() { newRow[old] = new }
    let columns = columns.map { column in
      Column(
        name: column.name, values: column.isRead ? rows.map { column.values[$0] } : [],
        oddities: column.oddities.compactMap { oddity in
          guard let row = newRow[oddity.row] else { return nil }
          var oddity = oddity
          oddity.row = row
          return oddity
        }, isRead: column.isRead)
    }
    var result = Dataset(source: source, count: rows.count, columns: columns)
    result.skippedRowCount = skippedRowCount
    result.firstLineIsRow = firstLineIsRow
    result.rowNumbers = rows.map { row in rowNumbers?[row] ?? row + 1 }
    return result
  }
}
