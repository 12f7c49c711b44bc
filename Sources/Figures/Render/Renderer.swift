import Drawing
import Foundation
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

  private let fonts: FontSet
  private let scale: Double
  private let textMode: SVGWriter.TextMode

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
      throw FigureError("there is no figure '\(name)' in \(file.path)\(hint)")
    }
    (fonts, warnings) = try FontSet.find(Self.resolved(file.fonts, beside: file.path))
    scale = options.scale ?? file.scale
    textMode = options.text ?? file.text
    formats = options.formats ?? file.formats
    folder = options.output ?? FilePath.resolve(file.output, beside: file.path)
    let theme = options.theme ?? file.theme
    let isBoth = theme == .both
    pictures = file.figures.filter { options.only.isEmpty || options.only.contains($0.name) }
      .flatMap { figure -> [Picture] in
        var result: [Picture] = []
        if theme != .dark {
          result.append(Picture(figure: figure, theme: .light, stem: figure.name))
        }
        if theme != .light {
          let stem = isBoth ? figure.name + "-dark" : figure.name
          result.append(Picture(figure: figure, theme: .dark, stem: stem))
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

  /// Draws what is not up to date and writes it.
  /// - Parameter report: called after each picture, from one thread at a time.
  /// - Returns: the number of files written and the number of those that were up to date.
  /// - Throws: `ConfigError` for mistakes in data, fits or figures; `FigureError` for files that cannot
  ///   be written. Pictures finished before stay.
  public func run(report: @escaping @Sendable (Event) -> Void = { _ in }) throws
    -> (written: Int, upToDate: Int)
  {
    try AtomicFile.makeFolder(folder)
    var state = RenderState(folder: folder)
    let inputs = try inputDigests()
    let total = pictures.count * formats.count
    let progress = Progress(total: total, report: report)
    var stale: [Int] = []
    for (i, picture) in pictures.enumerated() {
      let isFresh =
        !options.isForced
        && formats.allSatisfy { format in
          let name = "\(picture.stem).\(format.rawValue)"
          guard let entry = state.entries[name] else { return false }
          return entry.input == inputs[i] && entry.stamp == AtomicFile.stamp("\(folder)/\(name)")
        }
      if isFresh {
        for format in formats {
          progress.add("\(folder)/\(picture.stem).\(format.rawValue)", bytes: nil)
        }
      } else {
        stale.append(i)
      }
    }
    guard !stale.isEmpty else { return (0, total) }

    let evaluation = try Evaluation(file)
    let results = Results()
    let queue = stale
    let work: @Sendable (Int) -> Void = { n in
      let picture = pictures[queue[n]]
      do {
        let drawing = try drawing(of: picture, evaluation)
        for format in formats {
          let path = "\(folder)/\(picture.stem).\(format.rawValue)"
          let bytes = try self.bytes(of: drawing, as: format)
          try AtomicFile.write(bytes, to: path)
          results.add(
            "\(picture.stem).\(format.rawValue)",
            .init(input: inputs[queue[n]], stamp: AtomicFile.stamp(path) ?? ""))
          progress.add(path, bytes: bytes.count)
        }
      } catch {
        results.fail(queue[n], error)
      }
    }
    if options.jobs <= 1 || stale.count == 1 {
      for n in queue.indices { work(n) }
    } else {
      let lanes = min(options.jobs, stale.count)
      let next = Counter()
      DispatchQueue.concurrentPerform(iterations: lanes) { _ in
        while let n = next.take(below: queue.count) { work(n) }
      }
    }
    for (name, entry) in results.entries { state.entries[name] = entry }
    try state.write(folder: folder)
    if let error = results.error { throw error }
    return (results.entries.count, total - stale.count * formats.count)
  }

  /// A picture as a page.
  /// - Throws: `ConfigError` with the figure's place if it cannot be drawn.
  public func drawing(of picture: Picture) throws -> Drawing {
    try drawing(of: picture, try Evaluation(file))
  }

  private func drawing(of picture: Picture, _ evaluation: Evaluation) throws -> Drawing {
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
  private func inputDigests() throws -> [String] {
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

/// Counts work off among threads.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var next = 0

  func take(below end: Int) -> Int? {
    lock.withLock {
      guard next < end else { return nil }
      next += 1
      return next - 1
    }
  }
}

/// What threads have finished.
private final class Results: @unchecked Sendable {
  private let lock = NSLock()
  private(set) var entries: [String: RenderState.Entry] = [:]
  private var failures: [Int: any Error] = [:]

  func add(_ name: String, _ entry: RenderState.Entry) { lock.withLock { entries[name] = entry } }
  func fail(_ picture: Int, _ error: any Error) { lock.withLock { failures[picture] = error } }

  /// All mistakes of figures together, or the first other failure in the order of the file.
  var error: (any Error)? {
    let inOrder = failures.sorted { $0.key < $1.key }.map(\.value)
    if let other = inOrder.first(where: { !($0 is ConfigError) }) { return other }
    let diagnostics = inOrder.flatMap { ($0 as? ConfigError)?.diagnostics ?? [] }
    var seen: Set<Diagnostic> = []
    let distinct = diagnostics.filter { seen.insert($0).inserted }
    return distinct.isEmpty ? nil : ConfigError(distinct)
  }
}

/// Tells what is done, one picture at a time.
private final class Progress: @unchecked Sendable {
  private let lock = NSLock()
  private let total: Int
  private let report: @Sendable (Renderer.Event) -> Void
  private var done = 0

  init(total: Int, report: @escaping @Sendable (Renderer.Event) -> Void) {
    self.total = total
    self.report = report
  }

  func add(_ path: String, bytes: Int?) {
    lock.withLock {
      done += 1
      report(Renderer.Event(path: path, bytes: bytes, done: done, total: total))
    }
  }
}
