/// A number as a config has it: an expression with its place, whose value may depend on a frame or on what
/// a fit finds.
package struct Number: Sendable {
  package let place: ConfigNode.Place
  /// The value, if it is the same in every picture.
  package let known: Expression.Value?
  private let expression: Expression
  /// What it is called in messages.
  private let key: String
  private let written: String
  private let bounds: Bounds
  private let source: ConfigText

  /// Reads a number, and judges it as far as its names have values.
  init(
    _ written: String, at place: ConfigNode.Place, of key: String, _ bounds: Bounds,
    _ names: Names, _ source: ConfigText
  ) throws(ConfigError) {
    self.place = place
    self.key = key
    self.written = written
    self.bounds = bounds
    self.source = source
    do throws(Expression.Fault) {
      expression = try ExpressionParser.parse(written)
      try expression.check(names)
    } catch {
      throw source.error(error, in: written, at: place)
    }
    known =
      expression.names.isDisjoint(with: names.open)
      ? try Self.value(expression, written, place, key, bounds, names, source) : nil
  }

  /// The names that the value depends on.
  var names: Set<String> { expression.names }

  /// The value where names have values, and what is remembered of how it was written.
  /// - Throws: the mistake with its place if there is no value, or none within bounds.
  package func measured(in names: Names) throws(ConfigError) -> Expression.Value {
    if let known { return known }
    return try Self.value(expression, written, place, key, bounds, names, source)
  }

  /// The value where names have values.
  /// - Throws: the mistake with its place if there is no value, or none within bounds.
  package func value(in names: Names) throws(ConfigError) -> Double {
    if let known { return known.number }
    return try measured(in: names).number
  }

  /// A mistake at the number.
  package func error(_ message: String) -> ConfigError { source.error(place, message) }

  private static func value(
    _ expression: Expression, _ written: String, _ place: ConfigNode.Place, _ key: String,
    _ bounds: Bounds, _ names: Names, _ source: ConfigText
  ) throws(ConfigError) -> Expression.Value {
    let value: Expression.Value
    do throws(Expression.Fault) {
      value = try expression.value(names)
    } catch {
      throw source.error(error, in: written, at: place)
    }
    if bounds.isWhole, value.number != value.number.rounded() || abs(value.number) >= 1e15 {
      throw source.error(place, "expected a whole number, found '\(written)'")
    }
    if let fault = bounds.fault(value.number) { throw source.error(place, "'\(key)' \(fault)") }
    return value
  }
}

extension ConfigText {
  /// What is wrong with an expression, at its place in what was written.
  func error(
    _ fault: Expression.Fault, in written: String, at place: ConfigNode.Place
  ) -> ConfigError {
    error(lines.place(of: fault.offset, fault.length, in: written, at: place), fault.message)
  }
}
