import Foundation

/// A number as a config writes it: digits, `inf`, defined names, and arithmetic with them.
///
/// `-6c` is a number times a name, `1/c` a quotient, `2^0.5` a power; `sqrt`, `exp`, `log`, `abs` are
/// functions; `pi` is known. Powers bind tighter than signs, and a number before a name as tight as `*`.
struct Expression {
  /// A mistake in an expression.
  struct Fault: Error, Hashable {
    var offset: Int
    var length: Int
    var message: String
  }

  /// A value, and the name of which it is a plain multiple, if it is one.
  struct Value: Hashable, Sendable {
    var number: Double
    var unit: String?
  }

  private let scalars: [Unicode.Scalar]
  private let names: [String: Double]
  private var at = 0
  private var depth = 0

  private static let functions: [String: @Sendable (Double) -> Double] = [
    "sqrt": { $0.squareRoot() }, "exp": { exp($0) }, "log": { log($0) }, "abs": { abs($0) },
  ]
  private static let constants: [String: Double] = ["pi": .pi, "inf": .infinity, "e": M_E]

  private init(_ text: String, names: [String: Double]) {
    scalars = Array(text.unicodeScalars)
    self.names = names
  }

  /// The value of an expression.
  static func value(of text: String, names: [String: Double]) throws(Fault) -> Value {
    var parser = Expression(text, names: names)
    parser.skipSpace()
    guard parser.at < parser.scalars.count else {
      throw Fault(offset: 0, length: 1, message: "expected a number, found nothing")
    }
    let value = try parser.sum()
    parser.skipSpace()
    if parser.at < parser.scalars.count {
      throw Fault(
        offset: parser.at, length: parser.scalars.count - parser.at,
        message: "expected the number to end before '\(parser.rest)'")
    }
    guard !value.number.isNaN else {
      throw Fault(
        offset: 0, length: text.unicodeScalars.count, message: "'\(text)' is not a number")
    }
    return value
  }

  /// Whether a name may be defined: letters, digits and underscores, no digit first.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isStart(first) else { return false }
    return text.unicodeScalars.allSatisfy(isPart) && constants[text] == nil
      && functions[text] == nil
  }

  private static func isStart(_ c: Unicode.Scalar) -> Bool { c.properties.isAlphabetic || c == "_" }
  private static func isPart(_ c: Unicode.Scalar) -> Bool { isStart(c) || isDigit(c) }
  private static func isDigit(_ c: Unicode.Scalar) -> Bool { c >= "0" && c <= "9" }

  private var rest: String {
    String(String.UnicodeScalarView(scalars[at...].prefix(20)))
  }

  private mutating func skipSpace() {
    while at < scalars.count, scalars[at] == " " || scalars[at] == "\t" { at += 1 }
  }

  private mutating func take(_ options: Unicode.Scalar...) -> Unicode.Scalar? {
    skipSpace()
    guard at < scalars.count, options.contains(scalars[at]) else { return nil }
    at += 1
    return scalars[at - 1]
  }

  private mutating func sum() throws(Fault) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50 else {
      throw Fault(offset: at, length: 1, message: "the expression is nested too deeply")
    }
    var left = try product()
    while let sign = take("+", "-", "−") {
      let right = try product()
      left = Value(
        number: sign == "+" ? left.number + right.number : left.number - right.number,
        unit: left.unit == right.unit ? left.unit : nil)
    }
    return left
  }

  private mutating func product() throws(Fault) -> Value {
    var left = try signed()
    while true {
      if let sign = take("*", "/", "·") {
        let right = try signed()
        if sign == "/" {
          left = Value(
            number: left.number / right.number, unit: right.unit == nil ? left.unit : nil)
        } else {
          left = Self.times(left, right)
        }
      } else if at < scalars.count, Self.isStart(scalars[at]) || scalars[at] == "(" {
        left = Self.times(left, try power())
      } else {
        return left
      }
    }
  }

  private static func times(_ a: Value, _ b: Value) -> Value {
    let units = [a.unit, b.unit].compactMap { $0 }
    return Value(number: a.number * b.number, unit: units.count == 1 ? units[0] : nil)
  }

  private mutating func signed() throws(Fault) -> Value {
    var negative = false
    while let sign = take("-", "−", "+") { if sign != "+" { negative.toggle() } }
    let value = try power()
    return Value(number: negative ? -value.number : value.number, unit: value.unit)
  }

  private mutating func power() throws(Fault) -> Value {
    let base = try atom()
    guard take("^") != nil else { return base }
    depth += 1
    defer { depth -= 1 }
    guard depth < 50 else {
      throw Fault(offset: at, length: 1, message: "the expression is nested too deeply")
    }
    let exponent = try signed()
    return Value(number: pow(base.number, exponent.number), unit: nil)
  }

  private mutating func atom() throws(Fault) -> Value {
    skipSpace()
    guard at < scalars.count else {
      throw Fault(offset: max(0, at - 1), length: 1, message: "the expression ends too early")
    }
    let start = at
    if take("(") != nil {
      let value = try sum()
      guard take(")") != nil else {
        throw Fault(offset: start, length: 1, message: "a '(' without its ')'")
      }
      return value
    }
    if scalars[at] == "∞" {
      at += 1
      return Value(number: .infinity, unit: nil)
    }
    if Self.isDigit(scalars[at]) || scalars[at] == "." { return try number() }
    guard Self.isStart(scalars[at]) else {
      throw Fault(
        offset: at, length: 1,
        message: "expected a number or a defined name, found '\(rest)'")
    }
    if scalars[at] == ".", rest.lowercased().hasPrefix(".inf") { at += 1 }
    while at < scalars.count, Self.isPart(scalars[at]) { at += 1 }
    let name = String(String.UnicodeScalarView(scalars[start..<at]))
    if let function = Self.functions[name] {
      guard take("(") != nil else {
        throw Fault(
          offset: start, length: name.unicodeScalars.count,
          message: "\(name) needs its argument in parentheses")
      }
      let argument = try sum()
      guard take(")") != nil else {
        throw Fault(offset: start, length: name.count, message: "a '(' without its ')'")
      }
      return Value(number: function(argument.number), unit: nil)
    }
    if let value = names[name] { return Value(number: value, unit: name) }
    if let value = Self.constants[name] ?? Self.constants[name.lowercased()] {
      return Value(number: value, unit: nil)
    }
    let known = Array(names.keys) + Array(Self.constants.keys) + Array(Self.functions.keys)
    let hint = nearest(to: name, among: known.sorted()).map { "; did you mean '\($0)'?" } ?? ""
    throw Fault(
      offset: start, length: name.unicodeScalars.count,
      message: "'\(name)' is not a number and not defined under 'define'\(hint)")
  }

  private mutating func number() throws(Fault) -> Value {
    let start = at
    if scalars[at] == "." {
      // YAML's own way to write infinity.
      let word = String(String.UnicodeScalarView(scalars[at...].prefix(4))).lowercased()
      if word == ".inf" {
        at += 4
        return Value(number: .infinity, unit: nil)
      }
    }
    while at < scalars.count, Self.isDigit(scalars[at]) || scalars[at] == "." { at += 1 }
    // An exponent only if digits follow: in `2e` the e is a name.
    if at < scalars.count, scalars[at] == "e" || scalars[at] == "E" {
      var end = at + 1
      if end < scalars.count, scalars[end] == "+" || scalars[end] == "-" { end += 1 }
      if end < scalars.count, Self.isDigit(scalars[end]) {
        while end < scalars.count, Self.isDigit(scalars[end]) { end += 1 }
        at = end
      }
    }
    let text = String(String.UnicodeScalarView(scalars[start..<at]))
    guard let value = Double(text), value.isFinite else {
      throw Fault(
        offset: start, length: at - start,
        message: Double(text) == nil
          ? "'\(text)' is not a number" : "'\(text)' is beyond the range of numbers; write inf")
    }
    return Value(number: value, unit: nil)
  }
}
