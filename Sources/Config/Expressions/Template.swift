import Basics

/// Text in which `{name}`, `{name:.3f}` and `{2*name - 1:.3f}` stand for numbers.
///
/// Braces belong to mathematics too, so not all of them are meant: those are that name what a frame or a
/// fit gives, or ask for a form, and outside mathematics those that hold nothing but known names.
package struct Template: Sendable {
  private enum Part: Sendable {
    case text(String)
    case number(Expression, digits: Int?, TextRules.Surroundings, at: Range<Int>)
  }

  package let place: ConfigNode.Place
  /// Whether the text is the same in every picture.
  package let isKnown: Bool
  /// The names that the text depends on.
  let names: Set<String>
  private let parts: [Part]
  /// The text as the config has it.
  package let written: String
  private let source: ConfigText
  private let rules: TextRules

  /// Reads a text.
  /// - Parameter isMarkup: whether it is drawn; text for machines and readers' software is not.
  init(
    _ written: String, at place: ConfigNode.Place, isMarkup: Bool, _ names: Names,
    _ source: ConfigText, _ rules: TextRules
  ) throws(ConfigError) {
    self.place = place
    self.written = written
    self.source = source
    self.rules = rules
    var parts: [Part] = []
    // The text with zeros for numbers, so that what is around them can be checked.
    var padded = ""
    var used: Set<String> = []
    var offset = 0
    var isMathematics = false
    var rest = Substring(written)
    func literal(_ text: Substring) {
      parts.append(.text(String(text)))
      padded += text
      offset += text.unicodeScalars.count
      isMathematics = isMarkup && Self.endsInMathematics(text, from: isMathematics)
    }
    while let open = rest.firstIndex(of: "{") {
      literal(rest[..<open])
      let inside = rest[rest.index(after: open)...]
      let surroundings: TextRules.Surroundings =
        isMathematics ? .mathematics : isMarkup ? .words : .plain
      guard let close = inside.firstIndex(where: { $0 == "}" || $0 == "{" }), inside[close] == "}"
      else {
        literal("{")
        rest = inside
        continue
      }
      let field: Field?
      do throws(Expression.Fault) {
        field = try Field(inside[..<close], isMathematics, names)
      } catch {
        var error = error
        error.offset += offset + 1
        throw source.error(error, in: written, at: place)
      }
      guard let field else {
        literal("{")
        rest = inside
        continue
      }
      let end = inside.index(after: close)
      let length = rest[open..<end].unicodeScalars.count
      parts.append(
        .number(
          field.expression, digits: field.digits, surroundings, at: offset..<(offset + length)))
      padded += String(repeating: "0", count: length)
      offset += length
      used.formUnion(field.expression.names)
      rest = inside[end...]
    }
    literal(rest)
    self.parts = parts
    self.names = used
    isKnown = used.isDisjoint(with: names.open)
    if isMarkup, let fault = rules.fault(padded) {
      throw source.error(
        source.lines.place(of: fault.offset, fault.length, in: written, at: place), fault.message)
    }
  }

  /// The text where names have values.
  /// - Throws: the mistake with its place if a number has no value.
  package func text(in names: Names) throws(ConfigError) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .number(let expression, let digits, let surroundings, let range):
        let value: Double
        do throws(Expression.Fault) {
          value = try expression.value(names).number
        } catch {
          let place = source.lines.place(
            of: range.lowerBound, range.count, in: written, at: place)
          throw source.error(place, error.message)
        }
        result +=
          digits.flatMap { Self.fixed(value, digits: $0) } ?? rules.number(value, surroundings)
      }
    }
    return result
  }

  /// A number with a fixed number of decimals, so that a text does not jump from frame to frame; nil if it
  /// has too many figures for that, or is infinite.
  package static func fixed(_ value: Double, digits: Int) -> String? {
    guard value.isFinite, abs(value) < 1e15 else { return nil }
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 9e15 else { return nil }
    var figures = String(Int(scaled))
    while figures.count <= digits { figures = "0" + figures }
    let whole = figures.dropLast(digits)
    let sign = value < 0 && scaled != 0 ? "-" : ""
    return sign + whole + (digits == 0 ? "" : "." + figures.suffix(digits))
  }

  /// Whether a text leaves mathematics open behind it.
  private static func endsInMathematics(_ text: Substring, from start: Bool) -> Bool {
    var isMathematics = start
    var isEscaped = false
    for character in text {
      if character == "$", !isEscaped { isMathematics.toggle() }
      isEscaped = character == "\\" && !isEscaped
    }
    return isMathematics
  }
}

extension Template {
  /// What stands between braces, if a number is meant.
  private struct Field {
    var expression: Expression
    /// How many decimals it has; nil for as many as it needs.
    var digits: Int?

    /// - Throws: what is wrong where a number is meant; nothing is where braces belong to something else.
    init?(_ inside: Substring, _ isMathematics: Bool, _ names: Names) throws(Expression.Fault) {
      let parts = inside.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let form = parts.count == 2 ? parts[1] : nil
      let asksForForm = form.map(Self.looksLikeForm) ?? false
      if form != nil, !asksForForm { return nil }
      let parsed: Expression
      do throws(Expression.Fault) {
        parsed = try ExpressionParser.parse(String(parts[0]))
      } catch {
        if asksForForm { throw error }
        return nil
      }
      let used = parsed.names
      let isKnown = used.allSatisfy(names.isKnown)
      if asksForForm {
        try parsed.check(names)
      } else if !isKnown {
        // Outside mathematics braces around a word that is nearly a name are a slip.
        if !isMathematics, case .name(let word, _) = parsed,
          Suggestion.nearest(to: word, among: names.given) != nil
        {
          try parsed.check(names)
        }
        return nil
      } else if isMathematics ? used.isDisjoint(with: names.open) : used.isEmpty {
        return nil
      }
      expression = parsed
      guard let form else { return }
      guard form.hasPrefix("."), form.hasSuffix("f"), let count = Int(form.dropFirst().dropLast()),
        (0...15).contains(count)
      else {
        let start = parts[0].unicodeScalars.count
        throw Expression.Fault(
          start..<(start + 1 + form.unicodeScalars.count),
          "unknown form ':\(form)'; write :.3f for three decimals, up to 15, or no form for as many as "
            + "are needed")
      }
      digits = count
    }

    /// Whether a text is how other programs write the form of a number: `.2f`, `5.2f`, `.3`, `02d`.
    private static func looksLikeForm(_ text: Substring) -> Bool {
      var rest = text
      while let first = rest.first, "-+ #<>^".contains(first) { rest.removeFirst() }
      let hasWidth = rest.first.map { $0.isASCII && $0.isNumber } ?? false
      rest = rest.drop { $0.isASCII && $0.isNumber }
      let hasPoint = rest.first == "."
      if hasPoint { rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber } }
      let hasLetter =
        rest.count == 1 && rest.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "%") }
      return (rest.isEmpty || hasLetter) && (hasPoint || hasWidth && hasLetter)
    }
  }
}
