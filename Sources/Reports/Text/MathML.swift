import Drawing

/// Markup as HTML: words escaped, formulas as MathML Core, which browsers set and screen readers read.
enum MathML {
  /// Markup as HTML; markup that has a mistake is shown as it stands.
  static func html(_ markup: String) -> String {
    guard let pieces = try? Markup(markup).pieces else { return HTML.escaped(markup) }
    return pieces.map { piece in
      switch piece {
      case .text(let text): HTML.escaped(text)
      case .math(let node): "<math>\(element(node))</math>"
      }
    }.joined()
  }

  private static func element(_ node: MathNode) -> String {
    switch node {
    case .symbol(let symbol): return self.symbol(symbol)
    case .word(let word, .largeOperator):
      return "<mo form=\"prefix\" lspace=\"0.17em\" rspace=\"0.17em\">\(HTML.escaped(word))</mo>"
    case .word(let word, _):
      return "<mi mathvariant=\"normal\">\(HTML.escaped(word))</mi>"
    case .text(let text): return "<mtext>\(HTML.escaped(text))</mtext>"
    case .row(let nodes): return "<mrow>\(nodes.map(element).joined())</mrow>"
    case .fraction(let above, let below):
      return "<mfrac>\(element(above))\(element(below))</mfrac>"
    case .root(let body): return "<msqrt>\(element(body))</msqrt>"
    case .scripts(let nucleus, let sub?, let sup?):
      return "<msubsup>\(element(nucleus))\(element(sub))\(element(sup))</msubsup>"
    case .scripts(let nucleus, let sub?, nil):
      return "<msub>\(element(nucleus))\(element(sub))</msub>"
    case .scripts(let nucleus, nil, let sup?):
      return "<msup>\(element(nucleus))\(element(sup))</msup>"
    case .scripts(let nucleus, nil, nil): return element(nucleus)
    case .delimited(let left, let body, let right):
      return "<mrow>\(fence(left))\(element(body))\(fence(right))</mrow>"
    case .accent(let name, let nucleus):
      let signs = ["hat": "^", "bar": "‾", "tilde": "~"]
      return "<mover accent=\"true\">\(element(nucleus))<mo>\(signs[name] ?? "")</mo></mover>"
    case .space(let ems): return "<mspace width=\"\(ems)em\"></mspace>"
    }
  }

  private static func symbol(_ symbol: MathSymbol) -> String {
    let text = HTML.escaped(symbol.text)
    switch symbol.atom {
    case .ordinary, .inner:
      if symbol.text.allSatisfy({ $0.isNumber || $0 == "." }) { return "<mn>\(text)</mn>" }
      // Where two bars stand for a magnitude they are letters, not fences that grow.
      if symbol.text == "|" { return "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo>" }
      return symbol.isItalic ? "<mi>\(text)</mi>" : "<mi mathvariant=\"normal\">\(text)</mi>"
    case .opening: return "<mo form=\"prefix\" stretchy=\"false\">\(text)</mo>"
    case .closing: return "<mo form=\"postfix\" stretchy=\"false\">\(text)</mo>"
    case .relation, .binary, .punctuation, .largeOperator: return "<mo>\(text)</mo>"
    }
  }

  private static func fence(_ sign: String) -> String {
    sign.isEmpty ? "" : "<mo stretchy=\"true\">\(HTML.escaped(sign))</mo>"
  }
}
