import Drawing
import Figures
import Plotting

extension Report {
  /// The report about a config: its figures, the loss to play with, and what made them.
  /// - Parameters:
  ///   - renderer: draws the figures, in the looks that the report is to have, without words (see
  ///     `Renderer.Options.hasWords`).
  ///   - source: the config as it was read.
  ///   - program: the program and its version.
  /// - Throws: `ConfigError` with all mistakes in data, fits and figures.
  public static func ofFigures(
    _ renderer: Renderer, source: [UInt8], program: String
  ) throws -> Report {
    let pages = try renderer.pages()
    return Report(
      title: "Figures of the general robust loss",
      facts: facts(pages, renderer),
      sections: [
        .figures(pages), try .explorer(in: renderer.looks, renderer.typesetter),
        .settings(renderer.file.path, source),
      ], program: program)
  }

  private static func facts(_ pages: [FigurePages], _ renderer: Renderer) -> [Fact] {
    let moving = pages.count { !$0.frameNames.isEmpty }
    var facts = [Fact("Figures", "\(pages.count)")]
    if moving > 0 { facts.append(Fact("Moving", "\(moving)")) }
    facts.append(Fact("Config", Markup.quoted(FileName.last(of: renderer.file.path))))
    return facts
  }
}

extension Section {
  /// Every figure with its title and caption.
  static func figures(_ pages: [FigurePages]) -> Section {
    Section(
      id: "figures", heading: pages.count == 1 ? "The figure" : "The figures",
      blocks: pages.map { page in
        var picture = Picture(page)
        picture.title = picture.title ?? Markup.quoted(page.name)
        return .picture(picture)
      })
  }
}
