/// A formula as a tree.
package indirect enum MathNode: Hashable, Sendable {
  /// A sign or a letter, or a number of several digits.
  case symbol(MathSymbol)
  /// A word set upright: a function's name if it is an operator.
  case word(String, AtomClass)
  /// Words in the face of the text around the formula.
  case text(String)
  case row([MathNode])
  case fraction(MathNode, MathNode)
  case root(MathNode)
  /// Subscript and superscript of a nucleus.
  case scripts(MathNode, sub: MathNode?, sup: MathNode?)
  /// A row between two signs that grow with it; an empty sign is left out.
  case delimited(String, MathNode, String)
  /// An accent above a nucleus: `hat`, `bar`, `tilde`.
  case accent(String, MathNode)
  /// A space, in ems.
  case space(Double)

  /// The formula as it would be typed or read in running text.
  package var plainText: String {
    switch self {
    case .symbol(let symbol): return symbol.text
    case .word(let word, _), .text(let word): return word
    case .space(let width): return width > 0.2 ? " " : ""
    case .accent(_, let nucleus): return nucleus.plainText
    case .root(let body): return "√" + body.grouped
    case .fraction(let above, let below): return above.grouped + "/" + below.grouped
    case .delimited(let left, let body, let right): return left + body.plainText + right
    case .scripts(let nucleus, let sub, let sup):
      return nucleus.plainText + (sub.map { "_" + $0.grouped } ?? "")
        + (sup.map { "^" + $0.grouped } ?? "")
    case .row(let nodes):
      var result = ""
      var previous: AtomClass?
      for node in nodes {
        let part = node.plainText
        let atom = node.atom
        if atom == .relation || (atom == .binary && previous != nil && previous != .relation) {
          result += " " + part + " "
        } else if previous == .punctuation {
          result += " " + part
        } else if atom == .largeOperator, case .word = node {
          result += (result.isEmpty || result.hasSuffix(" ") ? "" : " ") + part + " "
        } else {
          result += part
        }
        if case .space = node { continue }
        previous = atom
      }
      while result.hasSuffix(" ") { result.removeLast() }
      return result
    }
  }

  /// Whether it is nothing but a number: digits, a sign, a power of ten, infinity.
  var isNumber: Bool {
    switch self {
    case .symbol(let symbol):
      symbol.text.allSatisfy { $0.isNumber || "+−-.×∞".contains($0) }
    case .row(let nodes): !nodes.isEmpty && nodes.allSatisfy(\.isNumber)
    case .scripts(let nucleus, nil, let power?): nucleus.isNumber && power.isNumber
    case .space: true
    default: false
    }
  }

  /// The text in parentheses if it is more than one sign.
  private var grouped: String {
    let text = plainText
    if case .delimited = self { return text }
    let isSimple = text.count <= 1 || text.allSatisfy { $0.isNumber || $0 == "." }
    let isBar = text.hasPrefix("|") && text.hasSuffix("|")
    return isSimple || isBar ? text : "(" + text + ")"
  }

  /// The class that decides the space around the node.
  var atom: AtomClass {
    switch self {
    case .symbol(let symbol): symbol.atom
    case .word(_, let atom): atom
    case .scripts(let nucleus, _, _), .accent(_, let nucleus): nucleus.atom
    case .fraction, .delimited: .inner
    case .text, .row, .root, .space: .ordinary
    }
  }
}
