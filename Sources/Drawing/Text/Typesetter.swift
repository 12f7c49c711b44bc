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
    var broken: [[Markup.Piece]] = []
    // A long text says the same words again and again.
    var widths: [[Markup.Piece]: Double] = [:]
    func length(of word: [Markup.Piece]) -> Double {
      if let width = widths[word] { return width }
      let width = line(of: word, size: size, weight: weight).width
      widths[word] = width
      return width
    }
    for words in try Markup(markup).paragraphs {
      var current: [Markup.Piece] = []
      var used = 0.0
      let space = fonts.box(" ", role: role(weight), size: size).width
      for word in words {
        let length = length(of: word)
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
    let lines = self.lines(of: broken, size: size, weight: weight)
    known[key] = lines
    return lines
  }

  /// Lays out lines; very many of them on all cores.
  private func lines(of broken: [[Markup.Piece]], size: Double, weight: Weight) -> [TextLine] {
    let parts = 16
    guard broken.count >= 8 * parts else {
      return broken.map { line(of: $0, size: size, weight: weight) }
    }
    let done = Locked<[Int: [TextLine]]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = broken.count * part / parts..<broken.count * (part + 1) / parts
      let lines = broken[range].map { line(of: $0, size: size, weight: weight) }
      done.with { $0[part] = lines }
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
