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

    var sums = LeastSquaresSums(model)
    skippedRowCount = try rows.forEachBlock { inputs, targets throws(FitError) in
      try sums.add(inputs, targets)
    }
    let (parameters, inverse) = try sums.solution()
    self.parameters = parameters
    count = sums.count

    let freedom = count - parameters.count
    var squares = 0.0
    var spread = sums.emptyMatrix
    _ = try rows.forEachBlock { inputs, targets throws(FitError) in
      sums.addResiduals(inputs, targets, parameters, &squares, &spread)
    }
    guard freedom > 0 else {
      (standardErrors, deviation, loss) = (nil, nil, 0)
      return
    }
    let share = Double(count) / Double(freedom)
    deviation = (squares / Double(freedom)).squareRoot()
    loss = squares > 0 ? 0.5 / share : 0
    let variances = sums.variances(inverse, spread)
    standardErrors =
      variances.allSatisfy { $0 >= 0 && $0.isFinite }
      ? variances.map { (share * $0).squareRoot() } : nil
  }
}

/// How the rows of the file come.
private struct RowReader {
  let path: String
  let inputs: [String]
  let target: String
  let options: CSVOptions
  let skips: Bool

  /// Hands on the numbers of all rows, from the first to the last.
  /// - Returns: how many rows were left out.
  func forEachBlock(
    _ body: ([[Double]], [Double]) throws(FitError) -> Void
  ) throws(FitError) -> Int {
    var skipped = 0
    do {
      var blocks = try DatasetBlocks(csvFile: path, options: options)
      while let all = try blocks.next() {
        let block = skips ? try all.droppingUnusableRows(in: inputs + [target]) : all
        skipped += all.skippedRowCount + all.count - block.count
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

/// The triangle of a model's terms and the target, whose rows are not kept.
///
/// Terms and target are shifted and scaled first, by what the first rows show: so that a mean that is
/// 10⁸ times the spread does not cost half of the digits. With k the constant term,
/// a′ⱼ = (aⱼ − mⱼ·aₖ)/sⱼ, which is a change of variables and exact whatever the later rows are.
private struct LeastSquaresSums {
  private let model: any RegressionModel
  private(set) var count = 0
  private var triangle: GrowingTriangle
  /// mⱼ and sⱼ, those of the target last.
  private var shifts: [Double] = []
  private var units: [Double] = []
  private var constant: Int?

  init(_ model: any RegressionModel) {
    self.model = model
    triangle = GrowingTriangle(size: model.parameterCount + 1)
  }

  var emptyMatrix: [[Double]] {
    let p = model.parameterCount
    return [[Double]](repeating: [Double](repeating: 0, count: p), count: p)
  }

  mutating func add(_ inputs: [[Double]], _ targets: [Double]) throws(FitError) {
    if units.isEmpty { measure(inputs, targets) }
    let before = count
    try forEachRow(inputs, targets) { sums, row, i throws(FitError) in
      if let j = row.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(column: sums.model.parameterNames[j], row: before + i + 1, value: row[j])
      }
      sums.normalize(&row)
      sums.triangle.add(&row)
    }
    count += targets.count
  }

  /// Goes through rows of the model's terms and, last, the target, in an array that is used for all.
  private mutating func forEachRow<Failure: Error>(
    _ inputs: [[Double]], _ targets: [Double],
    _ body: (inout LeastSquaresSums, _ row: inout [Double], Int) throws(Failure) -> Void
  ) throws(Failure) {
    var input = inputs.map { _ in 0.0 }
    var row = [Double](repeating: 0, count: model.parameterCount + 1)
    for i in targets.indices {
      for k in inputs.indices { input[k] = inputs[k][i] }
      let terms = model.terms(at: input)
      for j in terms.indices { row[j] = terms[j] }
      row[terms.count] = targets[i]
      try body(&self, &row, i)
    }
  }

  private mutating func measure(_ inputs: [[Double]], _ targets: [Double]) {
    let p = model.parameterCount
    var columns = [[Double]](repeating: [], count: p + 1)
    for i in targets.indices {
      let terms = model.terms(at: inputs.map { $0[i] }) + [targets[i]]
      for j in columns.indices { columns[j].append(terms[j]) }
    }
    constant = columns[..<p].firstIndex {
      $0[0] != 0 && $0.allSatisfy { [first = $0[0]] in $0 == first }
    }
    shifts = columns.indices.map { j in
      guard let constant, j != constant else { return 0 }
      let mean = columns[j].reduce(0, +) / Double(targets.count)
      return mean.isFinite ? mean / columns[constant][0] : 0
    }
    units = columns.indices.map { j in
      let largest = columns[j].indices.reduce(0.0) { size, i in
        max(size, (columns[j][i] - shifts[j] * (constant.map { columns[$0][i] } ?? 0)).magnitude)
      }
      // A power of two, by which nothing is rounded.
      return largest > 0 && largest.isFinite
        ? max(Double(sign: .plus, exponent: largest.exponent, significand: 1), 0x1p-1022) : 1
    }
  }

  private func normalize(_ row: inout [Double]) {
    if let constant {
      let one = row[constant]
      for j in row.indices { row[j] -= shifts[j] * one }
    }
    for j in row.indices { row[j] /= units[j] }
  }

  /// The parameters, and (AᵀA)⁻¹ in shifted terms.
  func solution() throws(FitError) -> (parameters: [Double], inverse: [[Double]]) {
    let p = model.parameterCount
    if count < max(p, 1) { throw .tooFewPoints(count: count, parameters: p) }
    let tolerance = 4 * Double(count).squareRoot() * .ulpOfOne
    for j in 0..<p where triangle[j, j].magnitude <= tolerance * triangle.length(ofColumn: j) {
      throw .undetermined(
        reason: "the term of \(quoted(model.parameterNames[j])) is a combination of the others")
    }
    let parameters = unshifted(
      triangle.solve((0..<p).map { triangle[$0, p] }, columns: p), target: true)
    if !parameters.allSatisfy(\.isFinite) {
      throw .undetermined(reason: "a parameter is too large for a number")
    }
    return (parameters, triangle.gramInverse(columns: p))
  }

  /// The parameters of the terms, from those of the shifted ones: θⱼ = θ′ⱼ·s_y/sⱼ, and the constant's has
  /// what the shifts took, m_y − Σ mⱼθⱼ.
  private func unshifted(_ shifted: [Double], target: Bool) -> [Double] {
    let p = shifted.count
    var result = shifted.indices.map { shifted[$0] * units[p] / units[$0] }
    if let constant {
      if target { result[constant] += shifts[p] }
      for j in 0..<p where j != constant { result[constant] -= shifts[j] * result[j] }
    }
    return result
  }

  /// Adds r² and r²·a′a′ᵀ of some rows.
  mutating func addResiduals(
    _ inputs: [[Double]], _ targets: [Double], _ parameters: [Double], _ squares: inout Double,
    _ spread: inout [[Double]]
  ) {
    let p = parameters.count
    forEachRow(inputs, targets) { sums, row, _ in
      var residual = row[p]
      for j in 0..<p { residual -= row[j] * parameters[j] }
      let square = residual * residual
      squares += square
      sums.normalize(&row)
      for j in 0..<p {
        for k in 0..<p { spread[j][k] += square * row[j] * row[k] }
      }
    }
  }

  /// The diagonal of A⁻¹BA⁻¹ for the parameters of the terms, with A⁻¹ and B of the shifted ones.
  func variances(_ inverse: [[Double]], _ spread: [[Double]]) -> [Double] {
    let p = inverse.count
    // Row j of T·A⁻¹: how parameter j depends on the shifted ones, which `unshifted` says.
    let columns = (0..<p).map { k in
      unshifted((0..<p).map { inverse[$0][k] / units[p] }, target: false)
    }
    return (0..<p).map { j in
      var sum = 0.0
      for k in 0..<p {
        for l in 0..<p { sum += columns[k][j] * spread[k][l] * columns[l][j] }
      }
      return sum
    }
  }
}
