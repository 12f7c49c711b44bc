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
    /// How many rows were left out.
    var skipped: Int

    /// Says how many rows were left out.
    func warnOfSkipped() { TableFile.warn(ofSkipped: skipped) }
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
    let regression = try Regression(
      try columns.chosenModel, data: data, inputs: columns.x, target: columns.target)
    return Table(
      regression: regression, labels: labels, rowNumbers: data.rowNumbers,
      skipped: all.skippedRowCount + all.count - data.count)
  }

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
  var labels: FitLabels { FitLabels(title: title, inputs: columns.x, target: columns.target) }

  /// Says how many rows were left out.
  static func warn(ofSkipped count: Int) {
    if count == 1 { Failure.warn("1 row cannot be used and is left out") }
    if count > 1 { Failure.warn("\(count) rows cannot be used and are left out") }
  }

  /// The file's name without folder and ending.
  private var title: String {
    let name = path == "-" ? "data" : path.split(separator: "/").last.map(String.init) ?? path
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
