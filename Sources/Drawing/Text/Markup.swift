/// Text with `$…$` taken apart into words and formulas.
package struct Markup {
  /// A part between two dollar signs, or between two formulas.
  package enum Piece: Hashable {
    case text(String)
    case math(MathNode)

    /// The parts between which a line may be broken where it must: letters, and what of a formula begins
    /// with a relation or an operator.
    var atoms: [Piece] {
      switch self {
      case .text(let text): return text.map { .text(String($0)) }
      case .math(.row(let nodes)):
        var parts: [[MathNode]] = [[]]
        for node in nodes {
          let opens = node.atom == .relation || node.atom == .binary
          if opens, !parts[parts.count - 1].isEmpty { parts.append([]) }
          parts[parts.count - 1].append(node)
        }
        return parts.map { .math(.row($0)) }
      case .math: return [self]
      }
    }

    /// The same with neighbours of one kind joined.
    static func joined(_ pieces: [Piece]) -> [Piece] {
      var result: [Piece] = []
      for piece in pieces {
        switch (result.last, piece) {
        case (.text(let a), .text(let b)): result[result.count - 1] = .text(a + b)
        case (.math(.row(let a)), .math(.row(let b))):
          result[result.count - 1] = .math(.row(a + b))
        default: result.append(piece)
        }
      }
      return result
    }

    /// Whether a break between two letters is shown by a hyphen: in scripts with capitals.
    static func takesHyphen(_ a: Piece, _ b: Piece) -> Bool {
      guard case .text(let a) = a, case .text(let b) = b else { return false }
      return [a, b].allSatisfy { $0.count == 1 && $0.first!.isLetter && $0.first!.isCased }
    }
  }

  /// Words and formulas in their order.
  package private(set) var pieces: [Piece] = []

  /// Takes markup apart.
  package init(_ markup: String) throws(MarkupError) {
    let characters = Array(markup)
    var text = ""
    var at = 0
    while at < characters.count {
      let c = characters[at]
      if c == "\\", at + 1 < characters.count, characters[at + 1] == "$" {
        text.append("$")
        at += 2
        continue
      }
      guard c == "$" else {
        text.append(c)
        at += 1
        continue
      }
      var end = at + 1
      while end < characters.count, characters[end] != "$" {
        end += characters[end] == "\\" ? 2 : 1
      }
      guard end < characters.count else {
        throw MarkupError(
          offset: at, message: "a '$' that is not closed; write \\$ for a dollar sign")
      }
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
      var parser = MathParser(characters[(at + 1)..<end], base: at + 1)
      pieces.append(.math(try parser.parse()))
      at = end + 1
    }
    if !text.isEmpty { pieces.append(.text(text)) }
  }

  /// A text as markup that means the text itself.
  ///
  /// A dollar sign is the only character that begins anything.
  package static func quoted(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "$" { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// The lines that the markup's own breaks make, each as words; a word is a run of pieces without a
  /// space between them, such as `$|x|$,`.
  var paragraphs: [[[Piece]]] {
    var result: [[[Piece]]] = [[]]
    var word: [Piece] = []
    func finishWord() {
      if !word.isEmpty { result[result.count - 1].append(word) }
      word = []
    }
    for piece in pieces {
      guard case .text(let text) = piece else {
        word.append(piece)
        continue
      }
      var letters = ""
      for c in text {
        if c.isNewline || c == " " || c == "\t" {
          if !letters.isEmpty { word.append(.text(letters)) }
          letters = ""
          finishWord()
          if c.isNewline { result.append([]) }
        } else {
          letters.append(c)
        }
      }
      if !letters.isEmpty { word.append(.text(letters)) }
    }
    finishWord()
    return result
  }
}
