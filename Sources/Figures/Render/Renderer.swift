import Drawing
import Plotting
import Rasterizer
import SVGWriter

/// Draws the figures of a config.
public struct Renderer: Sendable {
  /// What to draw, and how, where that differs from the config.
  public struct Options: Sendable {
    /// The figures to draw; all if empty.
    public var only: [String] = []
    /// The forms to write; the config's if nil.
    public var formats: [FigureFile.Format]?
    /// The folder to write to, as it is given; the config's if nil.
    public var output: String?
    /// The looks; the config's if nil.
    public var theme: FigureFile.ThemeChoice?
    /// PNG pixels per point; the config's if nil.
    public var scale: Double?
    /// How SVG writes text; the config's if nil.
    public var text: SVGWriter.TextMode?
    /// How many figures are drawn at once. The pictures do not depend on it.
    public var jobs = 1
    /// Whether pictures are drawn that are up to date.
    public var isForced = false
    /// What stands for the program in deciding whether pictures are up to date.
    public var program = ""

    /// The config's own options.
    public init() {}
  }

  /// What happened to one picture.
  public struct Event: Sendable {
    /// The file.
    public var path: String
    /// Its size in bytes; nil if it was up to date.
    public var bytes: Int?
    /// How many pictures are done, this one included.
    public var done: Int
    /// How many there are in all.
    public var total: Int
  }

  /// One picture: a figure in a look.
  public struct Picture: Sendable {
    /// The figure.
    public var figure: FigureSpec
    /// The look.
    public var theme: Theme
    /// The file's name without its ending.
    public var stem: String
  }

  /// The config.
  public let file: FigureFile
  /// What to draw, and how.
  public let options: Options
  /// What a user should know before the pictures: fonts that were replaced.
  public let warnings: [String]
  /// The pictures, in the order of the file.
  public let pictures: [Picture]
  /// The folder that pictures are written to.
  public let folder: String
  /// The forms in which each is written.
  public let formats: [FigureFile.Format]

  let fonts: FontSet
  let scale: Double
  private let textMode: SVGWriter.TextMode
  let pending = PendingFiles()

  /// Prepares to draw.
  /// - Throws: `FigureError` for an unknown figure, `FontError` if no font is found.
  public init(_ file: FigureFile, options: Options = Options()) throws {
    self.file = file
    self.options = options
    let names = file.figures.map(\.name)
    for name in options.only where !names.contains(name) {
      let hint =
        nearest(to: name, among: names).map { "; did you mean '\($0)'?" }
        ?? "; there are \(names.joined(separator: ", "))"
      throw FigureError("there is no figure '\(name)' in \(file.path)\(hint)", isMistake: true)
    }
    (fonts, warnings) = try FontSet.find(Self.resolved(file.fonts, beside: file.path))
    scale = options.scale ?? file.scale
    textMode = options.text ?? file.text
    formats = options.formats ?? file.formats
    folder = options.output ?? FilePath.resolve(file.output, beside: file.path)
    pictures = Self.pictures(of: file, theme: options.theme ?? file.theme, only: options.only)
  }

  /// The pictures of a config's figures: one a look, in the order of the file. A dark picture has the
  /// plain name only where the config asks for nothing but dark ones, so that it never replaces a light
  /// one.
  static func pictures(
    of file: FigureFile, theme: FigureFile.ThemeChoice, only: [String]
  ) -> [Picture] {
    let suffix = file.theme == .dark && theme == .dark ? "" : "-dark"
    return file.figures.filter { only.isEmpty || only.contains($0.name) }
      .flatMap { figure -> [Picture] in
        var result: [Picture] = []
        if theme != .dark {
          result.append(Picture(figure: figure, theme: .light, stem: figure.name))
        }
        if theme != .light {
          result.append(Picture(figure: figure, theme: .dark, stem: figure.name + suffix))
        }
        return result
      }
  }

  private static func resolved(_ request: FontSet.Request, beside config: String)
    -> FontSet.Request
  {
    func path(_ name: String?) -> String? {
      guard let name, name.contains("/") else { return name }
      return FilePath.resolve(name, beside: config)
    }
    return FontSet.Request(
      text: path(request.text), bold: path(request.bold), math: path(request.math),
      mathItalic: path(request.mathItalic))
  }

  /// A picture as a page.
  /// - Throws: `ConfigError` with the figure's place if it cannot be drawn.
  public func drawing(of picture: Picture) throws -> Drawing {
    try drawing(of: picture, try Evaluation(file))
  }

  func drawing(of picture: Picture, _ evaluation: Evaluation) throws -> Drawing {
    let spec = picture.figure
    do {
      let figure = try Composer(evaluation: evaluation).figure(spec)
      return try figure.drawing(in: picture.theme, typesetter: Typesetter(fonts: fonts))
    } catch let error as PlotError {
      throw ConfigError([
        Diagnostic(
          file: file.path, line: spec.place.line, column: spec.place.column,
          message: "the figure '\(spec.name)' cannot be drawn: \(error)")
      ])
    }
  }

  /// A page as the bytes of a file.
  public func bytes(of drawing: Drawing, as format: FigureFile.Format) throws -> [UInt8] {
    switch format {
    case .svg:
      return try SVGWriter(text: textMode, encodeImage: { try PNG.encode($0) }).write(drawing)
    case .png: return try Rasterizer(scale: scale).png(drawing)
    }
  }

  /// For each picture, the digest of everything that it depends on.
  func inputDigests() throws -> [String] {
    var shared = Digest()
    shared.add(options.program)
    shared.add(file.common)
    shared.add("\(scale) \(textMode.rawValue)")
    for face in [fonts.text, fonts.bold, fonts.math, fonts.mathItalic] {
      shared.add(face.path + (AtomicFile.stamp(face.path) ?? ""))
    }
    for (_, spec) in file.data.sorted(by: { $0.key < $1.key }) {
      if case .csv(let path) = spec.source {
        shared.add((try? AtomicFile.read(FilePath.resolve(path, beside: file.path))) ?? [])
      }
    }
    return pictures.map { picture in
      var digest = shared
      digest.add(picture.figure.name)
      digest.add(picture.figure.canonical)
      digest.add(picture.theme.name)
      return digest.text
    }
  }
}
