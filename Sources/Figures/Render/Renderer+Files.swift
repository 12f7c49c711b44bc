import Drawing

extension Renderer {
  /// The names of the files that a picture becomes, in `folder`: those that move first, then stills in the
  /// order of the formats. Numbered frames are not among them.
  public func fileNames(of picture: Picture) -> [String] {
    let moving = (picture.figure.frames?.outputs ?? []).filter { $0 != .files }
    return moving.map(picture.name(of:)) + formats.map(picture.name)
  }

  /// PNG pixels per point.
  public var pixelsPerPoint: Double { scale }

  /// A figure's title without its markup; empty if it has none.
  public func plainTitle(of figure: FigureSpec) -> String {
    guard let title = figure.title else { return "" }
    return (try? typesetter.line(title, size: 10))?.plainText ?? title
  }
}

extension FigureFile {
  /// The files that the pictures are drawn from besides the config: tables, and fonts that are named by
  /// their path. Paths are from where the program runs.
  public var inputs: [String] {
    let faces = [fonts.text, fonts.bold, fonts.math, fonts.mathItalic].compactMap { $0 }
    return dataFiles
      + Set(faces.filter { $0.contains("/") }).sorted().map { FilePath.resolve($0, beside: path) }
  }
}
