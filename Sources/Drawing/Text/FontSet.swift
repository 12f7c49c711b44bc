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
  /// Upright mathematics in titles; nil takes `math`.
  public var mathBold: FontFace?
  /// Variables in titles; nil takes `mathItalic`.
  public var mathBoldItalic: FontFace?
  /// Faces asked for characters that the others lack, in order.
  public var fallbacks: [FontFace]

  /// Names the faces.
  public init(
    text: FontFace, bold: FontFace, math: FontFace, mathItalic: FontFace,
    mathBold: FontFace? = nil, mathBoldItalic: FontFace? = nil, fallbacks: [FontFace] = []
  ) {
    self.text = text
    self.bold = bold
    self.math = math
    self.mathItalic = mathItalic
    self.mathBold = mathBold
    self.mathBoldItalic = mathBoldItalic
    self.fallbacks = fallbacks
  }

  /// All faces of the set.
  public var faces: [FontFace] {
    [text, bold, math, mathItalic] + [mathBold, mathBoldItalic].compactMap { $0 } + fallbacks
  }

  /// Which faces to look for: family names or paths of font files; nil for Rho's own choice.
  public struct Request: Hashable, Sendable {
    /// Words: a family such as `Inter`, or a path.
    public var text: String?
    /// Titles; nil takes the semi-bold of the text's family.
    public var bold: String?
    /// Upright mathematics.
    public var math: String?
    /// Variables; nil takes the italic of the mathematics' family.
    public var mathItalic: String?

    /// Names what to look for.
    public init(
      text: String? = nil, bold: String? = nil, math: String? = nil, mathItalic: String? = nil
    ) {
      self.text = text
      self.bold = bold
      self.math = math
      self.mathItalic = mathItalic
    }
  }

  /// Finds the faces on this machine: Inter for words, STIX for mathematics, DejaVu Sans for what is
  /// missing.
  /// - Returns: the faces, and a warning for each that had to be replaced.
  /// - Throws: `FontError` if a path that was asked for holds no font, or no font is found at all.
  public static func find(
    _ request: Request = Request(), locator: FontLocator = FontLocator()
  ) throws(FontError) -> (fonts: FontSet, warnings: [String]) {
    var warnings: [String] = []
    let substitute = locator.path(ofFamily: "DejaVu Sans", style: .regular)
    func face(_ names: [String?], _ style: FontLocator.Style, _ install: String)
      throws(FontError) -> FontFace
    {
      let asked = names.compactMap { $0 }
      for name in asked {
        if name.contains("/") { return try FontFace(path: name) }
        if let path = locator.path(ofFamily: name, style: style) {
          return try FontFace(path: path)
        }
      }
      let name = asked.first ?? "Inter"
      guard let substitute else {
        throw FontError(
          "no font found for '\(name)', nor DejaVu Sans in its place; install fonts: "
            + "apt-get install fonts-inter fonts-stix, or brew install --cask font-inter font-stix-two-text"
        )
      }
      let remedy = install.isEmpty ? "" : "; install \(install)"
      let warning =
        "font '\(name)' (\(style.rawValue)) not found, DejaVu Sans used instead\(remedy)"
      if !warnings.contains(warning) { warnings.append(warning) }
      return try FontFace(path: substitute)
    }
    let text = request.text ?? "Inter"
    let math = request.math ?? "STIXGeneral"
    let second = request.math == nil ? "STIX Two Text" : nil
    let forText = request.text == nil ? "fonts-inter" : ""
    let forMath = request.math == nil ? "fonts-stix" : ""
    let bold =
      try request.bold != nil
      ? face([request.bold], .semiBold, "") : face([text], .semiBold, forText)
    let italic =
      try request.mathItalic != nil
      ? face([request.mathItalic], .italic, "") : face([math, second], .italic, forMath)
    /// A bold face of the mathematics' family, which not every family has.
    func boldMath(_ style: FontLocator.Style) throws(FontError) -> FontFace? {
      for name in [math, second].compactMap({ $0 }) where !name.contains("/") {
        if let path = locator.path(ofFamily: name, style: style) {
          return try FontFace(path: path)
        }
      }
      return nil
    }
    var fallbacks: [FontFace] = []
    if let substitute { fallbacks.append(try FontFace(path: substitute)) }
    let fonts = FontSet(
      text: try face([text], .regular, forText), bold: bold,
      math: try face([math, second], .regular, forMath), mathItalic: italic,
      mathBold: try boldMath(.bold), mathBoldItalic: try boldMath(.boldItalic),
      fallbacks: fallbacks)
    return (fonts, warnings)
  }
}
