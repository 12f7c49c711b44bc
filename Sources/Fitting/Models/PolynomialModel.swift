/// A polynomial of one input, y = c₀ + c₁x + … + c_d·x^d. Parameters: c0, c1, …, by rising power.
public struct PolynomialModel: RegressionModel, Hashable {
  /// The highest power of x, at least 0.
  public let degree: Int

  /// A polynomial of a degree of at least 0: 0 is a constant, 2 a parabola.
  public init(degree: Int) {
    precondition(degree >= 0, "a polynomial has a degree of at least 0")
    self.degree = degree
  }

  /// One input: x.
  public var inputCount: Int { 1 }

  /// `c0`, `c1`, ….
  public var parameterNames: [String] { (0...degree).map { "c\($0)" } }

  /// 1, x, x², …, each the one before times x.
  public func terms(at input: [Double]) -> [Double] {
    var terms = [1.0]
    for _ in 0..<degree { terms.append(terms.last! * input[0]) }
    return terms
  }
}
