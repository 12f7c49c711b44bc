import Basics
import Config
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
    /// What figures that move write beside their stills; what the config says of each if nil.
    public var moving: [FramesSpec.Output]?
    /// PNG pixels per point; the config's if nil.
    public var scale: Double?
    /// How SVG writes text; the config's if nil.
    public var text: SVGWriter.TextMode?
    /// How many figures are drawn at once. The pictures do not depend on it.
    public var jobs = 1
    /// Whether pictures are drawn that are up to date.
    public var isForced = false
    /// Whether files that are up to date, and older than what they are made from, get the present time.
    public var setsTimes = false
    /// Which part of every sequence's numbered frames is drawn: each `of`-th, from the `part`-th on. The
    /// parts together are what one run draws.
    public var shard = (part: 1, of: 1)
    /// Whether titles and captions are part of the pictures; not where a page has words of its own.
    public var hasWords = true
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

  /// Sets text in the faces of the pictures.
  public let typesetter: Typesetter
  let fonts: FontSet
  let scale: Double
  private let textMode: SVGWriter.TextMode
  let pending = PendingFiles()

  /// Prepares to draw.
  /// - Throws: `FigureError` for an unknown figure, and for forms of frames where no figure moves; `FontError` if
  ///   no font is found.
  public init(_ file: FigureFile, options: Options = Options()) throws {
    self.file = file
    self.options = options
    let names = file.figures.map(\.name)
    for name in options.only where !names.contains(name) {
      let hint =
        Suggestion.nearest(to: name, among: names).map { "; did you mean '\($0)'?" }
        ?? "; there are \(names.joined(separator: ", "))"
      throw FigureError("there is no figure '\(name)' in \(file.path)\(hint)", isMistake: true)
    }
    (fonts, warnings) = try FontSet.find(Self.resolved(file.fonts, beside: file.path))
    typesetter = Typesetter(fonts: fonts)
    scale = options.scale ?? file.scale
    textMode = options.text ?? file.text
    formats = options.formats ?? file.formats
    folder = options.output ?? FilePath.resolve(file.output, beside: file.path)
    var pictures = Self.pictures(
      of: file, theme: options.theme ?? file.theme, only: options.only)
    if let forms = options.moving {
      guard pictures.contains(where: { $0.figure.frames != nil }) else {
        throw FigureError(
          "no figure that is to be drawn moves: none has the key 'frames'", isMistake: true)
      }
      for i in pictures.indices { pictures[i].figure.frames?.outputs = forms }
    }
    self.pictures = pictures
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

  /// A picture as a page. Its data are read and its fits computed, no others.
  /// - Throws: `ConfigError` with the figure's place if it cannot be drawn.
  public func drawing(of picture: Picture) throws -> Drawing {
    try drawing(of: picture, evaluation(for: [picture.figure]))
  }

  /// The data and fits of some figures, or of all.
  /// - Throws: `ConfigError` if something is wrong with them; with all other mistakes of the figures that are
  ///   drawn.
  func evaluation(for figures: [FigureSpec]? = nil) throws -> Evaluation {
    let evaluation = file.evaluation(for: figures)
    if evaluation.diagnostics.isEmpty { return evaluation }
    throw Self.failure(among: mistakes(evaluation)) ?? ConfigError(evaluation.diagnostics)
  }

  /// The looks of the pictures, light first.
  public var looks: [Theme] {
    switch options.theme ?? file.theme {
    case .light: [.light]
    case .dark: [.dark]
    case .both: [.light, .dark]
    }
  }

  /// A picture as a page; the last frame of one that moves.
  func drawing(of picture: Picture, _ evaluation: Evaluation) throws -> Drawing {
    let spec = picture.figure
    if let frames = spec.frames {
      let sequence = try FrameSequence(picture, frames, self, evaluation)
      return try sequence.drawing(sequence.frames.count - 1)
    }
    return try painter(of: picture).page(at: try file.still(spec, evaluation))
  }

  /// What draws a picture at one moment or another.
  func painter(of picture: Picture) -> FigurePainter {
    FigurePainter(
      figure: picture.figure, theme: picture.theme, typesetter: typesetter,
      hasWords: options.hasWords, source: file.source)
  }

  /// What pages are written with.
  func settings(threads: Int = 1) -> PictureFormat.Settings {
    var settings = PictureFormat.Settings()
    (settings.scale, settings.text, settings.threads) = (scale, textMode, threads)
    return settings
  }

  /// A page as the bytes of a file.
  /// - Parameters:
  ///   - drawing: the page.
  ///   - format: the kind of file.
  ///   - threads: how many threads work on it; the bytes do not depend on it.
  public func bytes(
    of drawing: Drawing, as format: FigureFile.Format, threads: Int = 1
  ) throws -> [UInt8] {
    try format.bytes(of: drawing, settings(threads: threads))
  }

  /// For each picture, the digest of everything that it depends on.
  func inputDigests() throws -> [String] {
    var digestOfFile: [String: String] = [:]
    func fileDigest(_ path: String) -> String {
      if let known = digestOfFile[path] { return known }
      // A file that cannot be read is told of when the data are.
      let text = Digest.text(ofFile: path) ?? ""
      digestOfFile[path] = text
      return text
    }
    var shared = Digest()
    shared.add(options.program)
    shared.add("\(scale) \(textMode.rawValue)")
    for face in fonts.faces {
      shared.add(face.path + fileDigest(face.path))
    }
    return pictures.map { picture in
      var digest = shared
      digest.add(picture.figure.name)
      digest.add(picture.figure.canonical)
      digest.add(picture.theme.name)
      for name in picture.figure.data.sorted() {
        for path in file.data[name]?.source.files ?? [] {
          digest.add(fileDigest(FilePath.resolve(path, beside: file.path)))
        }
      }
      return digest.text
    }
  }
}
