/// A model of which one term is 1 for every input.
package protocol InterceptModel: RegressionModel {
  /// Which parameter that is.
  var interceptIndex: Int { get }
}

extension LineModel: InterceptModel {
  package var interceptIndex: Int { 1 }
}

extension HyperplaneModel: InterceptModel {
  package var interceptIndex: Int { inputCount }
}

extension PolynomialModel: InterceptModel {
  package var interceptIndex: Int { 0 }
}
