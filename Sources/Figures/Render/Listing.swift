import Config

extension Renderer {
  /// The figures of a config as JSON: names, titles, captions, alternative texts, and the files that
  /// they become, relative to the current folder. Ends in a line break.
  /// - Throws: as `files(of:)`.
  public static func listing(of file: FigureFile) throws -> String {
    let figures = zip(file.figures, try filesOfFigures(file)).map { figure, files -> JSON in
      var pairs: [(String, JSON)] = [("id", .string(figure.name))]
      if let title = figure.title { pairs.append(("title", .string(title))) }
      if let caption = figure.caption { pairs.append(("caption", .string(caption))) }
      pairs.append(("alt", .string(figure.alternativeText)))
      var paths: [JSON] = []
      files.forEach { paths.append(.string($0)) }
      pairs.append(("files", .list(paths)))
      return .object(pairs)
    }
    return JSON.list(figures).text() + "\n"
  }

  /// Every file that a config makes, relative to the current folder, in the order of the config.
  /// - Throws: `ConfigError` if a fit fails by whose steps frames are numbered.
  public static func files(of file: FigureFile) throws -> [String] {
    var paths: [String] = []
    try forEachFile(of: file) { paths.append($0) }
    return paths
  }

  /// Names every file that a config makes, as `files(of:)`, one after the other: numbered files may be millions.
  /// - Throws: as `files(of:)`, and what `body` throws.
  package static func forEachFile(
    of file: FigureFile, _ body: (String) throws -> Void
  ) throws {
    for files in try filesOfFigures(file) { try files.forEach(body) }
  }

  /// The files of a figure.
  private struct Files {
    /// In their order; those of numbered files stand for as many.
    var parts: [Part] = []

    enum Part {
      case file(String)
      case frames(folder: String, count: Int, picture: Picture, formats: [FigureFile.Format])
    }

    func forEach(_ body: (String) throws -> Void) rethrows {
      for part in parts {
        switch part {
        case .file(let path): try body(path)
        case .frames(let folder, let count, let picture, let formats):
          for frame in 0..<count {
            for format in formats {
              try body(folder + picture.name(ofFrame: frame, format))
            }
          }
        }
      }
    }
  }

  private static func filesOfFigures(_ file: FigureFile) throws -> [Files] {
    // How many steps a fit takes is known only when it is done.
    let unknown = file.figures.filter { figure in
      guard let frames = figure.frames, frames.outputs.contains(.files) else { return false }
      return frames.fit != nil
    }
    let evaluation = unknown.isEmpty ? Evaluation() : file.evaluation(for: unknown)
    if !evaluation.diagnostics.isEmpty { throw ConfigError(evaluation.diagnostics) }
    let folder = FilePath.resolve(file.output, beside: file.path)
    var files: [String: Files] = [:]
    for picture in pictures(of: file, theme: file.theme, only: []) {
      var parts = file.formats.map { Files.Part.file(FilePath.join(folder, picture.name($0))) }
      if let frames = picture.figure.frames {
        for output in frames.outputs {
          let path = FilePath.join(folder, picture.name(of: output))
          guard output == .files else {
            parts.append(.file(path))
            continue
          }
          parts.append(
            .frames(
              folder: path + "/",
              count: try frames.count { try file.still(picture.figure, evaluation) },
              picture: picture, formats: file.formats))
        }
      }
      files[picture.figure.name, default: Files()].parts += parts
    }
    return file.figures.map { files[$0.name] ?? Files() }
  }
}
