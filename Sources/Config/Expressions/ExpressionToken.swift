/// A word of an expression.
struct ExpressionToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Double)
    case name(String)
    case symbol(Character)
    case end
  }

  var kind: Kind
  /// The place in the text, in Unicode scalars.
  var range: Range<Int>

  /// Takes an expression apart.
  static func all(in text: String) throws(Expression.Fault) -> [ExpressionToken] {
    let scalars = Array(text.unicodeScalars)
    var tokens: [ExpressionToken] = []
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar.properties.isWhitespace {
        at += 1
      } else if isDigit(scalar)
        || (scalar == "." && at + 1 < scalars.count && isDigit(scalars[at + 1]))
      {
        tokens.append(try number(scalars, &at))
      } else if scalar == ".", let word = dottedWord(scalars, at) {
        // YAML's own spellings: .inf, .Inf, .INF, .nan
        tokens.append(.init(kind: .name(word), range: at..<(at + 4)))
        at += 4
      } else if isLetter(scalar) {
        let start = at
        while at < scalars.count, isLetter(scalars[at]) || isDigit(scalars[at]) { at += 1 }
        var name = ""
        name.unicodeScalars.append(contentsOf: scalars[start..<at])
        tokens.append(.init(kind: .name(name), range: start..<at))
      } else {
        let symbol: Character
        switch scalar {
        case "\u{2212}", "\u{2013}": symbol = "-"  // a typeset minus sign
        case "\u{00B7}", "\u{00D7}", "\u{22C5}": symbol = "*"
        case "\u{221E}": symbol = "∞"
        case "+", "-", "*", "/", "^", "(", ")", ",": symbol = Character(scalar)
        default:
          throw Expression.Fault(
            at..<(at + 1), "'\(scalar)' does not belong in a number or an expression")
        }
        // `**` is how other languages write powers.
        if symbol == "*", tokens.last?.kind == .symbol("*"), tokens.last?.range.upperBound == at {
          throw Expression.Fault(
            (at - 1)..<(at + 1), "'**' is not known here; write '^' for powers")
        }
        tokens.append(
          .init(kind: symbol == "∞" ? .name("inf") : .symbol(symbol), range: at..<(at + 1)))
        at += 1
      }
      if tokens.count > 1000 { throw Expression.Fault(0..<at, "an expression of over 1000 words") }
    }
    tokens.append(.init(kind: .end, range: at..<(at + 1)))
    return tokens
  }

  private static func isDigit(_ s: Unicode.Scalar) -> Bool { ("0"..."9").contains(s) }

  private static func isLetter(_ s: Unicode.Scalar) -> Bool {
    s == "_" || s.properties.isAlphabetic
  }

  private static func dottedWord(_ scalars: [Unicode.Scalar], _ at: Int) -> String? {
    guard at + 4 <= scalars.count else { return nil }
    if at + 4 < scalars.count, isLetter(scalars[at + 4]) || isDigit(scalars[at + 4]) { return nil }
    var word = ""
    word.unicodeScalars.append(contentsOf: scalars[(at + 1)..<(at + 4)])
    switch word {
    case "inf", "Inf", "INF": return "inf"
    case "nan", "NaN", "NAN": return "nan"
    default: return nil
    }
  }

  /// Digits, a point, digits, and an exponent only if digits follow its e: `2e` is two times e.
  private static func number(
    _ scalars: [Unicode.Scalar], _ at: inout Int
  ) throws(Expression.Fault) -> ExpressionToken {
    let start = at
    func skipDigits() { while at < scalars.count, isDigit(scalars[at]) { at += 1 } }
    skipDigits()
    if at < scalars.count, scalars[at] == "." {
      at += 1
      skipDigits()
    }
    if at < scalars.count, scalars[at] == "e" || scalars[at] == "E" {
      var ahead = at + 1
      if ahead < scalars.count, scalars[ahead] == "+" || scalars[ahead] == "-" { ahead += 1 }
      if ahead < scalars.count, isDigit(scalars[ahead]) {
        at = ahead
        skipDigits()
      }
    }
    var text = ""
    for i in start..<at {
      // Swift reads no point without a digit behind it.
      if scalars[i] == ".", i + 1 == at || !isDigit(scalars[i + 1]) { continue }
      text.unicodeScalars.append(scalars[i])
    }
    if at < scalars.count, scalars[at] == "." {
      throw Expression.Fault(at..<(at + 1), "a second decimal point")
    }
    if at + 1 < scalars.count, scalars[at] == ",", isDigit(scalars[at + 1]) {
      throw Expression.Fault(at..<(at + 1), "a comma in a number; write the decimal point as '.'")
    }
    if at < scalars.count, scalars[at] == "_", at + 1 < scalars.count, isDigit(scalars[at + 1]) {
      throw Expression.Fault(at..<(at + 1), "'_' in a number; write it without")
    }
    guard let value = Double(text) else {
      throw Expression.Fault(start..<at, "'\(text)' is not a number")
    }
    guard value.isFinite else {
      throw Expression.Fault(
        start..<at, "\(text) is too large; the largest number is 1.797e308, or write inf")
    }
    return .init(kind: .number(value), range: start..<at)
  }
}
