import Config
import Drawing
import Plotting

extension TextRules {
  /// The rules of our markup.
  static let markup = TextRules(
    number: { NumberText.short($0) },
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

extension TextTemplate {
  /// A number with a fixed number of decimals, in our markup where it has too many figures for that.
  static func fixed(_ value: Double, digits: Int) -> String {
    fixed(value, digits: digits) { NumberText.short($0) }
  }
}
