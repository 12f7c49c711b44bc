import Basics

/// Reads expressions by precedence (Pratt, "Top down operator precedence", 1973).
///
/// From loose to tight: `+ -`, `* /`, a number before a name (`2c`), the sign, `^` (from the right).
struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var at = 0
  private var depth = 0

  private static let maximumDepth = 100

  private init(_ text: String) throws(Expression.Fault) {
    tokens = try ExpressionToken.all(in: text)
  }

  /// Reads a whole text.
  static func parse(_ text: String) throws(Expression.Fault) -> Expression {
    var parser = try ExpressionParser(text)
    let expression = try parser.expression(above: 0)
    let next = parser.peek
    guard next.kind == .end else {
      let message =
        switch next.kind {
        case .symbol(")"): "a ')' without its '('"
        case .symbol(","): "a comma; write the decimal point as '.', and lists in brackets"
        default: "an operator is missing before '\(parser.text(next))'"
        }
      throw Expression.Fault(next.range, message)
    }
    return expression
  }

  private var peek: ExpressionToken { tokens[at] }

  private mutating func next() -> ExpressionToken {
    defer { at = min(at + 1, tokens.count - 1) }
    return tokens[at]
  }

  private func text(_ token: ExpressionToken) -> String {
    switch token.kind {
    case .number(let value): "\(value)"
    case .name(let name): name
    case .symbol(let symbol): String(symbol)
    case .end: "the end"
    }
  }

  private enum Power {
    static let sum = 10
    static let sign = 15
    static let product = 20
    /// A little tighter than a product, so that what follows a '/' can be told from what follows a '*'.
    static let quotient = 21
    static let juxtaposition = 25
    static let power = 40
  }

  private mutating func expression(above floor: Int) throws(Expression.Fault) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw Expression.Fault(peek.range, "an expression of more than \(Self.maximumDepth) levels")
    }
    var left = try operand(above: floor)
    while true {
      let token = peek
      switch token.kind {
      case .symbol("+") where floor < Power.sum, .symbol("-") where floor < Power.sum:
        _ = next()
        let right = try expression(above: Power.sum)
        left = .binary(token.kind == .symbol("+") ? .plus : .minus, left, right, at: token.range)
      case .symbol("*") where floor < Power.product:
        _ = next()
        left = .binary(.times, left, try expression(above: Power.product), at: token.range)
      case .symbol("/") where floor < Power.product:
        _ = next()
        left = .binary(.divided, left, try expression(above: Power.quotient), at: token.range)
      case .symbol("^") where floor <= Power.power:
        _ = next()
        // From the right: 2^3^2 is 2^9.
        left = .binary(.power, left, try expression(above: Power.power), at: token.range)
      case .name, .symbol("("):
        guard canMultiply else { return left }
        // 1/2c and 2^3c: readers disagree about what is meant, so it must be said.
        if floor == Power.quotient || floor == Power.power {
          let sign = floor == Power.power ? "^" : "/"
          throw Expression.Fault(
            token.range,
            "it is not clear whether '\(text(token))' belongs to what the '\(sign)' is applied to; "
              + "use parentheses, as in 2\(sign)(3c)")
        }
        guard floor < Power.juxtaposition else { return left }
        left = .binary(.times, left, try expression(above: Power.juxtaposition), at: token.range)
      default: return left
      }
    }
  }

  /// Whether a name or a parenthesis right after the last token makes a product: `2c`, `2(1 + c)`, `(1 + c)c`.
  private var canMultiply: Bool {
    guard at > 0 else { return false }
    switch tokens[at - 1].kind {
    case .number, .symbol(")"): return true
    default: return false
    }
  }

  private mutating func operand(above floor: Int) throws(Expression.Fault) -> Expression {
    let token = next()
    switch token.kind {
    case .number(let value): return .number(value)
    case .symbol("-"): return .negated(try expression(above: max(floor, Power.sign)))
    case .symbol("+"): return try expression(above: max(floor, Power.sign))
    case .symbol("("):
      let inner = try expression(above: 0)
      guard peek.kind == .symbol(")") else {
        throw Expression.Fault(token.range, "this '(' is not closed")
      }
      _ = next()
      return inner
    case .name(let name):
      guard let function = Function(rawValue: name) else {
        if peek.kind == .symbol("("), peek.range.lowerBound == token.range.upperBound {
          throw Expression.Fault(
            token.range, "unknown function '\(name)'; to multiply, write \(name)*(…)",
            suggestion: Suggestion.nearest(to: name, among: Function.allCases.map(\.rawValue)))
        }
        return .name(name, at: token.range)
      }
      guard peek.kind == .symbol("(") else {
        throw Expression.Fault(token.range, "\(name) needs its argument in parentheses")
      }
      return try call(function, at: token.range)
    case .symbol(let symbol):
      throw Expression.Fault(token.range, "a number is missing before '\(symbol)'")
    case .end: throw Expression.Fault(token.range, "a number is missing at the end")
    }
  }

  private mutating func call(
    _ function: Function, at range: Range<Int>
  ) throws(Expression.Fault) -> Expression {
    let opening = next()
    var arguments: [Expression] = []
    if peek.kind != .symbol(")") {
      while true {
        arguments.append(try expression(above: 0))
        if peek.kind != .symbol(",") { break }
        _ = next()
      }
    }
    guard peek.kind == .symbol(")") else {
      throw Expression.Fault(opening.range, "this '(' is not closed")
    }
    _ = next()
    let wanted = function.argumentCount
    guard wanted.contains(arguments.count) else {
      let count = wanted.upperBound == .max ? "at least \(wanted.lowerBound)" : "1"
      throw Expression.Fault(
        range,
        "\(function.rawValue) takes \(count) argument\(count == "1" ? "" : "s"), "
          + "not \(arguments.count)")
    }
    return .call(function, arguments, at: range)
  }
}
