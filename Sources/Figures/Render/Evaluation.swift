import Config
import Fitting
import RobustLoss
import Tables

/// The data and fits of a config, computed: what figures are composed from.
struct Evaluation: Sendable {
  struct Points: Sendable {
    var x: [Double]
    var y: [Double]
    /// The rows that they come from, with all columns; `nil` for points that come from no data set.
    var table: Dataset?
  }

  private var data: [String: Points] = [:]
  private var fits: [String: Fit] = [:]
  /// The columns that fits take which do not take x.
  private var columns: [String: [String]] = [:]
  /// The fit of whose steps a frame is, and the step.
  private var frame: (fit: String, step: Int)?

  func points(_ name: String) throws -> Points {
    guard let points = data[name] else { throw FigureError("the data set '\(name)' was not read") }
    return points
  }

  /// What the fits have found at the steps that are shown.
  func results() throws -> FitResults {
    var results = FitResults()
    for (name, fit) in fits { results.add(fit, name, step: try step(of: name)) }
    return results
  }

  /// How much points count in a fit at the step that is shown, as a share of the most.
  func weights(_ name: String, of points: Points) throws -> [Double] {
    let fit = try fit(name)
    let loss = fit.loss(step: try step(of: name))
    return try residuals(name, of: points).map { loss.weight($0) / loss.weight(0) }
  }

  /// How far points lie above what a fit predicts at the step that is shown.
  func residuals(_ name: String, of points: Points) throws -> [Double] {
    let fit = try fit(name)
    let inputs = try Self.inputs(columns[name], of: points)
    return try fit.residuals(inputs: inputs, targets: points.y, step: try step(of: name))
  }

  /// The columns of these names, or x.
  private static func inputs(_ names: [String]?, of points: Points) throws -> [[Double]] {
    guard let names, let table = points.table else { return [points.x] }
    return try names.map { try table.finiteColumn($0) }
  }

  /// The curve of a fit at the step that is shown.
  func curve(_ name: String) throws -> @Sendable (Double) -> Double {
    try fit(name).curve(step: try step(of: name))
  }

  func fit(_ name: String) throws -> Fit {
    guard let fit = fits[name] else { throw FigureError("the fit '\(name)' was not computed") }
    return fit
  }

  /// The step of a fit that is shown: that of the frame, or the last.
  func step(of name: String) throws -> Int {
    if let frame, frame.fit == name { return frame.step }
    return try fit(name).steps.count - 1
  }

  /// What a frame of a figure sees.
  func at(_ frame: Frame, of figure: FigureSpec) -> Evaluation {
    var result = self
    if case .fit(let name, _)? = figure.frames?.source, let step = frame.step {
      result.frame = (name, step)
    }
    return result
  }

  /// Data and fits from elsewhere, by the names that a config gives them.
  init(data: [String: Points], fits: [String: Fit]) {
    self.data = data
    self.fits = fits
  }

  /// Reads the data of a config and computes its fits.
  /// - Parameter figures: whose data and fits these are, as both may take long; all of the config if nil.
  /// - Throws: `ConfigError` with every mistake in the data and every fit that fails.
  init(_ file: FigureFile, for figures: [FigureSpec]? = nil) throws {
    let usedData = figures?.reduce(into: Set()) { $0.formUnion($1.data) }
    let usedFits = figures?.reduce(into: Set()) { $0.formUnion($1.fits) }
    var diagnostics: [Diagnostic] = []
    for (name, spec) in file.data.sorted(by: { $0.key < $1.key }) {
      guard usedData?.contains(name) ?? true else { continue }
      do {
        data[name] = try Self.read(spec, file, name)
      } catch let error as TableError {
        diagnostics.append(Diagnostic(error))
      } catch let error as Diagnostic {
        diagnostics.append(error)
      }
    }
    for (name, spec) in file.fits.sorted(by: { $0.key < $1.key }) {
      guard usedFits?.contains(name) ?? true else { continue }
      guard let points = data[spec.data] else { continue }
      do {
        columns[name] = spec.inputs
        fits[name] = try Regression(
          spec.model, inputs: Self.inputs(spec.inputs, of: points), targets: points.y
        ).fit(spec.plan)
      } catch {
        diagnostics.append(file.diagnostic(spec.place, "the fit '\(name)' fails: \(error)"))
      }
    }
    if !diagnostics.isEmpty { throw ConfigError(diagnostics) }
  }

  private static func read(
    _ spec: DataSpec, _ file: FigureFile, _ name: String
  ) throws -> Points {
    /// A fault of the file as a whole is shown where the config asks for it.
    func placed<T>(_ key: String, _ body: () throws -> T) throws -> T {
      do {
        return try body()
      } catch let error as TableError where error.line == 0 {
        throw file.diagnostic(
          spec.place(of: key),
          "\(error.file): \(error.message)" + (error.remedy.map { "; \($0)" } ?? ""))
      }
    }
    var dataset: Dataset
    switch spec.source {
    case .csv(let path):
      let resolved = FilePath.resolve(path, beside: file.path)
      if AtomicFile.isDevice(resolved) {
        throw file.diagnostic(
          spec.place(of: "csv"),
          "'\(path)' is a pipe or a device; a table is read again for every change, so write it to a file"
        )
      }
      dataset = try placed("csv") { try Dataset(csvFile: resolved) }
    case .toy(let count, let seed, let outliers):
      dataset = try ToyRegression(count: count, seed: UInt64(seed), outlierProbability: outliers)
        .dataset()
    }
    if let (column, value) = spec.condition {
      let all = dataset
      dataset = try placed("where") {
        try all.rows(where: column, equals: value)
      }
      if dataset.count == 0 {
        throw file.diagnostic(
          spec.place(of: "where"), "no row of '\(name)' has \(value) in the column '\(column)'")
      }
    }
    let rows = dataset
    return Points(
      x: try placed("x") { try rows.finiteColumn(spec.x) },
      y: try placed("y") { try rows.finiteColumn(spec.y) }, table: rows)
  }
}
