import Config
import Drawing
import Plotting

extension TextRules {
  /// The rules of our markup.
  static let markup = TextRules(
    number: { value, surroundings in
      switch surroundings {
      case .plain: return FitSummary.text(value, 6)
      case .mathematics: return NumberText.short(value)
      case .words:
        let text = NumberText.short(value)
        return text.contains { $0 == "\\" || $0 == "^" } ? "$\(text)$" : text
      }
    },
    fault: { text in
      do throws(MarkupError) {
        try Typesetter.check(text)
        return nil
      } catch {
        // Markup counts characters, places count Unicode scalars.
        let offset = String(text.prefix(error.offset)).unicodeScalars.count
        let part = text.dropFirst(error.offset).prefix(error.length).unicodeScalars.count
        return (offset, part, error.message)
      }
    })
}
