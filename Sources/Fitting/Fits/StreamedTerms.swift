import Basics
import Optimization

/// A model's terms and the target, of which a triangle is kept and no rows.
struct StreamedTerms {
  private let model: any RegressionModel
  private let conditioned: ConditionedTerms?
  /// The constant term, whose column is not in the triangle: it is what takes out the means.
  private let constant: Int?
  /// The model's other terms, in their order.
  private let others: [Int]
  /// Those, and the target.
  private var triangle: CentredTriangle
  private(set) var count = 0
  /// What the inputs are called in messages.
  var names: [String] = []
  /// The least and the largest input of a polynomial.
  private(set) var range: [Double] = []

  /// - Throws: what reading throws, where the range of x has to be known first.
  init(_ model: any RegressionModel, _ rows: RowReader) throws(FitError) {
    self.model = model
    if let polynomial = model as? PolynomialModel, polynomial.degree > 1 {
      var (low, high) = (Double.infinity, -Double.infinity)
      _ = try rows.forEachBlock { inputs, _ throws(FitError) in
        for x in inputs[0] { (low, high) = (min(low, x), max(high, x)) }
      }
      conditioned = low <= high ? polynomial.conditioned(low: low, high: high) : nil
      if low <= high { range = [low, high] }
    } else {
      conditioned = nil
    }
    let constant = (model as? any InterceptModel)?.interceptIndex
    self.constant = constant
    others = (0..<model.parameterCount).filter { $0 != constant }
    triangle = CentredTriangle(size: others.count + 1, centres: constant != nil)
  }

  /// The solution: the factors of the terms, the target's being the last of the triangle.
  struct Solution {
    var parameters: [Double]
    var factors: [Double]
    var map: ParameterMap
  }

  mutating func add(_ inputs: [[Double]], _ targets: [Double]) throws(FitError) {
    if targets.isEmpty { return }
    let columns = columns(inputs, targets)
    for (place, j) in others.enumerated() {
      if let i = columns[place].firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(
          column: model.parameterNames[j], row: count + i + 1, value: columns[place][i])
      }
    }
    triangle.add(columns)
    count += targets.count
  }

  /// The terms of rows, column by column, and the target.
  private func columns(_ inputs: [[Double]], _ targets: [Double]) -> [[Double]] {
    var result = others.map { _ in [Double](repeating: 0, count: targets.count) }
    var input = inputs.map { _ in 0.0 }
    for i in targets.indices {
      for k in inputs.indices { input[k] = inputs[k][i] }
      let terms = conditioned.map { $0.terms(input) } ?? model.terms(at: input)
      for (place, j) in others.enumerated() { result[place][i] = terms[j] }
    }
    return result + [targets]
  }

  func solution() throws(FitError) -> Solution {
    let (p, m) = (model.parameterCount, others.count)
    if count < max(p, 1) { throw .tooFewPoints(count: count, parameters: p) }
    // What may be rounding of the columns' values, in the worst of them.
    let noise = 4 * Double(count).squareRoot() * .ulpOfOne
    let lengths = (0..<m).map { triangle.triangle.length(ofColumn: $0) }
    let tolerance = lengths.reduce(0) { max($0, noise / $1) }
    for k in 0..<m {
      let rest = triangle.triangle[k, k].magnitude
      if lengths[k] == 0 || k > 0 && !(rest > tolerance * lengths[k]) {
        throw .undetermined(reason: reason(k, isConstant: lengths[k] == 0))
      }
    }
    let solved = triangle.triangle.solve((0..<m).map { triangle.triangle[$0, m] }, columns: m)
    var factors = [Double](repeating: 0, count: p)
    for (place, j) in others.enumerated() { factors[j] = solved[place] }
    let map = map
    if let (column, isLarge) = map.unrepresentable(factors) {
      throw .unrepresentable(parameter: model.parameterNames[column], isLarge: isLarge)
    }
    return Solution(parameters: map.parameters(factors), factors: factors, map: map)
  }

  /// The solution without what rounding left in it, by the residuals that it has.
  func refined(_ solution: Solution, _ spread: StreamedSpread) -> Solution {
    var result = solution
    for k in result.factors.indices {
      let factors = factors(ofCoordinate: k)
      for j in factors.indices { result.factors[j] += spread.rest[k] * factors[j] }
    }
    result.parameters = result.map.parameters(result.factors)
    return result
  }

  /// Why one of the other terms cannot be told from the rest, in words.
  private func reason(_ k: Int, isConstant: Bool) -> String {
    guard model is LineModel || model is HyperplaneModel, k < names.count else {
      return "the term of \(quoted(model.parameterNames[others[k]])) is a combination of the others"
    }
    // Equal values leave exact zeros when their mean is taken out, so this is their value.
    let value = Double(sign: .plus, exponent: triangle.exponents[k], significand: triangle.mean(k))
    if isConstant, names.count == 1 { return "all \(names[k]) are equal to \(value)" }
    if isConstant {
      return "\(quoted(names[k])) is \(value) in every row, which the constant says already; "
        + "leave it out"
    }
    return "\(quoted(names[k])) is a combination of the other inputs at these points; leave it out"
  }

  private var map: ParameterMap {
    var exponents = [Int](repeating: 0, count: model.parameterCount)
    var means = [Double](repeating: 0, count: model.parameterCount)
    for (place, j) in others.enumerated() {
      (exponents[j], means[j]) = (triangle.exponents[place], triangle.mean(place))
    }
    return ParameterMap(
      exponent: triangle.exponents[others.count], targetMean: triangle.mean(others.count),
      exponents: exponents, means: means, constant: constant.map { ($0, 1) },
      conditioned: conditioned)
  }

  /// The factors that a coordinate stands for in which the terms are orthogonal, each of length 1.
  func factors(ofCoordinate k: Int) -> [Double] {
    var result = [Double](repeating: 0, count: model.parameterCount)
    if k == constant {
      result[k] = 1 / Double(count).squareRoot()
      return result
    }
    let solved = triangle.triangle.solve(others.map { $0 == k ? 1 : 0 }, columns: others.count)
    for (place, j) in others.enumerated() { result[j] = solved[place] }
    return result
  }

  /// Adds the squared residuals of rows, and their products with the orthogonal terms.
  func addResiduals(
    _ inputs: [[Double]], _ targets: [Double], _ solution: Solution, to spread: inout StreamedSpread
  ) {
    if targets.isEmpty { return }
    let columns = columns(inputs, targets)
    let (p, m) = (solution.factors.count, others.count)
    var block = StreamedSpread(parameterCount: p)
    var row = [Double](repeating: 0, count: m + 1)
    var orthogonal = [Double](repeating: 1 / Double(count).squareRoot(), count: p)
    for i in targets.indices {
      for place in 0...m { row[place] = triangle.centred(columns[place][i], place) }
      var residual = row[m]
      for (place, j) in others.enumerated() { residual -= row[place] * solution.factors[j] }
      triangle.triangle.orthogonalize(&row, columns: m)
      for (place, j) in others.enumerated() { orthogonal[j] = row[place] }
      block.add(residual, orthogonal)
    }
    spread.add(block)
  }
}

/// Σ r², Σ r·q and Σ r²·q·qᵀ of some rows.
struct StreamedSpread {
  private(set) var squares = 0.0
  /// What rounding left of the orthogonality of residuals and terms.
  private(set) var rest: [Double]
  /// Row by row.
  private(set) var products: [Double]

  init(parameterCount p: Int) {
    rest = [Double](repeating: 0, count: p)
    products = [Double](repeating: 0, count: p * p)
  }

  mutating func add(_ residual: Double, _ terms: [Double]) {
    let square = residual * residual
    squares += square
    let p = terms.count
    for j in 0..<p { rest[j] += residual * terms[j] }
    for j in 0..<p {
      let weighted = square * terms[j]
      for k in 0..<p { products[j * p + k] += weighted * terms[k] }
    }
  }

  /// Sums of blocks, so that rounding does not grow with the number of rows.
  mutating func add(_ other: StreamedSpread) {
    squares += other.squares
    for k in rest.indices { rest[k] += other.rest[k] }
    for k in products.indices { products[k] += other.products[k] }
  }
}
