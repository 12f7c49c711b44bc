import ArgumentParser
import Figures
import Fitting

/// The table that a command works on, and which of its columns.
struct DataArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A CSV file with a header or without; '-' for standard input.", valueName: "data.csv"),
    completion: .file(extensions: ["csv", "tsv", "txt"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      "The column of an input, by name or number; repeat it for more inputs.", valueName: "column"))
  var x: [String] = []

  @Option(help: ArgumentHelp("The column that the model is to predict.", valueName: "column"))
  var y: String?

  @Option(
    help: ArgumentHelp(
      "A column of residuals, in place of --x and --y: only the loss is fitted.",
      valueName: "column"))
  var residual: String?

  @Option(help: ArgumentHelp("line, or poly:3 for a polynomial of one input.", valueName: "model"))
  var model = "line"

  @Flag(
    help: "Leave out rows that cannot be used, and say how many, instead of stopping at the first.")
  var skipBad = false

  func validate() throws {
    if residual != nil, !x.isEmpty || y != nil {
      throw ValidationError("--residual stands alone, without --x and --y.")
    }
    if residual == nil, x.isEmpty || y == nil {
      throw ValidationError("give --x and --y, or --residual; each names a column.")
    }
    _ = try chosenModel
  }

  /// The model that was asked for.
  private var chosenModel: any RegressionModel {
    get throws {
      if residual != nil { return ZeroModel() }
      if model == "line" {
        return x.count == 1 ? LineModel() : HyperplaneModel(inputCount: x.count)
      }
      let parts = model.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "poly", let degree = Int(parts[1]),
        (0...20).contains(degree)
      else {
        throw ValidationError("--model is line or poly:N with N from 0 to 20, not '\(model)'.")
      }
      guard x.count == 1 else { throw ValidationError("--model \(model) takes one --x.") }
      return PolynomialModel(degree: degree)
    }
  }

  /// The rows that are fitted, and what they are called.
  struct Table {
    var regression: Regression
    var labels: FitLabels
    /// The number of every row in the file, from 1.
    var rowNumbers: [Int]
    /// How many rows were left out.
    var skipped: Int

    /// Says how many rows were left out.
    func warnOfSkipped() {
      if skipped == 1 { Failure.warn("1 row cannot be used and is left out") }
      if skipped > 1 { Failure.warn("\(skipped) rows cannot be used and are left out") }
    }
  }

  /// Reads the table.
  /// - Throws: `CSVError`, `FitError`.
  func read() throws -> Table {
    let options = CSVOptions(header: .automatic, skipsRaggedRows: skipBad)
    let all =
      file == "-"
      ? try Dataset(csv: try Self.standardInput(), file: "<stdin>", options: options)
      : try Dataset(csvFile: file, options: options)
    let target = residual ?? y ?? ""
    let data = skipBad ? try all.droppingUnusableRows(in: x + [target]) : all
    let regression = try Regression(
      try chosenModel, data: data, inputs: residual == nil ? x : [], target: target)
    return Table(
      regression: regression,
      labels: FitLabels(title: title, inputs: x, target: target),
      rowNumbers: data.rowNumbers ?? Array(1...max(data.count, 1)),
      skipped: all.skippedRowCount + all.count - data.count)
  }

  private static func standardInput() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let chunk = try ConfigFile.readChunk() { bytes += chunk }
    return bytes
  }

  /// The file's name without folder and ending.
  private var title: String {
    let name = file == "-" ? "data" : file.split(separator: "/").last.map(String.init) ?? file
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
