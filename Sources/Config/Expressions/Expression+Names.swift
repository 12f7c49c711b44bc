import Basics

extension Expression {
  /// The names that it uses, constants left out.
  package var names: Set<String> {
    var result: Set<String> = []
    collect(&result)
    return result
  }

  private func collect(_ names: inout Set<String>) {
    switch self {
    case .number: return
    case .name(let name, _):
      if !Names.isConstant(name) { names.insert(name) }
    case .negated(let inner): inner.collect(&names)
    case .binary(_, let a, let b, _):
      a.collect(&names)
      b.collect(&names)
    case .call(_, let arguments, _): for argument in arguments { argument.collect(&names) }
    }
  }

  /// Tells a name that nothing defines, whatever the values of the others.
  package func check(_ names: Names) throws(Fault) {
    switch self {
    case .number: return
    case .name(let name, let range):
      if names.isKnown(name) { return }
      throw Self.undefined(name, range, names)
    case .negated(let inner): try inner.check(names)
    case .binary(_, let a, let b, _):
      try a.check(names)
      try b.check(names)
    case .call(_, let arguments, _): for argument in arguments { try argument.check(names) }
    }
  }

  static func undefined(_ name: String, _ range: Range<Int>, _ names: Names) -> Fault {
    if names.later.contains(name) {
      return Fault(range, "'\(name)' is not defined yet; a name may use only names above it")
    }
    if name == "nan" { return Fault(range, "nan is not a number to draw with") }
    return Fault(
      range, "undefined name '\(name)'",
      suggestion: Suggestion.nearest(to: name, among: names.known))
  }
}
