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

  /// Lays out a paragraph in lines no wider than `width` points where words allow it; a line break
  /// in the markup breaks the line, and a formula is never broken.
  public func paragraph(_ markup: String, size: Double, weight: Weight = .regular, width: Double)
    throws(MarkupError) -> [TextLine]
  {
    let key = LineCache.Key(markup: markup, size: size, weight: weight, width: width)
    if let lines = known[key] { return lines }
    let paragraphs = try Markup(markup).paragraphs
    // A long text says the same words again and again.
    let words = Array(Set(paragraphs.joined()))
    let lengths = Self.onAllCores(words) { line(of: $0, size: size, weight: weight).width }
    let lengthOf = Dictionary(uniqueKeysWithValues: zip(words, lengths))
    var broken: [[Markup.Piece]] = []
    for words in paragraphs {
      var current: [Markup.Piece] = []
      var used = 0.0
      let space = fonts.box(" ", role: role(weight), size: size).width
      for word in words {
        let length = lengthOf[word] ?? 0
        if !current.isEmpty, used + space + length > width {
          broken.append(current)
          current = []
          used = 0
        }
        if !current.isEmpty {
          current.append(.text(" "))
          used += space
        }
        current += word
        used += length
      }
      broken.append(current)
    }
    let lines = Self.onAllCores(broken) { line(of: $0, size: size, weight: weight) }
    known[key] = lines
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
    let layout = MathLayout(fonts: fonts, words: role(weight), textSize: size)
    for piece in joined {
      let part: MathBox
      switch piece {
      case .text(let text):
        part = fonts.box(text, role: role(weight), size: size)
        plain += text
      case .math(let node):
        part = layout.box(node)
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
