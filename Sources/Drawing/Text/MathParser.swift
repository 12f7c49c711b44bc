import Basics

/// Turns the markup between two dollar signs into a tree.
struct MathParser {
  private let characters: [Character]
  private let base: Int
  private var at = 0
  private var depth = 0

  /// Deeper nesting than any formula has; it bounds recursion.
  private static let deepest = 40

  /// - Parameters:
  ///   - characters: the markup without its dollar signs.
  ///   - base: the offset of its first character in the whole text, for errors.
  init(_ characters: ArraySlice<Character>, base: Int) {
    self.characters = Array(characters)
    self.base = base
  }

  mutating func parse() throws(MarkupError) -> MathNode {
    let row = try row(until: nil, opened: 0)
    if at < characters.count { throw error("a '}' without its '{'", at: at) }
    return row
  }

  private func error(_ message: String, at offset: Int, length: Int = 1) -> MarkupError {
    MarkupError(offset: base + offset, length: max(1, length), message: message)
  }

  /// Nodes up to the closing character (which is taken) or the end of the markup.
  private mutating func row(until closing: Character?, opened: Int) throws(MarkupError) -> MathNode
  {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw error("the formula is nested too deeply", at: at) }
    var nodes: [MathNode] = []
    while at < characters.count {
      let c = characters[at]
      if c == "}" {
        if closing == "}" { at += 1 }
        if closing == "}" || closing == nil { return Self.simplified(nodes) }
        throw error("a '}' without its '{'", at: at)
      }
      if c == "\\", closing == "\\", peekCommand() == "right" { return Self.simplified(nodes) }
      if c.isWhitespace {
        at += 1
        continue
      }
      if c == "^" || c == "_" {
        let nucleus = nodes.popLast() ?? .row([])
        nodes.append(try scripts(of: nucleus))
        continue
      }
      nodes.append(try node())
    }
    if closing == "}" { throw error("a '{' without its '}'", at: opened) }
    if closing == "\\" { throw error("\\left without its \\right", at: opened, length: 5) }
    return Self.simplified(nodes)
  }

  private static func simplified(_ nodes: [MathNode]) -> MathNode {
    nodes.count == 1 ? nodes[0] : .row(nodes)
  }

  private mutating func scripts(of nucleus: MathNode) throws(MarkupError) -> MathNode {
    var (sub, sup): (MathNode?, MathNode?) = (nil, nil)
    while at < characters.count, characters[at] == "^" || characters[at] == "_" {
      let mark = characters[at]
      let place = at
      at += 1
      skipSpace()
      guard at < characters.count, characters[at] != "}", characters[at] != "^",
        characters[at] != "_"
      else { throw error("nothing follows '\(mark)'", at: place) }
      let script = try node()
      if mark == "^" {
        if sup != nil {
          throw error("a second superscript; group the first with braces", at: place)
        }
        sup = script
      } else {
        if sub != nil { throw error("a second subscript; group the first with braces", at: place) }
        sub = script
      }
      let mayFollow = at
      skipSpace()
      if at < characters.count, characters[at] != "^", characters[at] != "_" { at = mayFollow }
    }
    return .scripts(nucleus, sub: sub, sup: sup)
  }

  private mutating func skipSpace() {
    while at < characters.count, characters[at].isWhitespace { at += 1 }
  }

  private mutating func node() throws(MarkupError) -> MathNode {
    let c = characters[at]
    if c == "{" {
      at += 1
      return try row(until: "}", opened: at - 1)
    }
    if c == "\\" { return try command() }
    if c.isASCII, c.isNumber { return number() }
    at += 1
    return .symbol(MathSymbols.character(c))
  }

  /// Digits with their decimal points: one ordinary atom, so that they are kerned as a number.
  private mutating func number() -> MathNode {
    let start = at
    while at < characters.count {
      let c = characters[at]
      let isPoint = c == "." && at + 1 < characters.count && characters[at + 1].isNumber
      guard (c.isASCII && c.isNumber) || isPoint else { break }
      at += 1
    }
    return .symbol(MathSymbol(text: String(characters[start..<at]), atom: .ordinary))
  }

  private func peekCommand() -> String {
    var end = at + 1
    while end < characters.count, characters[end].isASCII, characters[end].isLetter { end += 1 }
    if end == at + 1, end < characters.count { end += 1 }
    return String(characters[min(at + 1, characters.count)..<end])
  }

  private mutating func command() throws(MarkupError) -> MathNode {
    let start = at
    let name = peekCommand()
    at += 1 + name.count
    if name.isEmpty { throw error("a '\\' at the end of the formula", at: start) }
    if let symbol = MathSymbols.command(name) { return .symbol(symbol) }
    if let space = MathSymbols.spaces[name] { return .space(space) }
    if MathSymbols.functions.contains(name) { return .word(name, .largeOperator) }
    switch name {
    case "frac":
      let above = try argument(of: name, at: start)
      return .fraction(above, try argument(of: name, at: start))
    case "sqrt": return .root(try argument(of: name, at: start))
    case "hat", "bar", "tilde": return .accent(name, try argument(of: name, at: start))
    case "text": return .text(try word(of: name, at: start))
    case "mathrm": return .word(try word(of: name, at: start), .ordinary)
    case "operatorname": return .word(try word(of: name, at: start), .largeOperator)
    case "mathit": return try argument(of: name, at: start)
    case "left":
      let left = try delimiter(of: name, at: start)
      let body = try row(until: "\\", opened: start)
      at += 6  // \right, which ended the row
      return .delimited(left, body, try delimiter(of: "right", at: at - 6))
    case "right": throw error("\\right without its \\left", at: start, length: 6)
    default:
      let hint =
        Suggestion.nearest(to: name, among: MathSymbols.names).map { "; did you mean \\\($0)?" }
        ?? ""
      throw error("unknown command \\\(name)\(hint)", at: start, length: name.count + 1)
    }
  }

  private mutating func argument(of name: String, at start: Int) throws(MarkupError) -> MathNode {
    skipSpace()
    guard at < characters.count, characters[at] != "}", characters[at] != "^",
      characters[at] != "_"
    else { throw error("\\\(name) lacks an argument", at: start, length: name.count + 1) }
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw error("the formula is nested too deeply", at: at) }
    return try node()
  }

  /// An argument in braces taken as it stands.
  private mutating func word(of name: String, at start: Int) throws(MarkupError) -> String {
    skipSpace()
    guard at < characters.count, characters[at] == "{" else {
      throw error("\\\(name) needs an argument in braces", at: start, length: name.count + 1)
    }
    guard let end = characters[at...].firstIndex(of: "}") else {
      throw error("a '{' without its '}'", at: at)
    }
    defer { at = end + 1 }
    return String(characters[at + 1..<end])
  }

  private mutating func delimiter(of name: String, at start: Int) throws(MarkupError) -> String {
    skipSpace()
    let known = "()[]|./<>"
    if at < characters.count, known.contains(characters[at]) {
      defer { at += 1 }
      switch characters[at] {
      case ".": return ""
      case "<": return "⟨"
      case ">": return "⟩"
      default: return String(characters[at])
      }
    }
    if at < characters.count, characters[at] == "\\",
      let symbol = MathSymbols.command(peekCommand()),
      symbol.atom == .opening || symbol.atom == .closing || symbol.text == "|" || symbol.text == "‖"
    {
      at += 1 + peekCommand().count
      return symbol.text
    }
    throw error(
      "\\\(name) needs one of ( ) [ ] | . \\{ \\} \\langle \\rangle after it", at: start,
      length: name.count + 1)
  }
}
