import Basics
import Optimization
import Tables

/// Least squares of a table of any length, in memory that does not grow with it.
///
/// The file is read twice: once for the parameters, once for their standard errors, which need every
/// residual. Both times its rows are forgotten as soon as they have been added.
public struct StreamedLeastSquares: Sendable {
  /// The parameters, in the model's order.
  public let parameters: [Double]
  /// Their standard errors by the sandwich estimator, as `Fit.standardErrors()` tells them; nil if there
  /// are no more rows than parameters.
  public let standardErrors: [Double]?
  /// √(Σr²/(n − p)), in the units of the target; nil if there are no more rows than parameters.
  public let deviation: Double?
  /// n, the number of rows.
  public let count: Int
  /// How many rows of the file were left out.
  public let skippedRowCount: Int
  /// The numbers of the first dozen of them, from 1.
  public let skippedRows: [Int]
  /// What the columns of the inputs are called, also where they were asked for by number.
  public let inputNames: [String]
  /// The same for the target.
  public let targetName: String
  /// Whether the first line was read as a row because all of its fields are numbers.
  public let firstLineIsRow: Bool
  /// What a reader should know besides the numbers.
  public let notes: [FitNote]
  /// The mean of ½(r/σ)², σ the deviation.
  public let loss: Double

  /// Fits a model to a file.
  ///
  /// - Parameters:
  ///   - model: which line, curve or plane; its coefficients are found.
  ///   - path: where the table is.
  ///   - inputs: the columns of the model's inputs, by name or number.
  ///   - target: the column that it is to predict.
  ///   - options: how the file is read; which columns is known.
  ///   - skipsUnusableRows: whether rows are left out in which one of the columns has no finite number,
  ///     or which have too many or too few fields, instead of being errors.
  /// - Throws: `FitError.data` for what is wrong with the file, `FitError.tooFewPoints`,
  ///   `FitError.undetermined`, `FitError.notFinite` for a term that is none.
  public init(
    _ model: any RegressionModel, csvFile path: String, inputs: [String], target: String,
    options: CSVOptions = CSVOptions(header: .automatic), skipsUnusableRows: Bool = false
  ) throws(FitError) {
    var options = options
    options.columns = inputs + [target]
    options.skipsRaggedRows = skipsUnusableRows || options.skipsRaggedRows
    let rows = RowReader(
      path: path, inputs: inputs, target: target, options: options, skips: skipsUnusableRows)
    var names = RowReader.Names(inputs: inputs, target: target)

    var terms = try StreamedTerms(model, rows)
    skippedRowCount = try rows.forEachBlock(&names) { inputs, targets throws(FitError) in
      try terms.add(inputs, targets)
    }
    (inputNames, targetName) = (names.inputs, names.target)
    (firstLineIsRow, skippedRows) = (names.firstLineIsRow, names.skippedRows)
    if terms.count == 0, skippedRowCount > 0 { throw .noUsableRows(skipped: skippedRowCount) }
    terms.names = names.inputs
    let solution = try terms.solution()
    count = terms.count

    let freedom = count - model.parameterCount
    var spread = StreamedSpread(parameterCount: model.parameterCount)
    _ = try rows.forEachBlock { inputs, targets throws(FitError) in
      terms.addResiduals(inputs, targets, solution, to: &spread)
    }
    parameters = terms.refined(solution, spread).parameters
    var notes: [FitNote] = []
    if freedom < 3, !parameters.isEmpty {
      notes.append(.fewRows(count: count, parameters: parameters.count))
    }
    guard freedom > 0 else {
      (standardErrors, deviation, loss) = (nil, nil, 0)
      self.notes = notes
      return
    }
    let share = Double(count) / Double(freedom)
    deviation = solution.map.unit * (spread.squares / Double(freedom)).squareRoot()
    loss = spread.squares > 0 ? 0.5 / share : 0
    let digits = FitNote.digits(model, parameters, terms.range, scale: deviation ?? 0)
    if let digits, digits > 8 { notes.append(.cancellation(digits: digits)) }
    self.notes = notes
    standardErrors = solution.map.deviations(spread.products.map { share * $0 }) {
      terms.factors(ofCoordinate: $0)
    }
  }
}

/// How the rows of the file come.
struct RowReader {
  let path: String
  let inputs: [String]
  let target: String
  let options: CSVOptions
  let skips: Bool

  /// What the first block says of the columns, and which rows are left out.
  struct Names {
    var inputs: [String]
    var target: String
    var firstLineIsRow = false
    var skippedRows: [Int] = []
  }

  /// Hands on the numbers of all rows, from the first to the last.
  /// - Returns: how many rows were left out.
  func forEachBlock(
    _ body: ([[Double]], [Double]) throws(FitError) -> Void
  ) throws(FitError) -> Int {
    var names = Names(inputs: inputs, target: target)
    return try forEachBlock(&names, body)
  }

  /// The same, with what the columns are called.
  func forEachBlock(
    _ names: inout Names, _ body: ([[Double]], [Double]) throws(FitError) -> Void
  ) throws(FitError) -> Int {
    var skipped = 0
    var rowsBefore = 0
    do {
      var blocks = try DatasetBlocks(csvFile: path, options: options)
      while let all = try blocks.next() {
        let block = skips ? try all.droppingUnusableRows(in: inputs + [target]) : all
        if rowsBefore == 0 {
          names.inputs = inputs.map { all.name(of: $0) }
          names.target = all.name(of: target)
          names.firstLineIsRow = all.firstLineIsRow
        }
        let total = all.skippedRowCount + all.count
        if total > block.count, names.skippedRows.count < 12 {
          let kept = Set(block.rowNumbers ?? Array(rowsBefore + 1..<rowsBefore + 1 + block.count))
          let left = (rowsBefore + 1..<rowsBefore + 1 + total).lazy.filter { !kept.contains($0) }
          names.skippedRows += left.prefix(12 - names.skippedRows.count)
        }
        rowsBefore += total
        skipped += total - block.count
        var columns: [[Double]] = []
        for name in inputs { columns.append(try block.finiteColumn(name)) }
        try body(columns, try block.finiteColumn(target))
      }
    } catch let error as TableError {
      throw .data(error)
    } catch let error as FitError {
      throw error
    } catch {
      fatalError("no other errors are thrown")
    }
    return skipped
  }
}
