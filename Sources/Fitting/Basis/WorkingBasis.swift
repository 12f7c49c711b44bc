import Basics
import Optimization

/// A model's terms and the targets, made ready once for all that is fitted: the terms centred, scaled and
/// orthogonal to one another, the targets centred and measured in a power of two that brings them near to 1.
///
/// Optimisers work in these coordinates: no unit, no origin and no likeness of the terms costs a digit or a
/// step. The model's own parameters are given back by a map.
struct WorkingBasis: Sendable {
  /// The orthogonal terms and the targets.
  let points: FitPoints
  let map: ParameterMap
  private let basis: OrthonormalBasis

  /// The number of coordinates.
  var size: Int { points.matrix.columnCount }

  /// - Throws: `FitError.tooFewPoints`; `OrthonormalBasis.Dependent` as `FitError.undetermined`.
  init(
    _ model: any RegressionModel, inputs: [[Double]], targets: [Double], names: [String]
  ) throws(FitError) {
    let p = model.parameterCount
    if targets.count < max(p, 1) { throw .tooFewPoints(count: targets.count, parameters: p) }
    let conditioned = (model as? any ConditionedModel).map { $0.conditioned(at: inputs) }
    var values = [[Double]](repeating: [Double](repeating: 0, count: targets.count), count: p)
    var input = inputs.map { _ in 0.0 }
    for i in targets.indices {
      for k in inputs.indices { input[k] = inputs[k][i] }
      let terms = conditioned.map { $0.terms(input) } ?? model.terms(at: input)
      for j in 0..<p { values[j][i] = terms[j] }
    }
    var columns = values.map(Column.init)
    var target = Column(targets)
    let constant = columns.firstIndex(where: \.isConstant)
    var constantValue = 1.0
    if let k = constant {
      constantValue = values[k][0]
      target.center()
      for j in columns.indices where j != k { columns[j].center() }
      // In its own unit it is one.
      columns[k] = Column([Double](repeating: 1, count: targets.count))
    }
    map = ParameterMap(
      exponent: target.exponent, targetMean: target.mean, exponents: columns.map(\.exponent),
      means: columns.indices.map { $0 == constant ? 0 : columns[$0].mean },
      constant: constant.map { ($0, constantValue) }, conditioned: conditioned)
    do throws(OrthonormalBasis.Dependent) {
      basis = try OrthonormalBasis(
        columns.map(\.values), count: targets.count, noise: 4 * .ulpOfOne)
    } catch {
      throw .undetermined(reason: model.reason(forDependent: error.column, inputs, names))
    }
    points = FitPoints(matrix: basis.vectors, targets: target.values)
  }

  /// The model's parameters.
  func parameters(_ coordinates: [Double]) -> [Double] {
    map.parameters(basis.coefficients(coordinates))
  }

  /// Why the parameters cannot be told as numbers, if they cannot.
  func unrepresentable(_ coordinates: [Double]) -> (column: Int, isLarge: Bool)? {
    map.unrepresentable(basis.coefficients(coordinates))
  }

  /// The coordinates of parameters.
  func coordinates(_ parameters: [Double]) -> [Double] {
    basis.coordinates(map.factors(parameters))
  }

  /// The standard deviations of the parameters, from the covariance of the coordinates, row by row.
  func deviations(_ covariance: [Double]) -> [Double]? {
    map.deviations(covariance) { k in
      basis.coefficients((0..<size).map { $0 == k ? 1 : 0 })
    }
  }

  /// f(·) with these coordinates, by conditioned terms; nil if the model's own terms serve.
  func prediction(_ coordinates: [Double]) -> (@Sendable ([Double]) -> Double)? {
    guard let conditioned = map.conditioned else { return nil }
    let factors = basis.coefficients(coordinates)
    let map = map
    return { input in
      let terms = conditioned.terms(input)
      var sum = map.targetMean
      for j in terms.indices {
        if j == map.constant?.column {
          sum += factors[j]
        } else {
          let value = Double(sign: .plus, exponent: -map.exponents[j], significand: terms[j])
          sum += factors[j] * (value - map.means[j])
        }
      }
      return Double(sign: .plus, exponent: map.exponent, significand: sum)
    }
  }
}

extension RegressionModel {
  /// Why a term cannot be told from the others, in words, with what can be done.
  func reason(forDependent column: Int, _ inputs: [[Double]], _ names: [String]) -> String {
    for (name, values) in zip(names, inputs) {
      guard let first = values.first, values.allSatisfy({ $0 == first }) else { continue }
      if inputs.count == 1 { return "all \(name) are equal to \(first)" }
      return
        "\(quoted(name)) is \(first) in every row, which the constant says already; leave it out"
    }
    if let polynomial = self as? PolynomialModel, let x = inputs.first {
      let count = Set(x).count
      if count <= polynomial.degree {
        return "\(names[0]) has \(count) different values, and degree \(polynomial.degree) needs "
          + "\(polynomial.degree + 1); take a lower degree"
      }
    }
    if names.indices.contains(column), self is HyperplaneModel {
      return "\(quoted(names[column])) is a combination of the other inputs at these points; "
        + "leave it out"
    }
    return "the term of \(quoted(parameterNames[column])) is a combination of the others at these "
      + "points"
  }
}
