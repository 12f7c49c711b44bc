import Basics
import Dispatch

/// Turns text with `$…$` markup into laid-out lines.
///
/// Right-to-left scripts are shaped but kept in logical order.
public struct Typesetter: Sendable {
  /// The faces in use.
  public let fonts: FontSet
  /// Lines that have been laid out: a figure asks for each of its labels several times, and so does every
  /// frame of an animation.
  private let known = LineCache()

  /// Makes a typesetter.
  public init(fonts: FontSet) { self.fonts = fonts }

  /// The weight of words outside `$…$`.
  public enum Weight: Hashable, Sendable {
    /// Running text.
    case regular
    /// Titles.
    case bold
  }

  /// Lays out one line; a line break in the markup is a space.
  /// - Parameters:
  ///   - markup: text in which `$…$` brackets mathematics and `\$` is a dollar sign.
  ///   - size: the size of the em, in points.
  ///   - weight: the weight of the words.
  /// - Throws: `MarkupError` for an unknown command, an unclosed group or an unclosed `$`.
  public func line(_ markup: String, size: Double, weight: Weight = .regular) throws(MarkupError)
    -> TextLine
  {
    let key = LineCache.Key(markup: markup, size: size, weight: weight)
    if let line = known[key]?.first { return line }
    let line = line(of: try Markup(markup).pieces, size: size, weight: weight)
    known[key] = [line]
    return line
  }

  /// Lays out a paragraph in lines no wider than `width` points. A line break in the markup breaks the line;
  /// a word that is wider than a line is broken at its letters, a formula at its relations and operators.
  public func paragraph(_ markup: String, size: Double, weight: Weight = .regular, width: Double)
    throws(MarkupError) -> [TextLine]
  {
    let key = LineCache.Key(markup: markup, size: size, weight: weight, width: width)
    if let lines = self.known[key] { return lines }
    let paragraphs = try Markup(markup).paragraphs
    // A long text says the same words again and again.
    let words = Array(Set(paragraphs.joined()))
    let lengths = Self.onAllCores(words) { line(of: $0, size: size, weight: weight).width }
    var known = Dictionary(uniqueKeysWithValues: zip(words, lengths))
    func length(of word: [Markup.Piece]) -> Double {
      if let length = known[word] { return length }
      let length = line(of: word, size: size, weight: weight).width
      known[word] = length
      return length
    }
    var broken: [[Markup.Piece]] = []
    for words in paragraphs {
      var current: [Markup.Piece] = []
      var used = 0.0
      let space = fonts.box(" ", role: role(weight), size: size).width
      func finishLine() {
        broken.append(current)
        current = []
        used = 0
      }
      for (word, continues) in words.flatMap({ parted($0, size, weight, width, length(of:)) }) {
        let length = length(of: word)
        if !current.isEmpty, continues || used + space + length > width { finishLine() }
        if !current.isEmpty {
          current.append(.text(" "))
          used += space
        }
        current += word
        used += length
      }
      finishLine()
    }
    let lines = Self.onAllCores(broken) { line(of: $0, size: size, weight: weight) }
    self.known[key] = lines
    return lines
  }

  /// What comes of many items, in their order; very many are shared out.
  private static func onAllCores<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ work: @Sendable (Item) -> Result
  ) -> [Result] {
    let parts = 16
    guard items.count >= 8 * parts else { return items.map(work) }
    let done = Locked<[Int: [Result]]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = items.count * part / parts..<items.count * (part + 1) / parts
      let results = items[range].map(work)
      done.with { $0[part] = results }
    }
    return done.with { done in (0..<parts).flatMap { done[$0] ?? [] } }
  }

  /// A word in parts no wider than a line, each but the first going on with the one before.
  ///
  /// Letters count with the widths that they have alone: kerning only makes words narrower.
  private func parted(
    _ word: [Markup.Piece], _ size: Double, _ weight: Weight, _ width: Double,
    _ length: ([Markup.Piece]) -> Double
  ) -> [(part: [Markup.Piece], continues: Bool)] {
    if length(word) <= width { return [(word, false)] }
    let dash = fonts.box("-", role: role(weight), size: size).width
    var parts: [[Markup.Piece]] = []
    var current: [Markup.Piece] = []
    var used = 0.0
    for atom in word.flatMap(\.atoms) {
      let hyphen = current.last.map { Markup.Piece.takesHyphen($0, atom) } == true
      var next = length([atom])
      if case .math = atom, let last = current.last, case .math = last {
        // Between parts of a formula stands the space that their classes ask for.
        next = length(Markup.Piece.joined([last, atom])) - length([last])
      }
      if !current.isEmpty, used + next + (hyphen ? dash : 0) > width {
        parts.append(Markup.Piece.joined(current + (hyphen ? [.text("-")] : [])))
        current = []
        used = 0
      }
      current.append(atom)
      used += next
    }
    parts.append(Markup.Piece.joined(current))
    return parts.enumerated().map { ($1, $0 > 0) }
  }

  private func role(_ weight: Weight) -> FontSet.Role { weight == .bold ? .bold : .text }

  private func line(of pieces: [Markup.Piece], size: Double, weight: Weight) -> TextLine {
    var box = MathBox()
    var plain = ""
    var lean = 0.0
    // Neighbouring texts are shaped together, so that their kerning does not depend on the breaks.
    var joined: [Markup.Piece] = []
    for piece in pieces {
      if case .text(let b) = piece, case .text(let a)? = joined.last {
        joined[joined.count - 1] = .text(a + b)
      } else {
        joined.append(piece)
      }
    }
    // Formulas in a title are as bold as its words; a number alone is set in the figures of the text.
    var bold = fonts
    bold.math = fonts.mathBold ?? fonts.math
    bold.mathItalic = fonts.mathBoldItalic ?? fonts.mathItalic
    let layout = MathLayout(
      fonts: weight == .bold ? bold : fonts, words: role(weight), textSize: size)
    var plainFonts = fonts
    plainFonts.math = weight == .bold ? fonts.bold : fonts.text
    let numbers = MathLayout(fonts: plainFonts, words: role(weight), textSize: size)
    for piece in joined {
      let part: MathBox
      switch piece {
      case .text(let text):
        part = fonts.box(text, role: role(weight), size: size)
        plain += text
      case .math(let node):
        part = node.isNumber ? numbers.box(node) : layout.box(node)
        plain += node.plainText
      }
      box.width += lean
      box.add(part, x: box.width)
      box.width += part.width
      lean = part.overhang
    }
    let face = weight == .bold ? fonts.bold : fonts.text
    return TextLine(
      runs: box.runs, rules: box.rules, width: box.width,
      ascent: max(box.height, face.ascent * size), descent: max(box.depth, face.descent * size),
      plainText: plain, missing: box.missing)
  }
}

extension Typesetter {
  /// Checks markup without laying it out.
  /// - Throws: `MarkupError` as `line` would.
  public static func check(_ markup: String) throws(MarkupError) { _ = try Markup(markup) }
}
