import RealModule

extension Expression {
  func number(_ names: Names) throws(Expression.Fault) -> Double {
    switch self {
    case .number(let value): return value
    case .name(let name, let range):
      if let value = names.value(of: name) { return value }
      throw Self.undefined(name, range, names)
    case .negated(let inner): return -(try inner.number(names))
    case .binary(let sign, let a, let b, let range):
      let x = try a.number(names)
      let y = try b.number(names)
      let result: Double
      switch sign {
      case .plus: result = x + y
      case .minus: result = x - y
      case .times: result = x * y
      case .divided:
        if y == 0 { throw Expression.Fault(range, "a division by zero") }
        result = x / y
      case .power: result = Self.power(x, y)
      }
      return try Self.checked(result, from: [x, y], at: range)
    case .call(let function, let arguments, let range):
      var x: [Double] = []
      for argument in arguments { x.append(try argument.number(names)) }
      return try Self.checked(function(x), from: x, at: range)
    }
  }

  /// x^y with integers multiplied out, so that 10^-3 is 0.001 to the last bit.
  private static func power(_ x: Double, _ y: Double) -> Double {
    if y == y.rounded(), abs(y) <= 64 {
      var result = 1.0
      for _ in 0..<Int(abs(y)) { result *= x }
      return y < 0 ? 1 / result : result
    }
    return x < 0 ? .nan : Double.pow(x, y)
  }

  /// Infinity may be written but not reached.
  private static func checked(
    _ result: Double, from operands: [Double], at range: Range<Int>
  ) throws(Expression.Fault) -> Double {
    if result.isNaN {
      throw Expression.Fault(range, "this has no value: the result is not a number")
    }
    if result.isInfinite, operands.allSatisfy(\.isFinite) {
      throw Expression.Fault(range, "the result is too large for a number")
    }
    return result
  }

  /// The expression as a multiple of one name: `-6c` is −6 of c, `c/2` half of c. A plain number has no
  /// name; zero is a multiple of every name.
  func multiple(_ names: Names) -> (factor: Double, name: String?)? {
    switch self {
    case .number(let value): return (value, nil)
    case .name(let name, _):
      if names.values[name] != nil { return (1, name) }
      return names.value(of: name).map { ($0, nil) }
    case .negated(let inner):
      return inner.multiple(names).map { (-$0.factor, $0.name) }
    case .binary(let sign, let a, let b, _):
      guard let x = a.multiple(names), let y = b.multiple(names) else { return nil }
      switch sign {
      case .times where x.name == nil || y.name == nil:
        return (x.factor * y.factor, x.name ?? y.name)
      case .divided where y.name == nil: return (x.factor / y.factor, x.name)
      case .plus where x.name == y.name: return (x.factor + y.factor, x.name)
      case .minus where x.name == y.name: return (x.factor - y.factor, x.name)
      case .power where x.name == nil && y.name == nil:
        return (Self.power(x.factor, y.factor), nil)
      default: return nil
      }
    case .call(let function, let arguments, _):
      let parts = arguments.map { $0.multiple(names) }
      guard parts.allSatisfy({ $0 != nil && $0?.name == nil }) else { return nil }
      return (function(parts.map { $0!.factor }), nil)
    }
  }
}
