import RealModule

/// The functions that an expression may call.
package enum Function: String, CaseIterable, Sendable {
  case sqrt, exp, log, log2, log10, abs, sin, cos, tan, min, max

  /// How many arguments it takes.
  package var argumentCount: ClosedRange<Int> { self == .min || self == .max ? 1...(.max) : 1...1 }

  /// Its value.
  package func callAsFunction(_ x: [Double]) -> Double {
    switch self {
    case .sqrt: x[0].squareRoot()
    case .exp: Double.exp(x[0])
    case .log: Double.log(x[0])
    case .log2: Double.log2(x[0])
    case .log10: Double.log10(x[0])
    case .abs: Swift.abs(x[0])
    case .sin: Double.sin(x[0])
    case .cos: Double.cos(x[0])
    case .tan: Double.tan(x[0])
    case .min: x.min()!
    case .max: x.max()!
    }
  }
}
