/// The names that expressions may use, with their values as far as these are known.
package struct Names: Sendable {
  package private(set) var values: [String: Double] = [:]
  /// Names that get their values only when a picture is made: what a frame gives, and what fits find.
  package private(set) var open: Set<String> = []
  /// Names that are defined only further down, for a better message.
  package var later: Set<String> = []

  package init() {}

  /// Names that mean the same everywhere.
  static let constants: [(name: String, value: Double)] = [
    ("pi", .pi), ("e", 2.718281828459045), ("inf", .infinity), ("π", .pi),
  ]

  static func isConstant(_ name: String) -> Bool { constants.contains { $0.name == name } }

  /// Whether a text can be defined: a letter or `_`, then letters, digits and `_`, and neither a constant
  /// nor a function.
  package static func isFree(_ text: String) -> Bool {
    guard let tokens = try? ExpressionToken.all(in: text), tokens.count == 2,
      case .name(let name) = tokens[0].kind, name == text
    else { return false }
    return !isConstant(name) && Function(rawValue: name) == nil && name != "nan"
  }

  package mutating func define(_ name: String, _ value: Double) {
    values[name] = value
    later.remove(name)
    open.remove(name)
  }

  /// Promises a value that is given later, in place of one that there may be.
  package mutating func promise(_ name: String) {
    values[name] = nil
    open.insert(name)
  }

  /// A constant or a defined name.
  package func value(of name: String) -> Double? {
    values[name] ?? Self.constants.first { $0.name == name }?.value
  }

  /// Whether a name has a value, or will have one.
  package func isKnown(_ name: String) -> Bool {
    values[name] != nil || open.contains(name) || Self.isConstant(name)
  }

  /// The names that a config gives, in alphabetical order.
  package var given: [String] { (Array(values.keys) + open).sorted() }

  /// What can be written where a name was expected; the constants alone where so much is defined that
  /// looking through all of it for each mistake would take longer than it helps.
  var known: [String] {
    (values.count + open.count > 1000 ? [] : given) + Self.constants.map(\.name)
  }
}
