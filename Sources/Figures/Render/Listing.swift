import Config

extension Renderer {
  /// The figures of a config as JSON: names, titles, captions, alternative texts, and the files that
  /// they become, relative to the current folder. Ends in a line break.
  public static func listing(of file: FigureFile) -> String {
    let pictures = pictures(of: file, theme: file.theme, only: [])
    let folder = FilePath.resolve(file.output, beside: file.path)
    let figures = file.figures.map { figure -> JSON in
      var pairs: [(String, JSON)] = [("id", .string(figure.name))]
      if let title = figure.title { pairs.append(("title", .string(title))) }
      if let caption = figure.caption { pairs.append(("caption", .string(caption))) }
      pairs.append(("alt", .string(figure.alternativeText)))
      let files = pictures.filter { $0.figure.name == figure.name }.flatMap { picture in
        file.formats.map { JSON.string(FilePath.join(folder, "\(picture.stem).\($0.rawValue)")) }
      }
      pairs.append(("files", .list(files)))
      return .object(pairs)
    }
    return JSON.list(figures).text() + "\n"
  }
}
