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

  @OptionGroup var columns: ColumnArguments

  func validate() throws {
    if !columns.areNamed {
      throw ValidationError("give --x and --y, or --residual; each names a column.")
    }
  }

  /// The table that the arguments name.
  var table: TableFile { TableFile(path: file, columns: columns) }
}

/// Which columns of a table are fitted, and by which model.
struct ColumnArguments: ParsableArguments {
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

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "line, or poly:3 for a polynomial of one input; rho compare takes several. (default: line)",
      valueName: "model"))
  var model: [String] = []

  @Flag(
    help: "Leave out rows that cannot be used, and say how many, instead of stopping at the first.")
  var skipBad = false

  func validate() throws {
    if residual != nil, !x.isEmpty || y != nil {
      throw ValidationError("--residual stands alone, without --x and --y.")
    }
    if x.isEmpty != (y == nil) {
      throw ValidationError("give --x and --y, or --residual; each names a column.")
    }
    if areNamed { _ = try chosenModels }
  }

  /// Whether it is said what is fitted.
  var areNamed: Bool { residual != nil || y != nil }

  /// An option beside the columns that was given; nil if none was.
  var given: String? { !model.isEmpty ? "--model" : skipBad ? "--skip-bad" : nil }

  /// The column that is predicted, or that of the residuals.
  var target: String { residual ?? y ?? "" }

  /// The model that was asked for.
  var chosenModel: any RegressionModel {
    get throws {
      if model.count > 1 { throw ValidationError("--model is given once, but for rho compare.") }
      return try chosenModels[0]
    }
  }

  /// The models that were asked for, at least one.
  var chosenModels: [any RegressionModel] {
    get throws {
      if residual != nil { return [ZeroModel()] }
      return try (model.isEmpty ? ["line"] : model).map(chosen)
    }
  }

  /// What a model is called on the command line.
  func name(of model: any RegressionModel) -> String {
    (model as? PolynomialModel).map { "poly:\($0.degree)" } ?? "line"
  }

  private func chosen(_ model: String) throws -> any RegressionModel {
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
