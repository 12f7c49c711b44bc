import Drawing

extension Markup {
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
