import Drawing
import PNG

/// Writes a page as SVG 1.1 with text that stays text.
///
/// One user unit is one point and one CSS pixel: the SVG and the PNG at scale 1 have the same size.
/// The same page gives the same bytes: numbers are rounded to 0.01 point, and every identifier is
/// made from the content, so that two SVGs pasted into one HTML page do not disturb each other.
public struct SVGWriter: Sendable {
  /// How text is written.
  public enum TextMode: String, Hashable, Sendable, CaseIterable {
    /// As `<text>`, with the part of each font that is used embedded in the file.
    case embedded
    /// As paths, for editors that ignore embedded fonts; the text itself is kept as a label.
    case outlines
  }

  /// How text is written.
  public var text: TextMode
  /// How many threads compress the images that are embedded; the bytes do not depend on it.
  public var threads: Int

  /// Makes a writer.
  /// - Parameters:
  ///   - text: how text is written.
  ///   - threads: how many threads compress the images that are embedded, as PNG; at least 1.
  public init(text: TextMode = .embedded, threads: Int = 1) {
    self.text = text
    self.threads = threads
  }

  /// The page as the bytes of an SVG file, in UTF-8.
  /// - Throws: `SVGError` if a font cannot be reduced to what is used, `PNGError` if an image cannot be embedded.
  public func write(_ drawing: Drawing) throws -> [UInt8] {
    var page = SVGPage(writer: self)
    return try page.bytes(of: drawing)
  }
}

/// Why a page cannot be written as SVG.
public struct SVGError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public var message: String

  /// Describes a fault.
  public init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}
