import Config

extension Renderer {
  /// The figures of a config as JSON: names, titles, captions, alternative texts, and the files that
  /// they become, relative to the current folder. Ends in a line break.
  /// - Throws: as `files(of:)`.
  public static func listing(of file: FigureFile) throws -> String {
    let files = try filesOfFigures(file)
    let figures = zip(file.figures, files).map { figure, files -> JSON in
      var pairs: [(String, JSON)] = [("id", .string(figure.name))]
      if let title = figure.title { pairs.append(("title", .string(title))) }
      if let caption = figure.caption { pairs.append(("caption", .string(caption))) }
      pairs.append(("alt", .string(figure.alternativeText)))
      pairs.append(("files", .list(files.map { .string($0) })))
      return .object(pairs)
    }
    return JSON.list(figures).text() + "\n"
  }

  /// Every file that a config makes, relative to the current folder, in the order of the config.
  /// - Throws: `ConfigError` if a fit fails by whose steps frames are numbered.
  public static func files(of file: FigureFile) throws -> [String] {
    try filesOfFigures(file).flatMap { $0 }
  }

  private static func filesOfFigures(_ file: FigureFile) throws -> [[String]] {
    // How many steps a fit takes is known only when it is done.
    let unknown = file.figures.filter { figure in
      guard let frames = figure.frames, frames.outputs.contains(.files) else { return false }
      return frames.fit != nil
    }
    let evaluation = unknown.isEmpty ? Evaluation() : file.evaluation(for: unknown)
    if !evaluation.diagnostics.isEmpty { throw ConfigError(evaluation.diagnostics) }
    let folder = FilePath.resolve(file.output, beside: file.path)
    var files: [String: [String]] = [:]
    for picture in pictures(of: file, theme: file.theme, only: []) {
      var names = file.formats.map(picture.name)
      if let frames = picture.figure.frames {
        for output in frames.outputs {
          guard output == .files else {
            names.append(picture.name(of: output))
            continue
          }
          let still = try file.still(picture.figure, evaluation)
          for frame in try frames.frames(still).indices {
            names += file.formats.map {
              FilePath.join(picture.name(of: output), picture.name(ofFrame: frame, $0))
            }
          }
        }
      }
      files[picture.figure.name, default: []] += names.map { FilePath.join(folder, $0) }
    }
    return file.figures.map { files[$0.name] ?? [] }
  }
}
