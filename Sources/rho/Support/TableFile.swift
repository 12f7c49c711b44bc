import Figures
import Fitting
import Tables

/// A CSV file, and which of its columns are fitted.
struct TableFile {
  /// The file, `-` for standard input.
  var path: String
  var columns: ColumnArguments

  /// The rows that are fitted, and what they are called.
  struct Table {
    var regression: Regression
    var labels: FitLabels
    /// The number of every row in the file, from 1; nil if no row was left out.
    var rowNumbers: [Int]?
    /// How many rows were left out, and the numbers of the first dozen.
    var skipped: Int
    var skippedRows: [Int]
    /// What is to be known of how the table was read.
    var notes: [String]

    /// Says how many rows were left out.
    func warnOfSkipped() { TableFile.warn(ofSkipped: skipped, skippedRows) }
  }

  /// Reads the table.
  /// - Throws: `TableError`, `FitError`.
  func read() throws -> Table {
    let wanted = columns.x + [columns.target]
    let options = CSVOptions(
      header: .automatic, skipsRaggedRows: columns.skipBad, columns: wanted)
    let all =
      path == "-"
      ? try Dataset.standardInput(options: options) : try Dataset(csvFile: path, options: options)
    let data = columns.skipBad ? try all.droppingUnusableRows(in: wanted) : all
    let skipped = all.skippedRowCount + all.count - data.count
    if data.count == 0, skipped > 0 { throw FitError.noUsableRows(skipped: skipped) }
    let regression = try Regression(
      try columns.chosenModels[0], data: data, inputs: columns.x, target: columns.target)
    let kept = Set(data.rowNumbers ?? [])
    let left =
      skipped == 0 ? [] : (1...data.count + skipped).lazy.filter { !kept.contains($0) }.prefix(12)
    return Table(
      regression: regression,
      labels: labels(
        columns.x.map { all.name(of: $0) }, all.name(of: columns.target),
        hasNames: !all.firstLineIsRow),
      rowNumbers: data.rowNumbers, skipped: skipped, skippedRows: Array(left),
      notes: all.firstLineIsRow ? [Self.firstLineNote] : [])
  }

  /// What is said where the first line might have been a header.
  static let firstLineNote =
    "the first line is all numbers and was read as a row; name a column by it if it is a header"

  /// The fit of least squares, for which the table need not be in memory.
  ///
  /// - Returns: nil where the file can be read only once.
  /// - Throws: `FitError`.
  func leastSquares() throws -> StreamedLeastSquares? {
    guard path != "-", columns.residual == nil else { return nil }
    return try StreamedLeastSquares(
      try columns.chosenModel, csvFile: path, inputs: columns.x, target: columns.target,
      skipsUnusableRows: columns.skipBad)
  }

  /// What the columns are called, and the data.
  /// - Parameter hasNames: whether columns have names; if not, they are called by their numbers.
  func labels(_ inputs: [String], _ target: String, hasNames: Bool) -> FitLabels {
    func called(_ name: String) -> String { hasNames ? name : "column \(name)" }
    return FitLabels(title: title, inputs: inputs.map(called), target: called(target))
  }

  /// Says how many rows were left out, and which.
  static func warn(ofSkipped count: Int, _ rows: [Int]) {
    if count == 1 { Failure.warn("1 row cannot be used and is left out\(list(rows, of: 1))") }
    if count > 1 {
      Failure.warn("\(count) rows cannot be used and are left out\(list(rows, of: count))")
    }
  }

  private static func list(_ rows: [Int], of count: Int) -> String {
    if rows.isEmpty { return "" }
    let rest = count > rows.count ? " and \(count - rows.count) more" : ""
    return ": " + rows.map { "\($0)" }.joined(separator: ", ") + rest
  }

  /// The file's name without folder and ending.
  private var title: String {
    let name = path == "-" ? "data" : path.split(separator: "/").last.map(String.init) ?? path
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
