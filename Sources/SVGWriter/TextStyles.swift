import Drawing

/// The fonts of a page: their embedded parts, and a class for each face and size.
struct TextStyles {
  /// What begins the names of classes.
  var prefix = String(SVGPage.prefix)
  private var characters: [(face: FontFace, used: Set<Unicode.Scalar>)] = []
  private var subsets: [FontFace: FontSubset] = [:]
  private var fonts: [Font] = []
  private var names: [Font: String] = [:]

  /// Notes what a line needs, in the order of first use.
  mutating func collect(_ line: TextLine) {
    for run in line.runs {
      let i: Int
      if let known = characters.firstIndex(where: { $0.face == run.font.face }) {
        i = known
      } else {
        i = characters.count
        characters.append((run.font.face, []))
      }
      characters[i].used.formUnion(run.text.unicodeScalars)
      if names[run.font] == nil {
        names[run.font] = "\(prefix)t\(fonts.count)"
        fonts.append(run.font)
      }
    }
  }

  /// Reduces every face to what is used of it.
  mutating func subset() throws(SVGError) {
    for (face, used) in characters {
      subsets[face] = try FontSubset(face, characters: used)
    }
  }

  /// The class of a font.
  func name(of font: Font) -> String { names[font] ?? "" }

  /// The style sheet: faces, then classes.
  ///
  /// Ligatures and alternates are off, kerning and figures of one width are on, as they were when the text was laid out.
  var sheet: [UInt8] {
    guard !fonts.isEmpty else { return [] }
    var sheet: [UInt8] = []
    for (face, _) in characters {
      sheet += subsets[face]?.rule(traits: Self.traits(of: face)) ?? []
    }
    for font in fonts {
      let face = font.face
      let family = subsets[face].map { "\($0.family)," } ?? ""
      let plain = face.family.filter { $0 != "\"" && $0 != "\\" && $0 != "<" && $0 != "&" }
      let rule =
        ".\(names[font] ?? ""){font-family:\(family)'\(plain)',sans-serif;"
        + "font-size:\(Hundredths.text(font.size))px;\(Self.traits(of: face))"
        + "font-kerning:normal;font-variant-ligatures:none;font-variant-numeric:tabular-nums;"
        + "text-rendering:geometricPrecision;white-space:pre}\n"
      sheet += Array(rule.utf8)
    }
    return sheet
  }

  private static func traits(of face: FontFace) -> String {
    (face.weight == 400 ? "" : "font-weight:\(face.weight);")
      + (face.isItalic ? "font-style:italic;" : "")
  }
}
