/// The faces a page is set in.
public struct FontSet: Hashable, Sendable {
  /// Words.
  public var text: FontFace
  /// Words that stand out: titles.
  public var bold: FontFace
  /// Upright letters, digits and signs inside `$…$`.
  public var math: FontFace
  /// Variables inside `$…$`.
  public var mathItalic: FontFace

  /// Names the faces.
  public init(text: FontFace, bold: FontFace, math: FontFace, mathItalic: FontFace) {
    self.text = text
    self.bold = bold
    self.math = math
    self.mathItalic = mathItalic
  }
}

/// Turns text with `$…$` markup into laid-out lines.
public struct Typesetter: Sendable {
  /// The faces in use.
  public let fonts: FontSet

  /// Makes a typesetter.
  public init(fonts: FontSet) { self.fonts = fonts }

  /// The weight of words outside `$…$`.
  public enum Weight: Hashable, Sendable {
    /// Running text.
    case regular
    /// Titles.
    case bold
  }

  /// Lays out one line.
  /// - Parameters:
  ///   - markup: text in which `$…$` brackets mathematics and `\$` is a dollar sign.
  ///   - size: the size of the em, in points.
  ///   - weight: the weight of the words.
  /// - Throws: `MarkupError` for an unknown command, an unclosed group or an unclosed `$`.
  public func line(_ markup: String, size: Double, weight: Weight = .regular) throws(MarkupError)
    -> TextLine
  {
    TextLine(plainText: markup)
  }

  /// Lays out a paragraph in lines no wider than `width` points where words allow it; a line break
  /// in the markup breaks the line.
  public func paragraph(_ markup: String, size: Double, weight: Weight = .regular, width: Double)
    throws(MarkupError) -> [TextLine]
  {
    [try line(markup, size: size, weight: weight)]
  }
}

/// What is wrong with a piece of markup, and where.
public struct MarkupError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offset of the fault in the markup, in characters.
  public var offset: Int
  /// How many characters are at fault; at least 1.
  public var length: Int
  /// What is wrong, and what to write instead if that is known.
  public var message: String

  /// Describes a fault.
  public init(offset: Int, length: Int = 1, message: String) {
    self.offset = offset
    self.length = length
    self.message = message
  }

  /// The message with its place.
  public var description: String { "\(message) (at character \(offset + 1))" }
}
