/// A number as a config writes it: `6`, `-6c`, `1/c`, `(1 + 2)/c`, `sqrt(2)`, `-inf`.
package indirect enum Expression: Hashable, Sendable {
  case number(Double)
  /// A defined name or a constant; the range is its place in the text.
  case name(String, at: Range<Int>)
  case negated(Expression)
  case binary(Operator, Expression, Expression, at: Range<Int>)
  case call(Function, [Expression], at: Range<Int>)

  package enum Operator: Character, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case power = "^"
  }
}

extension Expression {
  /// What is wrong with an expression, and where in its text, in Unicode scalars from 0.
  package struct Fault: Error, Hashable, Sendable {
    package var offset: Int
    package var length: Int
    package var message: String

    package init(_ range: Range<Int>, _ message: String, suggestion: String? = nil) {
      offset = range.lowerBound
      length = max(1, range.count)
      self.message = message + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    }
  }

  /// A value, and what is remembered of how it was written.
  package struct Value: Hashable, Sendable {
    package var number: Double
    /// The defined name of which it is a plain multiple, as in `-6c`; zero is one of every name.
    package var unit: String?
    /// The defined names that it depends on.
    package var used: Set<String> = []

    package var isZero: Bool { number == 0 && used.isEmpty }
  }

  /// The value where names have values.
  /// - Throws: what has no value, with its place.
  package func value(_ names: Names) throws(Fault) -> Value {
    Value(
      number: try number(names), unit: multiple(names)?.name,
      used: self.names.filter { names.values[$0] != nil })
  }

  /// The value of a text.
  package static func value(of text: String, names: Names) throws(Fault) -> Value {
    try ExpressionParser.parse(text).value(names)
  }
}
