import Drawing

extension Markup {
  /// A text as markup that means the text itself.
  ///
  /// A dollar sign is the only character that begins anything.
  static func quoted(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "$" { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// Markup as it would be typed: `α = 2`.
  static func plain(_ markup: String) -> String {
    guard let pieces = try? Markup(markup).pieces else { return markup }
    return pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .math(let node): node.plainText
      }
    }.joined()
  }
}
