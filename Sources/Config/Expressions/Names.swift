/// The names that expressions may use, with their values.
package struct Names: Sendable {
  package private(set) var values: [String: Double] = [:]
  /// Names that are defined only further down, for a better message.
  package var later: Set<String> = []

  /// Names that mean the same everywhere.
  package static let constants: [(name: String, value: Double)] = [
    ("pi", .pi), ("e", 2.718281828459045), ("inf", .infinity), ("π", .pi),
  ]

  /// Whether a text can be defined: a letter or `_`, then letters, digits and `_`, and neither a constant
  /// nor a function.
  package static func isFree(_ text: String) -> Bool {
    guard let tokens = try? ExpressionToken.all(in: text), tokens.count == 2,
      case .name(let name) = tokens[0].kind, name == text
    else { return false }
    return !constants.contains { $0.name == name } && Function(rawValue: name) == nil
      && name != "nan"
  }

  package mutating func define(_ name: String, _ value: Double) {
    values[name] = value
    later.remove(name)
  }

  /// A constant or a defined name.
  package func value(of name: String) -> Double? {
    values[name] ?? Self.constants.first { $0.name == name }?.value
  }

  /// What can be written where a name was expected; the constants alone where so much is defined that
  /// looking through all of it for each mistake would take longer than it helps.
  package var known: [String] {
    (values.count > 1000 ? [] : values.keys.sorted()) + Self.constants.map(\.name)
  }
}
