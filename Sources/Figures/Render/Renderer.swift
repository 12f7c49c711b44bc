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
    try drawing(of: picture, try Evaluation(file, for: [picture.figure]))
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
    let filled = spec.hasResults ? try file.figure(spec, evaluation) : spec
    return try placed(spec, evaluation) {
      try Composer(evaluation: evaluation, hasWords: options.hasWords).figure(filled).drawing(
        in: picture.theme, typesetter: typesetter)
    }
  }

  /// Runs `body` and gives what it cannot draw a place in the config.
  func placed<T>(_ spec: FigureSpec, _ evaluation: Evaluation, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as PlotError {
      throw ConfigError([
        file.diagnostic(
          Self.place(of: error, in: spec, evaluation),
          "the figure '\(spec.name)' cannot be drawn: \(error.message)")
      ])
    }
  }

  /// The place of the mark, panel or figure that cannot be drawn.
  private static func place(
    of error: PlotError, in figure: FigureSpec, _ evaluation: Evaluation
  ) -> ConfigNode.Place {
    guard let index = error.panel, figure.panels.indices.contains(index) else {
      return figure.place
    }
    let panel = figure.panels[index]
    guard var mark = error.mark else { return panel.place }
    // A mark of the config may become several of the plot.
    for (spec, place) in zip(panel.marks, panel.places) {
      mark -= (try? spec.marks(in: evaluation).count) ?? 1
      if mark < 0 { return place }
    }
    return panel.place
  }

  func svgWriter(threads: Int = 1) -> SVGWriter {
    SVGWriter(text: textMode, threads: threads)
  }

  /// A page as the bytes of a file.
  /// - Parameters:
  ///   - drawing: the page.
  ///   - format: the kind of file.
  ///   - threads: how many threads work on it; the bytes do not depend on it.
  public func bytes(
    of drawing: Drawing, as format: FigureFile.Format, threads: Int = 1
  ) throws -> [UInt8] {
    switch format {
    case .svg: return try svgWriter(threads: threads).write(drawing)
    case .png: return try Rasterizer(scale: scale, threads: threads).png(drawing)
    }
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
    for face in [fonts.text, fonts.bold, fonts.math, fonts.mathItalic] + fonts.fallbacks {
      shared.add(face.path + fileDigest(face.path))
    }
    return pictures.map { picture in
      var digest = shared
      digest.add(picture.figure.name)
      digest.add(picture.figure.canonical)
      digest.add(picture.theme.name)
      for name in picture.figure.data.sorted() {
        if case .csv(let path)? = file.data[name]?.source {
          digest.add(fileDigest(FilePath.resolve(path, beside: file.path)))
        }
      }
      return digest.text
    }
  }
}
